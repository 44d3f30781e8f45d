# The front door: `make` lists what can be done. The work itself stands in .ci/.
SHELL := /bin/bash
export LANG := C.UTF-8
PY := .venv/bin/python
WORKERS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run setup test test-postgres test-install check format bench lock

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: ## Start the product on http://127.0.0.1:8000 (PORT=8001 changes it, DATABASE_URL names another database)
	@.ci/serve.sh

setup: ## Only set up .venv and say what else the machine needs
	@.ci/setup.sh

test: ## Run every test on the embedded database (ARGS="-k money" chooses)
	@.ci/setup.sh dev
	@env -u DATABASE_URL $(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-postgres: ## Run every test on a throw-away PostgreSQL
	@.ci/setup.sh dev postgres
	@.ci/postgres.sh $(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-install: ## Install a copy of the tree in an empty folder, start it and ask whether it is well
	@.ci/install_test.sh

check: ## Format, lint, import contracts, types, templates, settings, migrations, text
	@.ci/setup.sh dev
	@$(PY) .ci/check.py

format: ## Write the sources and templates in the house format
	@.ci/setup.sh dev
	@$(PY) .ci/check.py --format

bench: ## Run the measurements in bench/
	@.ci/setup.sh dev
	@.ci/bench.sh

lock: ## Write requirements.lock and requirements-dev.lock anew from pyproject.toml
	@.ci/setup.sh dev
	@.ci/lock.sh
