#!/bin/sh
# Sizes: functions up to 80 lines, sources up to 400, headers up to 150. Prints the offenders.
set -eu
cd "$(dirname "$0")/../.."

# A function begins at a line in the first column that holds a parenthesis and is followed by "{" in the first
# column; it ends at "}" there.
offenders=$(find gen -name '*.[ch]' -exec awk '
    FNR == 1 { if (name) check(); name = FILENAME; limit = name ~ /\.h$/ ? 150 : 400; open = 0 }
    { lines = FNR }
    /^[A-Za-z_].*\(/ { title = $0; sub(/\(.*/, "", title); sub(/.*[ *]/, "", title) }
    /^\{/ { open = FNR }
    /^\}/ {
        if (open && FNR - open + 2 > 80)
            printf "%s:%d: %s has %d lines, more than 80\n", FILENAME, open - 1, title, FNR - open + 2
        open = 0
    }
    END { if (name) check() }
    function check() {
        if (lines > limit)
            printf "%s: %d lines, more than %d\n", name, lines, limit
    }' {} + | LC_ALL=C sort)

if [ -n "$offenders" ]; then
    echo "$offenders"
    exit 1
fi
