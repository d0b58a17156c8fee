#!/bin/sh
# Starts the program of this name from the folder that holds it. Libraries of the desktop (X11, OpenGL, fonts) are the
# system's; where it has none of a name, as on a server, the one beside this file is used.
here=$(dirname "$(readlink -f "$0")")
have=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
own=
for library in "$here"/lib/desktop/*; do
  case $have in *"$(basename "$library") "*) ;; *) own=$own:$library ;; esac
done
if [ -n "$own" ]; then export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}${own#:}"; fi
exec "$here/bin/$(basename "$0")" "$@"
