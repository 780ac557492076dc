#!/bin/sh
# tests/accept.sh diag|rules|golden [NAME]: shows how the output of fixtures differs from what they expect, and asks.
set -eu
cd "$(dirname "$0")/.."
if [ "$#" -lt 1 ] || [ ! -f "tests/$1/test.sh" ]; then
    echo "usage: tests/accept.sh diag|rules|golden [NAME]" >&2
    exit 2
fi
for fixture in tests/"$1"/${2:-*}/; do
    ACCEPT=1 TZ=UTC LC_ALL=C SOURCE_DATE_EPOCH=1796040000 sh "tests/$1/test.sh" "${fixture%/}"
done
