#!/usr/bin/env bash
# Makes the runs, measurements and figures of the trade-offs (the paper's 2A, 3 and 4A) from one sweep of 16 runs.
#   packaging/trade_offs.sh [FOLDER]
# Needs CIFAR-10's photographs as FOLDER/data/cifar10/{train,test}/CLASS/, and the release build. May be stopped and started
# again at any time: runs and measurements that are there are taken.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
bin=$here/build/release/bin
cd "${1:-.}"
"$bin/toponets" sweep "$here/resources/presets/sweeps/cifar10.toml" --jobs 2 --runs runs
for run in runs/cifar10_losses_*/; do
  for what in smoothness dimensionality selectivity morans-i prune downsample; do
    echo "$what of $(basename "$run")"
    "$bin/toponets" analyse "$what" "$run" --data image_folder:data/cifar10/test --no-controls --quiet > /dev/null
  done
  for layer in layer3.0.conv1 layer4.0.conv1; do
    "$bin/toponets" analyse downsample "$run" --layers $layer --data image_folder:data/cifar10/test --no-controls \
      --quiet > /dev/null
  done
done
for figure in 2a 3 4a; do
  for form in pdf png; do
    "$bin/toponets-studio" figure "$figure" runs/cifar10_losses.sweep --output "figure-$figure.$form"
  done
done
