#!/bin/sh
# check_named_tests.sh FILE BUILD: every `Suite.Test` that the file names is a test of the build directory.
file=$1
tests=$(ctest --test-dir "$2" -N | sed -n 's/^ *Test *#[0-9]*: //p')
missing=0
names=$(grep -oE '`[A-Z][A-Za-z0-9]+\.[A-Z][A-Za-z0-9]+`' "$file" | tr -d '`' | sort -u)
[ -n "$names" ] || { echo "$file names no test"; exit 1; }
for name in $names; do
  # Parameterised tests are listed as Instance/Suite.Test/Parameter.
  printf '%s\n' "$tests" | grep -qE "(^|/)$name(/|\$)" || { echo "$file names $name, which does not exist"; missing=1; }
done
exit $missing
