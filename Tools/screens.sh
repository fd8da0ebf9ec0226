#!/bin/sh
# Draws the pictures of README: the demo as it opens on a fresh machine, by keys alone.
#   Tools/screens.sh [PROGRAM]
set -eu
cd "$(dirname "$0")/.."
program=${1:-.build/release/bulwark}
keys=$(mktemp)
trap 'rm -rf "$keys" .build/screens-demo' EXIT
# A name that says nothing of whose machine it is: the pictures show paths.
export BULWARK_STATE=.build/screens
mkdir -p Docs/screens .build

# draw NAME KEYS...: a line of a script each
draw() {
  name=$1
  shift
  printf '%s\n' "$@" >"$keys"
  "$program" demo --reset --theme dark --script "$keys" --size 120x36 --dump "Docs/screens/$name.svg"
  echo "Docs/screens/$name.svg"
}

draw fleet
draw findings 3 'j j j'
draw suppress 3 'j j j' s 'type builds move to rootless runners, SEC-1432' 'tab tab' right
