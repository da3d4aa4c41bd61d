#!/usr/bin/env bash
# Compile both locks from pyproject.toml: every version with its hashes, for every platform, and no address of a registry.
set -euo pipefail
command -v uv >/dev/null || { echo "uv is needed. Install it with: python3 -m pip install uv" >&2; exit 1; }
compile() {
    uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
        --python-version 3.11 "$@"
}
compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --output-file requirements-dev.lock
echo "requirements.lock and requirements-dev.lock are compiled. Run make test, then commit them."
