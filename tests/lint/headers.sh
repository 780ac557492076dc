#!/bin/sh
# Every header compiles alone: it includes what it needs. CC and CPPFLAGS come from the Makefile.
set -eu
cd "$(dirname "$0")/../.."

status=0
for header in gen/*/*.h gen/*/*/*.h; do
    [ -f "$header" ] || continue
    # shellcheck disable=SC2086  # CPPFLAGS is a list of words
    if ! printf '#include "%s"\n' "${header#gen/}" |
        ${CC:-cc} -std=c11 ${CPPFLAGS:--D_GNU_SOURCE -Igen} -Wall -Wextra -Wpedantic -fsyntax-only -x c -; then
        echo "$header: does not compile alone"
        status=1
    fi
done
exit $status
