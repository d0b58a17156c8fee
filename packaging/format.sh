#!/usr/bin/env bash
# Lays out all C++ of this checkout by .clang-format; with --check changes nothing and names what is not so.
set -euo pipefail
cd "$(dirname "$0")/.."
how=(-i)
[ "${1:-}" = --check ] && how=(--dry-run --Werror)
find app core topo widgets tests -name '*.h' -o -name '*.cpp' | sort | xargs -P "$(nproc)" -n 40 clang-format "${how[@]}"
