#!/usr/bin/env bash
# Configures and builds one preset (default: release) with Debian's own CMake; quiet, with ninja's counter.
#   packaging/build.sh [PRESET] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}; shift || true
cmake=/usr/bin/cmake; [ -x "$cmake" ] || cmake=cmake
log=build/$preset.configure.log
mkdir -p build
"$cmake" --preset "$preset" > "$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }
"$cmake" --build --preset "$preset" ${@:+--target "$@"}
