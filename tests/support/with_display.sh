#!/bin/sh
# Runs a program with the display there is, else with a virtual one that is started for it and ended after it.
# Not xvfb-run: when it fails to remove its own temporary folder it turns the program's success into exit code 5.
# usage: with_display.sh PROGRAM [ARGUMENT...]
if [ -n "${DISPLAY:-}" ]; then exec "$@"; fi

command -v Xvfb > /dev/null || { echo "with_display.sh: there is no display and no Xvfb; install the package xvfb." >&2; exit 2; }
number_file=$(mktemp)
trap 'kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; rm -f "$number_file"' EXIT
trap 'exit 143' INT TERM
Xvfb -displayfd 3 -screen 0 1600x1000x24 +extension GLX -nolisten tcp 3> "$number_file" > /dev/null 2>&1 &
server=$!
waited=0
while [ ! -s "$number_file" ]; do
  kill -0 "$server" 2> /dev/null && [ "$waited" -lt 300 ] || { echo "with_display.sh: Xvfb did not start." >&2; exit 2; }
  sleep 0.1
  waited=$((waited + 1))
done
DISPLAY=":$(cat "$number_file")" "$@"
