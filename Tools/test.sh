#!/bin/sh
# Runs all tests, or those that options of `swift test` name. The few that fail are named at the end, where a long log is
# read first, and run again by themselves: one that passes only then is unsteady, stops nobody's work, and is a defect to
# be mended (see CONTRIBUTING.md).
set -eu
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
retried_at_most=3

run() { # name, options of `swift test`
  name=$1
  shift
  swift test --skip-build --disable-xctest --xunit-output "$results/$name.xml" "$@"
}

failed() { # name: the tests that failed, `Module.Suite/function()` a line each
  awk -F '"' '/<testcase /{ test = $2 "/" $4 } /<failure/{ if (!(test in seen)) print test; seen[test] = 1 }' \
    "$results/$1.xml" 2>/dev/null || true
}

tell() { # name: each failed test with what it said
  awk -F '"' '/<testcase /{ test = $2 "/" $4 } /<failure/{ print "failed: " test ": " substr($2, 1, 6000) }' \
    "$results/$1.xml" | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&#8594;/→/g; s/&#10;/\n  /g; s/&amp;/\&/g' >&2
}

run all "$@" && exit 0
failures=$(failed all)
[ -n "$failures" ] || exit 1 # it did not even end: a crash, which the log tells
tell all
[ "$(printf '%s\n' "$failures" | wc -l)" -le "$retried_at_most" ] || exit 1

pattern=$(printf '%s\n' "$failures" | sed 's/[][().*^$+?{}|\\]/\\&/g' | paste -s -d '|')
run again --filter "$pattern" || {
  tell again
  exit 1
}
printf '%s\n' "$failures" | sed 's/^/unsteady: passed only when run again by itself: /' >&2
