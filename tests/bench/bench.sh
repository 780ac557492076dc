#!/bin/sh
# Seconds, processor seconds and memory of a clean build of generated projects, beside Hugo's for the same Markdown, and
# of loading, linking and judging many records.
#   BENCH_SIZES  numbers of documents (1000 10000)
#   BENCH_RECORDS  numbers of records without documents (100000)
#   BENCH_RUNS   runs of each, of which the median counts (3)
#   BENCH_DIR    where to work (a folder of /dev/shm, which is memory; else of $TMPDIR)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
DOSSIER=${DOSSIER:-$here/../../build/release/dossier}
export LC_ALL=C TZ=UTC
if [ -z "${BENCH_DIR:-}" ]; then
    [ -w /dev/shm ] && BENCH_DIR=/dev/shm || BENCH_DIR=${TMPDIR:-/tmp}
fi
work=$(mktemp -d "$BENCH_DIR/dossier-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# GNU time says what memory a program had; without it that column is empty.
if /usr/bin/time -f %M true > /dev/null 2>&1; then
    timed() { /usr/bin/time -a -o "$1" -f '%e %U %S %M' "$2" "$3" "$4"; }
else
    echo "GNU time is not installed: no figures of memory"
    timed() {
        timed_file=$1
        shift
        timed_from=$(date +%s.%N)
        "$@"
        echo "$timed_from $(date +%s.%N)" | awk '{ print $2 - $1, 0, 0, 0 }' >> "$timed_file"
    }
fi

# measure NAME COMMAND BEFORE: runs a shell command several times, each after BEFORE; the median run by time is left in
# NAME.best as seconds, processor seconds and MB.
measure() {
    rm -f "$work/$1.times"
    for run in $(seq "${BENCH_RUNS:-3}"); do
        sh -c "$3"
        if ! timed "$work/$1.times" sh -c "$2" > /dev/null 2> "$work/$1.err.$run"; then
            tail -n 20 "$work/$1.err.$run" | cut -c 1-200
            echo "$1 failed"
            exit 1
        fi
    done
    sort -n "$work/$1.times" | awk '{ line[NR] = $1 " " $2 + $3 " " $4 / 1024 } END { print line[int((NR + 1) / 2)] }' > "$work/$1.best"
}
row() { awk -v name="$1" '{ printf "  %-34s %8.2f s %8.2f CPU s %8.0f MB\n", name, $1, $2, $3 }' "$work/$2.best"; }
stages() { awk '/^stage / { printf "    %-32s %8.2f s %8.2f CPU s\n", $2, $4, $6 }' "$work/$1.err.1"; }
ratio() {
    awk -v what="$3" 'NR == FNR { time = $1; memory = $3; next }
        { printf "  %-34s %7.0f %% of the time, %.0f %% of the memory\n", what, 100 * time / $1, $3 ? 100 * memory / $3 : 0 }' "$work/$1.best" "$work/$2.best"
}

hugo_site() {
    mkdir -p "$work/hugo/layouts/_default"
    ln -sfn "$work/project/content/policies" "$work/hugo/content"
    cat > "$work/hugo/config.toml" << 'END'
baseURL = "/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
END
    page='<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1>'
    echo "$page{{ .Content }}</main></body></html>" > "$work/hugo/layouts/_default/single.html"
    echo "$page<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>" \
        > "$work/hugo/layouts/_default/list.html"
}

echo "$(nproc) processors, $("$DOSSIER" version), in $(df --output=fstype "$work" | tail -n 1)"
for size in ${BENCH_SIZES:-1000 10000}; do
    rm -rf "$work/project" "$work/site"
    perl "$here/generate.pl" "$size" "$work/project"
    echo
    echo "$size documents ($(du -sm --apparent-size "$work/project/content/policies" | cut -f1) MB)," \
        "$((size * 5)) evidence files ($(du -sm --apparent-size "$work/project/content/evidence" | cut -f1) MB)"
    measure build "'$DOSSIER' -v -C '$work/project' build --output '$work/site'" "rm -rf '$work/site'"
    stages build
    row "clean build" build
    measure again "'$DOSSIER' -C '$work/project' build --output '$work/site'" true
    row "nothing changed" again
    measure check "'$DOSSIER' -C '$work/project' check" true
    row "check" check
    measure pack "'$DOSSIER' -C '$work/project' pack --output '$work/package.zip'" "rm -f '$work/package.zip'"
    row "package, unsigned" pack
    rm -rf "$work/site" "$work/package.zip"
    if command -v hugo > /dev/null 2>&1; then
        hugo_site
        measure hugo "hugo --quiet --source '$work/hugo' --destination '$work/hugo-site' --cacheDir '$work/hugo-cache'" "rm -rf '$work/hugo-site'"
        row "$(hugo version | cut -d' ' -f1,2 | cut -d+ -f1), plain pages" hugo
        ratio build hugo "dossier to hugo"
        is=$(find "$work/hugo-site" -name '*.html' | wc -l)
        [ "$is" -ge "$size" ] || echo "  hugo made only $is pages: no comparison"
        rm -rf "$work/hugo-site" "$work/hugo-cache"
    else
        echo "  hugo is not installed: no comparison"
    fi
done

for records in ${BENCH_RECORDS-100000}; do
    perl "$here/generate-records.pl" "$records" "$work/records"
    echo
    echo "$records records with three links and more ($(du -sm --apparent-size "$work/records" | cut -f1) MB)"
    measure records "'$DOSSIER' -v -C '$work/records' check" true
    stages records
    row "check" records
    rm -rf "$work/records"
done
