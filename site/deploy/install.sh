#!/usr/bin/env bash
# install.sh PYTHON LOCKFILE: a virtual environment in .venv with exactly what the lock names, hashes checked.
# uv does it in half the time; where it cannot be had, pip does the same.
set -euo pipefail
python=$1 lock=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Python 3.11 or newer is needed. Point to one: make PYTHON=/path/to/python3.11 run" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
    echo "This Python lacks the venv module. On Debian: apt-get install python3-venv" >&2; exit 1; }
echo "Installing Python packages from $lock …"
# A half-made environment (an earlier run that was stopped) is made anew.
[ -x .venv/bin/pip ] || { rm -rf .venv; "$python" -m venv .venv; }
pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$1"; }
with_uv() { pip site/deploy/installer.lock && .venv/bin/uv pip install --python .venv/bin/python --quiet --compile-bytecode \
    --no-deps --require-hashes -r "$1"; }
with_uv "$lock" 2>/dev/null || pip "$lock" || {
    echo "The packages could not be installed. Is there a network? Run the same command again when there is." >&2; exit 1; }
