#!/usr/bin/env bash
# install_test_tools.sh NAME…: Debian packages that tests drive (chromium, khal). Needs root and a network.
set -euo pipefail
command -v apt-get >/dev/null || { echo "Only Debian's packages are known here; install by hand: $*" >&2; exit 1; }
echo "Installing $* for the tests …"
apt-get update --quiet --quiet
DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends "$@"
