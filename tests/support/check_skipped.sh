#!/bin/sh
# check_skipped.sh DIRECTORY: fails if the log that ctest is writing there tells of a skipped test. googletest calls those
# skipped whose fixture has failed, and ctest takes them for no failure.
set -eu
log=$1/LastTest.log.tmp # while ctest runs
[ -f "$log" ] || log=$1/LastTest.log
[ -f "$log" ] || exit 2
echo "searched: $log"
if grep -F '[  SKIPPED ]' "$log"; then
  echo "were skipped: run one of them by itself to see why"
  exit 1
fi
