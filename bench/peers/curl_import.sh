#!/bin/sh
# Reads all tickets of a Zoho Desk portal into a SQLite table with curl, jq and the sqlite3 shell's .import.
#
#   curl_import.sh DATABASE COLUMNS IN_FLIGHT
#
# COLUMNS is a file of lines "name TYPE". Host, organisation and access token come from the environment. It searches by
# createdTime, oldest first: the first page tells how many rows there are, the pages up to 2,000 rows come together (deeper
# ones cost more), and the next round starts at the last createdTime.
set -eu
database=$1 columns=$2 in_flight=$3
folder=$(mktemp -d "$(dirname "$database")/curl.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >curlrc <<END
no-progress-meter
silent
show-error
fail
header = "Authorization: Zoho-oauthtoken $ZOHO_DESK_ACCESS_TOKEN"
header = "orgId: $ZOHO_DESK_ORG_ID"
END
# NULL is written \N, as in other databases' dumps: CSV has nothing for it.
fields=$(sed 's/ .*//; s/.*/.&/' "$columns" | paste -sd,)
rows=".data[] | [$fields] | map(if . == null then \"\\\\N\" elif . == true then 1 elif . == false then 0
  elif type == \"object\" or type == \"array\" then tojson else . end) | @csv"

start=1970-01-01T00:00:00.000Z
while :; do
  url="$ZOHO_DESK_API_BASE/api/v1/tickets/search?sortBy=createdTime&createdTimeRange=$start,2099-12-31T23:59:59.000Z"
  curl -K curlrc -o page_0 "$url&limit=100&from=0"
  [ -s page_0 ] || break
  count=$(jq .count page_0)
  last=$((count < 2000 ? count : 2000))
  if [ "$last" -gt 100 ]; then
    curl -K curlrc --parallel --parallel-immediate --parallel-max "$in_flight" -o "page_#1" \
      "$url&limit=100&from=[100-$((last - 1)):100]"
  fi
  jq -r "$rows" page_* >>rows.csv
  [ "$count" -gt 2000 ] || break
  edge=$(jq -r '.data[-1].createdTime' page_1900)
  if [ "$edge" = "$start" ]; then
    echo "more than 2,000 tickets were made at $start" >&2
    exit 1
  fi
  start=$edge
  rm page_*
done

# The rows at the edge of a restart came twice.
sqlite3 "$database" <<END
CREATE TABLE tickets($(paste -sd, "$columns"));
CREATE TEMP TABLE came($(sed 's/ .*/ TEXT/' "$columns" | paste -sd,));
.import --csv --schema temp rows.csv came
INSERT INTO tickets SELECT $(sed "s/ .*//; s/.*/nullif(&, '\\\\N')/" "$columns" | paste -sd,) FROM came
  WHERE rowid IN (SELECT min(rowid) FROM came GROUP BY id);
END
