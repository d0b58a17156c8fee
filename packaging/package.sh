#!/usr/bin/env bash
# Makes what can be given away, with LibTorch (CPU) in it, and says how large it is. Needs what setup.sh installs.
#   packaging/package.sh            both
#   packaging/package.sh deb        build/packages/toponets-studio_VERSION_amd64.deb for Debian 12
#   packaging/package.sh portable   build/packages/toponets-studio-VERSION-x86_64.tar.xz: runs from any folder, without root
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
cmake=/usr/bin/cmake; [ -x "$cmake" ] || cmake=cmake
cpack=/usr/bin/cpack; [ -x "$cpack" ] || cpack=cpack
out=$PWD/build/packages
mkdir -p "$out"
packaging/build.sh release toponets toponets-studio
"$cmake" build/release -DSTUDIO_BUNDLE_LIBTORCH=ON > build/package.configure.log 2>&1 || { tail -n 30 build/package.configure.log >&2; exit 1; }
trap '"$cmake" build/release -DSTUDIO_BUNDLE_LIBTORCH=OFF > build/package.configure.log 2>&1' EXIT
"$cmake" --build build/release --target toponets toponets-studio
version=$(build/release/bin/toponets --version | awk '{print $2}')

make_deb() {
  (cd build/release && "$cpack" -G DEB -B "$out" > ../package.log 2>&1) || { tail -n 30 build/package.log >&2; exit 1; }
  rm -rf "$out/_CPack_Packages"
}

# Never taken along: the system's C and C++ libraries fit its kernel and its graphics drivers, which may be newer than ours.
system_libraries='^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|stdc\+\+|gcc_s)\.so.*|linux-vdso.*)$'
# Taken along for machines without a desktop, and used only where the system has none of the name.
desktop_libraries='^lib(GL|GLX|EGL|OpenGL|GLdispatch|gbm|drm|X.*|xcb|xcb-[a-z]*|ICE|SM|wayland-.*|fontconfig|freetype|harfbuzz|fribidi|expat|uuid|z|dbus-1|systemd)\.so.*$'

libraries_of() { ldd "$@" 2>/dev/null | awk '/=> \//{print $3}' | sort -u; }

make_portable() {
  local name=toponets-studio-$version-x86_64 stage=build/portable
  rm -rf "$stage"; mkdir -p "$stage"
  local root=$stage/$name lib=$stage/$name/lib/toponets-studio plugins file base
  "$cmake" --install build/release --prefix "$PWD/$root" --strip > /dev/null
  plugins=$(qtpaths6 --plugin-dir 2>/dev/null || /usr/lib/qt6/bin/qtpaths --plugin-dir)
  local plugin
  for plugin in platforms/libq{xcb,offscreen,wayland-egl,wayland-generic}.so xcbglintegrations/*.so iconengines/libqsvgicon.so \
                imageformats/libq{svg,jpeg}.so platformthemes/libqxdgdesktopportal.so platforminputcontexts/*.so; do
    for file in "$plugins"/$plugin; do
      [ -e "$file" ] || continue
      mkdir -p "$lib/plugins/$(dirname "$plugin")"; cp "$file" "$lib/plugins/$(dirname "$plugin")/"
    done
  done
  printf '[Paths]\nPrefix=..\nPlugins=lib/toponets-studio/plugins\n' > "$root/bin/qt.conf"
  while read -r file; do
    base=$(basename "$file")
    [ -e "$lib/$base" ] && continue
    if [[ $base =~ $system_libraries ]]; then continue; fi
    if [[ $base =~ $desktop_libraries ]]; then
      mkdir -p "$root/lib/desktop/$base"; cp -L "$file" "$root/lib/desktop/$base/"
    else
      cp -L "$file" "$lib/"
    fi
  done < <(libraries_of "$root/bin/toponets" "$root/bin/toponets-studio" "$lib"/plugins/*/*.so)
  # For what a library needs that names places of its own, the place that the program names is not looked at.
  for file in "$lib"/*.so*; do
    if readelf -d "$file" | grep -q RUNPATH; then patchelf --set-rpath '$ORIGIN' "$file"; fi
  done
  for program in toponets toponets-studio; do
    cp packaging/portable_start.sh "$root/$program"; chmod +x "$root/$program"
  done
  cp README.md "$root/"
  tar -C "$stage" --owner=0 --group=0 --numeric-owner -cf - "$name" | xz -T0 -6 > "$out/$name.tar.xz"
  printf 'unpacked %s\n' "$(du -sh "$root" | cut -f1)"
  rm -rf "$stage"
}

[ "$what" = portable ] || make_deb
[ "$what" = deb ] || make_portable
ls -lh "$out" | awk 'NR > 1 {print $5, $9}'
