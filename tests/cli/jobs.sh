#!/bin/sh
# The same bytes with any number of threads, of the small project and of the example.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project small
example example
for name in small example; do
    for jobs in 1 4 13; do
        ok "$name: build with $jobs threads" "$DOSSIER" -C "$name" --jobs "$jobs" build --output "$name-$jobs"
        "$DOSSIER" -C "$name" --jobs "$jobs" check > "$name-$jobs.txt" 2> /dev/null || true
    done
    for jobs in 4 13; do
        ok "$name: the site of $jobs threads is that of one" diff -rq "$name-1" "$name-$jobs"
        same "$name: and so is the report" "$name-$jobs.txt" "$name-1.txt"
    done
done
end
