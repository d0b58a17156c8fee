#!/usr/bin/env bash
# Makes the runs, measurements and figures of language at a size that two cores train: a small nanoGPT on characters of
# Shakespeare over the weight of the loss, as the paper's 2B, 4B and 5B.
#   packaging/language.sh [FOLDER]
# Needs the text as FOLDER/data/shakespeare.txt, and the release build. May be stopped and started again at any time: runs
# and measurements that are there are taken.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
bin=$here/build/release/bin
cd "${1:-.}"
"$bin/toponets" sweep "$here/resources/presets/sweeps/shakespeare.toml" --jobs 2 --runs runs
for run in runs/shakespeare_*/; do
  for what in smoothness dimensionality downsample; do
    echo "$what of $(basename "$run")"
    "$bin/toponets" analyse "$what" "$run" --no-controls --quiet > /dev/null
  done
  "$bin/toponets" analyse windows "$run" --text data/shakespeare.txt --unit token --no-controls --quiet > /dev/null
done
for figure in 2b 4b 5b; do
  for form in pdf png; do
    "$bin/toponets-studio" figure "$figure" runs/shakespeare.sweep --output "figure-language-$figure.$form"
  done
done
for form in pdf png; do
  "$bin/toponets-studio" figure windows runs/shakespeare_tau*_s0 --output "figure-language-windows.$form"
done
