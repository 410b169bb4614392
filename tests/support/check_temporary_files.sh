#!/bin/sh
# check_temporary_files.sh DIRECTORY: fails if anything is in it, and removes that.
set -eu
directory=$1
left=$(find "$directory" -mindepth 1 -maxdepth 1)
[ -z "$left" ] && exit 0
echo "Tests left these behind:"
echo "$left"
find "$directory" -mindepth 1 -delete
exit 1
