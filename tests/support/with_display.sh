#!/usr/bin/env bash
# Runs a command on the display there is, else on an Xvfb of its own that ends with it.
set -euo pipefail
[ -n "${DISPLAY:-}" ] && exec "$@"
exec xvfb-run -a -s "-screen 0 1600x1000x24 +extension GLX" "$@"
