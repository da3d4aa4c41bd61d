#!/usr/bin/env bash
# Compile the locks from pyproject.toml: every version with its hashes, for every platform, and no address of a registry.
set -euo pipefail
[ -x .venv/bin/uv ] || { echo "uv is needed, and could not be installed. Run make clean and make lock again." >&2; exit 1; }
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
        --python-version 3.11 "$@"
}
compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --output-file requirements-dev.lock
compile --group installer --output-file site/deploy/installer.lock
echo "The locks are compiled. Run make test, then commit them all."
