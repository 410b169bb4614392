#!/bin/sh
# Lets DB Browser for SQLite, without a window, fill tables from query.sql, and prints them as tab-separated lines:
# sh query.sh path/to/zoho_desk.so
set -eu
module=${1:?"path of zoho_desk.so"}
query=$(dirname "$0")/query.sql
folder=$(mktemp -d)
browser=
stop() {
  [ -z "$browser" ] || kill "$browser" 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT

# DB Browser stays open after a script (-q would end it before), so a last statement says that all is done.
{ cat "$query" && echo 'CREATE TABLE finished(x);'; } >"$folder/query.sql"
sqlite3 "$folder/tickets.db" VACUUM
QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$folder \
  sqlitebrowser -o extensions/list="$module" -s "$folder/query.sql" "$folder/tickets.db" 2>"$folder/errors" &
browser=$!

until sqlite3 -readonly "$folder/tickets.db" 'SELECT 1 FROM finished' 2>/dev/null; do
  if grep 'Error in statement' "$folder/errors" >&2 || ! kill -0 "$browser" 2>/dev/null; then
    exit 1
  fi
  sleep 0.2
done
sqlite3 -readonly -tabs -nullvalue NULL "$folder/tickets.db" \
  "SELECT 'SQLite ' || version FROM sqlite" 'SELECT * FROM open_tickets'
