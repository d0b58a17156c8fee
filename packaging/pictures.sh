#!/usr/bin/env bash
# Takes the pictures of docs/window: every workspace at three sizes, light and dark, and in German once. Trains the demo
# (half a minute) and the sweep of bars (some seconds) first unless they are there.
#   packaging/pictures.sh [OUT_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-docs/window}
bin=build/release/bin runs=build/pictures.runs compared=build/pictures.compared
export HOME=$PWD/build   # the status strip names the folder of runs: "~/pictures.runs"
mkdir -p "$out"
run=$runs/mlp_tau3_s2
if [ ! -d "$run" ]; then
  $bin/toponets train resources/presets/digits.toml --runs "$runs" --quiet
  for analysis in selectivity smoothness dimensionality patches similarity morans-i; do
    $bin/toponets analyse $analysis "$run" --quiet > /dev/null
  done
fi
if [ ! -d "$compared" ]; then
  $bin/toponets sweep resources/presets/sweeps/bars.toml --runs "$compared" --jobs 2 --quiet > /dev/null
  for each in "$compared"/*_s?; do
    for analysis in smoothness dimensionality prune; do $bin/toponets analyse $analysis "$each" --quiet > /dev/null; done
  done
fi

# NAME SIZE THEME LANGUAGE ARGUMENTS...
take() {
  local name=$1 size=$2 theme=$3 language=$4 file; shift 4
  file=$out/$name-${size%x*}-$theme$([ "$language" = en ] || echo "-$language").png
  STUDIO_SETTINGS=$(mktemp) xvfb-run -a -s "-screen 0 ${size}x24" \
    $bin/toponets-studio "$@" --size "$size" --theme "$theme" --language "$language" --screenshot "$file"
  if command -v convert > /dev/null; then convert "$file" +dither -colors 256 "PNG8:$file"; fi   # ImageMagick: a third of the size
  echo "$file"
}

all() {
  take welcome "$@" "$runs" --after 3
  take setup "$@" "$runs" --workspace setup --after 10
  take train "$@" "$run" --workspace train --after 4
  take analyse "$@" "$run" --workspace analyse --after 6
  take compare "$@" "$compared" --workspace compare --after 5
  take figure "$@" "$compared" --workspace figure --after 6
}
for size in 1120x700 1440x900 2560x1440; do
  for theme in light dark; do all $size $theme en; done
done
all 1440x900 light de
