#!/usr/bin/env bash
# `make run`: from a fresh clone to a page in the browser, without a question.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/setup.sh
. .ci/environment.sh
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.dev}
port=${PORT:-8000}
python=.venv/bin/python

if ! "$python" - "$port" <<'PY'; then
import socket, sys
with socket.socket() as door:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError):
        sys.exit(1)
PY
    echo "Cổng $port không dùng được (có thể chương trình khác đang dùng). Hãy chọn cổng khác: make run PORT=8001" >&2
    exit 1
fi

# Only a database that knows none of our tables yet is filled with invented data.
is_new=no
"$python" manage.py showmigrations accounts 2>/dev/null | grep -q '\[X\]' || is_new=yes
echo "Chuẩn bị cơ sở dữ liệu…"
"$python" manage.py migrate --verbosity 0
if [ "$DJANGO_SETTINGS_MODULE" = config.settings.production ]; then
    # Compressing fonts takes a while, so only after something changed.
    manifest=data/static/staticfiles.json
    if [ ! -f "$manifest" ] || [ -n "$(find static config/settings .venv/.installed -newer "$manifest" -print -quit)" ]; then
        "$python" manage.py collectstatic --noinput --verbosity 0
    fi
elif [ "$is_new" = yes ]; then
    "$python" manage.py seed_demo
else
    "$python" manage.py seed_demo --accounts
fi
echo
echo "Cầu Nối đang chạy tại http://127.0.0.1:$port (dừng bằng Ctrl+C)"
# Two processes of four threads: a page that waits never stops the others.
exec "$python" -m gunicorn config.wsgi:application --bind "127.0.0.1:$port" --worker-class gthread \
    --workers 2 --threads 4 --timeout 120 --no-control-socket --log-level warning
