#!/bin/sh
# Fails if the index of the tables or a page differs from what the generator writes, or if there is a page too many or too few.
#   check_tables.sh <generator> <folder of documents> <folder to write to>
set -eu
mkdir -p "$3"
"$1" "$3"
diff -u "$2/TABLES.md" "$3/TABLES.md" && diff -ru "$2/tables" "$3/tables" && exit
echo "build/zoho-desk-tables-doc docs writes them"
exit 1
