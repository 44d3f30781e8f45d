#!/usr/bin/env bash
# `make bench`: each script in bench/ measures one thing and prints its own figures.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
scripts=(bench/*.py)
if [ ${#scripts[@]} -eq 0 ]; then
    echo "Measurements stand in bench/, one script each; there is none yet."
    exit 0
fi
for script in "${scripts[@]}"; do
    echo "== $script"
    PYTHONPATH=. .venv/bin/python "$script"
done
