#!/bin/sh
# The walls between the rooms of gen/: each file includes only what its room may know.
set -eu
cd "$(dirname "$0")/../.."

# What a room may include, in reading order. pack/format.h is the one header behind a wall that verify may see.
allowed() {
    case $1 in
    base)    echo "base/" ;;
    read)    echo "base/ read/" ;;
    model)   echo "base/ read/ model/" ;;
    script)  echo "base/ read/ model/ script/" ;;
    check)   echo "base/ read/ model/ script/ check/" ;;
    render)  echo "base/ read/ model/ script/ check/ render/" ;;
    export)  echo "base/ read/ model/ export/" ;;
    out)     echo "base/ out/" ;;
    pack)    echo "base/ pack/" ;;
    verify)  echo "base/ verify/ pack/format.h" ;;
    collect) echo "base/ read/ model/ collect/" ;;
    cli)     echo "base/ read/ model/ script/ check/ render/ export/ out/ pack/ verify/ collect/ cli/" ;;
    *)       echo "" ;;
    esac
}

status=0
for room in gen/*/; do
    room=$(basename "$room")
    may=$(allowed "$room")
    if [ -z "$may" ]; then
        echo "gen/$room: a room that tests/lint/rooms.sh does not know"
        status=1
        continue
    fi
    bad=$(find "gen/$room" -name '*.[ch]' -exec awk -v may="$may list/" '
        BEGIN { n = split(may, prefix, " ") }
        /^[ \t]*#[ \t]*include[ \t]*"/ {
            split($0, part, "\"")
            for (i = 1; i <= n; i++)
                if (index(part[2], prefix[i]) == 1)
                    next
            printf "%s:%d: %s is behind a wall\n", FILENAME, FNR, part[2]
        }' {} + | LC_ALL=C sort)
    if [ -n "$bad" ]; then
        echo "$bad"
        status=1
    fi
done
exit $status
