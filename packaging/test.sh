#!/usr/bin/env bash
# Set up, build, run all tests. The last lines are ctest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/setup.sh
packaging/build.sh release
ctest=/usr/bin/ctest; [ -x "$ctest" ] || ctest=ctest
exec "$ctest" --preset release
