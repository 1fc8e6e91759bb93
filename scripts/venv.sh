#!/bin/sh
# Make the private environment .venv from a lock file, once for each state of that file: venv.sh base|dev
set -eu
cd "$(dirname "$0")/.."
kind=$1
stamp=.venv/.installed-$kind
sum=$(cksum < "requirements/$kind.lock")$(cksum < pyproject.toml)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0

for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$python" >/dev/null 2>&1 || continue
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    python=
done
[ -n "${python:-}" ] && command -v "$python" >/dev/null 2>&1 || { echo "Pebblepath needs Python 3.11 or newer; none was found. Set PYTHON=/path/to/python if it is elsewhere." >&2; exit 1; }

if [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    "$python" -m venv .venv 2>/dev/null || { echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; rm -rf .venv; exit 1; }
fi
echo "Setting up .venv (once; a minute or two) ..."
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.lock"
.venv/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
echo "$sum" > "$stamp"
