#!/usr/bin/env bash
# Installs what the build needs and is not there yet: Debian packages, and LibTorch (PyTorch's CPU wheel) in .venv of this folder.
#   packaging/setup.sh            what run.sh and test.sh need
#   packaging/setup.sh --peers    also the Python peers of the benchmark program
#   STUDIO_LIBTORCH=DIR           use the torch of this virtual environment (or torch folder) instead of installing one
set -euo pipefail
cd "$(dirname "$0")/.."

torch=torch==2.13.0
packages=(cmake ninja-build g++ python3-venv qt6-base-dev libqt6opengl6-dev qt6-svg-dev qt6-l10n-tools qt6-translations-l10n libqcustomplot-dev libvtk9-dev
          libgtest-dev xvfb xauth ccache nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libpcre2-dev
          libeigen3-dev libturbojpeg0-dev libpng-dev libwebp-dev libutf8proc-dev zlib1g-dev fonts-inter clang-format
          dpkg-dev file xz-utils patchelf)

say() { printf '%s\n' "$*" >&2; }

missing() { # the packages that dpkg does not have installed
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done
}

install_packages() {
  local wanted
  mapfile -t wanted < <(missing)
  [ ${#wanted[@]} -gt 0 ] || return 0
  local root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "setup.sh: ${#wanted[@]} packages are missing and sudo is not here; as root run: apt-get install ${wanted[*]}"; exit 2; }
    root=(sudo)
  fi
  say "Installing ${#wanted[@]} packages: ${wanted[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}

install_torch() {
  if [ -n "${STUDIO_LIBTORCH:-}" ]; then
    [ -d "$STUDIO_LIBTORCH" ] || { say "setup.sh: STUDIO_LIBTORCH names $STUDIO_LIBTORCH, which is not a folder; name a virtual environment with torch in it."; exit 2; }
    return 0
  fi
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/python -c "import importlib.metadata as m, sys; sys.exit(m.version('torch').split('+')[0] != '${torch#torch==}')" 2>/dev/null && return 0
  say "Installing $torch into .venv (about 1 GB)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "$torch"
}

install_peers() {
  local python=${STUDIO_LIBTORCH:-.venv}/bin/python
  [ -x "$python" ] || { say "setup.sh: the peers need a virtual environment; $python is not there."; exit 2; }
  "$python" -m pip install --quiet --disable-pip-version-check numpy topoloss transformers tokenizers scikit-learn
  # torchvision fits only the torch it was made with; where none does, its rows are left out by the benchmark.
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps torchvision 2>/dev/null || say "torchvision is left out: none fits $torch."
}

if ! grep -qs 'VERSION_CODENAME=bookworm' /etc/os-release; then
  if [ -n "$(command -v dpkg-query || true)" ] && [ -z "$(missing)" ]; then :; else
    say "setup.sh knows Debian 12 only. Install these (Debian's names), then LibTorch with: python3 -m venv .venv && .venv/bin/pip install $torch"
    say "  ${packages[*]}"
    exit 2
  fi
else
  install_packages
fi
install_torch
if [ "${1:-}" = --peers ]; then install_peers; fi
