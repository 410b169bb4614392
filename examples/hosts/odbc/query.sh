#!/bin/sh
# Open tickets since September with their accounts, as tab-separated lines: sh query.sh path/to/zoho_desk.so
set -eu
module=${1:?"path of zoho_desk.so"}
query=$(dirname "$0")/query.sql
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# -b: only rows, -n: statements end with a semicolon, -v: print what the driver says about an error.
isql -b -n -v -d"$(printf '\t')" -k "Driver=SQLite3;Database=:memory:;LoadExt=$module" \
  <"$query" >"$folder/rows" 2>"$folder/errors"
if [ -s "$folder/errors" ]; then # isql ends with status 0 all the same, and prints the reason among the rows
  cat "$folder/rows" "$folder/errors" >&2
  exit 1
fi
cat "$folder/rows"
