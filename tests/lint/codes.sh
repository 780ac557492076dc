#!/bin/sh
# The diagnostic codes are sorted by name, and each has a project in tests/diag that provokes it.
set -eu
cd "$(dirname "$0")/../.."

codes=$(sed -n -E 's/^(DIAG|FINDING)\([A-Z_]*, "([a-z-]*)".*/\2/p' gen/base/diag_codes.def)
status=0

if ! echo "$codes" | LC_ALL=C sort -c -u; then
    echo "gen/base/diag_codes.def: the codes are not sorted by name"
    status=1
fi
[ -d tests/diag ] || exit $status
for code in $codes; do
    if [ ! -d "tests/diag/$code" ]; then
        echo "tests/diag/$code: the diagnostic $code has no test"
        status=1
    fi
done
exit $status
