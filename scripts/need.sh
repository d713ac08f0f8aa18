# Installs what is missing. Sourced by ./run and ./test, which say what they need.

say() { printf '\033[1m%s\033[0m\n' "$*"; }

# What building and running takes, from Debian 12.
BUILD_PACKAGES="clang cmake ninja-build pkg-config mold ccache python3 nodejs npm ca-certificates tzdata
  libboost1.81-dev libboost-json1.81-dev libsqlite3-dev libpq-dev libsodium-dev libcurl4-openssl-dev libssl-dev
  libpango1.0-dev libcairo2-dev libqpdf-dev libxlsxwriter-dev libzip-dev libpugixml-dev libzint-dev libicu-dev libfmt-dev libspdlog-dev libcli11-dev
  libtomlplusplus-dev prometheus-cpp-dev fonts-open-sans fonts-dejavu-core"

# What testing takes beside it.
TEST_PACKAGES="libgtest-dev libgmock-dev librapidcheck-dev postgresql-15 sqlite3 chromium poppler-utils zbar-tools python3-dkim procps curl libfaketime
  default-jre-headless libsaxonhe-java libxml2-utils
  clang-format clang-tidy libclang-rt-14-dev"

# need PACKAGE…: installs the Debian packages that are missing.
need() {
  local missing="" package
  for package in "$@"; do
    # npm may be part of another nodejs package.
    if [ "$package" = npm ] || [ "$package" = nodejs ]; then command -v "${package/nodejs/node}" >/dev/null && continue; fi
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return
  say "Installing:$missing"
  local as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# need_npm FOLDER: installs the locked npm packages of a folder when they changed.
need_npm() {
  local stamp="$1/node_modules/.lock-installed"
  cmp -s "$1/package-lock.json" "$stamp" && return
  say "Installing the npm packages of $1/"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
  cp "$1/package-lock.json" "$stamp"
}

# build PRESET [TARGET…]: configures once and builds.
build() {
  local preset="$1"
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
  ninja -C "build/$preset" "$@"
}
