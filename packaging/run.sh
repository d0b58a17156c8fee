#!/usr/bin/env bash
# Set up, build, open the demo in the window. Without a display the same demo runs under Xvfb, shows its progress, and leaves
# a screenshot, the figures and the run folder, printing where.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/setup.sh
packaging/build.sh release toponets toponets-studio
bin=build/release/bin

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec $bin/toponets-studio --demo "$@"
fi

echo "No display: the demo runs under Xvfb." >&2
out=out/demo
rm -rf "$out"; mkdir -p "$out/runs"
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$(mktemp -d)}
xvfb-run -a -s "-screen 0 1440x900x24" $bin/toponets-studio "$out/runs" --demo --screenshot "$out/window.png" --when-finished --size 1440x900
run=$(ls -d "$out"/runs/*/ | head -n 1); run=${run%/}
mkdir -p "$run/figures"
for figure in curves sheets; do
  QT_QPA_PLATFORM=offscreen $bin/toponets-studio figure $figure "$run" --output "$run/figures/$figure.pdf" --width-mm 183
  QT_QPA_PLATFORM=offscreen $bin/toponets-studio figure $figure "$run" --output "$run/figures/$figure.png" --width-mm 183
done
$bin/toponets show "$run"
printf '\nScreenshot  %s\nFigures     %s\nRun folder  %s\n' "$out/window.png" "$run/figures/" "$run"
