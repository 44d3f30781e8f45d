#!/usr/bin/env bash
# `make test-install`: a copy of the tree in an empty folder, whose name holds a blank and
# Vietnamese letters, is set up and started, and must answer at /healthz.
set -euo pipefail
cd "$(dirname "$0")/.."
place="$(mktemp -d)/Cầu Nối"
server=""
finish() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    rm -rf "$(dirname "$place")"
}
trap finish EXIT

mkdir "$place"
git ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from=- --ignore-failed-read 2>/dev/null | tar --extract --directory "$place"
cd "$place"
unset DATABASE_URL DJANGO_SETTINGS_MODULE
echo "== set up an empty copy"
time make --no-print-directory setup
echo "== set up again: nothing to do"
time make --no-print-directory setup
echo "== start"
PORT=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PORT
.ci/serve.sh &
server=$!
.venv/bin/python - "http://127.0.0.1:$PORT/healthz" <<'PY'
import sys, time, urllib.error, urllib.request

address, last = sys.argv[1], "no answer"
for _ in range(120):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            if answer.url != address:
                sys.exit(f"/healthz sends on to {answer.url}")
            print(f"/healthz answers {answer.status}")
            sys.exit(0)
    except urllib.error.HTTPError as error:
        sys.exit(f"/healthz answers {error.code}")
    except OSError as error:
        last = str(error)
    time.sleep(0.5)
sys.exit(f"/healthz did not answer within a minute: {last}")
PY
echo "== the fresh copy works"
