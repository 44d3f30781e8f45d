#!/usr/bin/env bash
# `make lock`: exact versions with hashes; no host and no path of the machine that wrote them.
# LOCK_ARGS="--upgrade" takes newer versions, LOCK_ARGS="--upgrade-package django" one.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m piptools compile --quiet --no-config --generate-hashes --allow-unsafe --strip-extras \
        --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        ${LOCK_ARGS:-} "$@" pyproject.toml
}
compile --output-file requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
