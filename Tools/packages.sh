#!/bin/sh
# Installs the system packages that are missing: `Tools/packages.sh build|test`.
set -eu
wanted="libcurl4-openssl-dev libncurses-dev libsqlite3-dev libsimdjson-dev libyaml-dev zlib1g-dev"
if [ "${1:-build}" = test ]; then wanted="$wanted openssl python3 tmux"; fi
missing=""
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
  echo "packages: install these first:$missing" >&2
  exit 1
fi
root=""
if [ "$(id -u)" != 0 ]; then root=sudo; fi
echo "installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# Lists may be old or absent on a fresh machine.
# shellcheck disable=SC2086
$root apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
  $root apt-get update -qq >&2
  $root apt-get install -y -qq --no-install-recommends $missing >&2
}
