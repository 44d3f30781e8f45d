#!/usr/bin/env bash
# Runs the given command with DATABASE_URL naming a PostgreSQL that exists only meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --inside ]; then
    shift
    export DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
    exec "$@"
fi

if ! command -v pg_virtualenv >/dev/null; then
    echo "These tests need a PostgreSQL server; see the command above." >&2
    exit 1
fi
# -t: a cluster in a folder of its own, so that two runs never meet. Without the locale the
# cluster would be SQL_ASCII and refuse Vietnamese. Nothing has to outlive a power cut here,
# and refused rows are what the tests are about, so the server keeps quiet about them.
exec pg_virtualenv -t -i '--locale=C.UTF-8 --encoding=UTF8 --no-sync' \
    -o fsync=off -o synchronous_commit=off -o full_page_writes=off \
    -o log_min_messages=fatal .ci/postgres.sh --inside "$@"
