#!/usr/bin/env bash
# Makes .venv hold exactly what the lock files say, and Debian's part of the machine where it may.
# Words it takes: dev (the tests' tools and browser too), postgres (a PostgreSQL server for tests).
# A second run finds nothing to do and takes a moment only.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=run
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2)
for word in "$@"; do
    case $word in
        dev) kind=dev; command -v chromium >/dev/null || packages+=(chromium) ;;
        postgres) command -v pg_virtualenv >/dev/null && compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' >/dev/null ||
            packages+=(postgresql-common postgresql) ;;
        *) echo "setup.sh: unknown word $word" >&2; exit 2 ;;
    esac
done

python=""
for candidate in python3.11 python3; do
    if command -v "$candidate" >/dev/null &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "Python 3.11 is needed and was not found. On Debian 12: apt-get install python3.11-venv" >&2; exit 1; }
[ -x .venv/bin/python ] || "$python" -c 'import ensurepip' 2>/dev/null || packages+=(python3.11-venv)

debian_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing=() package log
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local install="apt-get install --yes --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian packages: ${missing[*]}"
        log=$(mktemp)
        export DEBIAN_FRONTEND=noninteractive
        if { apt-get update -qq && $install -qq; } >"$log" 2>&1 </dev/null; then
            rm -f "$log"
            return 0
        fi
        tail -n 5 "$log" >&2
        rm -f "$log"
    fi
    echo "Still missing on this machine (PDF pages, browser tests or PostgreSQL tests may not work). Run once:" >&2
    echo "    sudo $install" >&2
}

python_packages() {
    local lock=requirements.lock stamp=.venv/.installed wanted
    [ "$kind" = run ] || lock=requirements-dev.lock
    wanted="$(cat requirements.lock requirements-dev.lock | sha256sum | cut -d' ' -f1)"
    # What the tests need includes all that running needs.
    if [ -x .venv/bin/python ] && [ -f "$stamp" ]; then
        case "$(cat "$stamp")" in "$kind $wanted" | "dev $wanted") return 0 ;; esac
    fi
    [ -x .venv/bin/python ] || { echo "Making .venv"; "$python" -m venv --clear .venv; }
    echo "Installing Python packages from $lock"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes -r "$lock" </dev/null
    echo "$kind $wanted" >"$stamp"
}

debian_packages
python_packages
