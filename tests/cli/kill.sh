#!/bin/sh
# A build that is killed at any moment leaves the old site or the new one, whole, and the next build cleans up.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

example one
example two
sed -i 's/^organization: .*/organization: Another provider/' two/dossier.yaml
"$DOSSIER" -C one build --output "$T/want-one" > out 2>&1
"$DOSSIER" -C two build --output "$T/want-two" > out 2>&1
mkdir output
ok "the first site" "$DOSSIER" -C one build --output output/site

start=$(date +%s%N)
"$DOSSIER" -C two build --output "$T/timed" > out 2>&1
takes=$((($(date +%s%N) - start) / 1000000))
killed=0 torn=''
for step in $(seq 1 24); do
    case $((step % 2)) in 0) project=one ;; *) project=two ;; esac
    after=$((takes * step / 20))
    timeout -s KILL "$((after / 1000)).$(printf %03d $((after % 1000)))" "$DOSSIER" -C "$project" build --output output/site > out 2>&1 || killed=$((killed + 1))
    diff -rq output/site want-one > why 2>&1 || diff -rq output/site want-two > why 2>&1 || torn="$torn $step"
done
is "some builds were killed" "$([ "$killed" -gt 3 ] && echo yes)" yes
is "the site is always the old one or the new one" "$torn" ""
ok "the next build ends" "$DOSSIER" -C two build --output output/site
ok "with the right site" diff -rq output/site want-two
is "and nothing is left beside it" "$(ls -A output)" site

# Two builds at once: both end, or one says that it cannot; the site is whole.
torn=''
for run in 1 2 3 4 5; do
    "$DOSSIER" -C one build --output output/site > out 2>&1 &
    first=$!
    "$DOSSIER" -C two build --output output/site > out 2>&1 || true
    wait "$first" || true
    diff -rq output/site want-one > why 2>&1 || diff -rq output/site want-two > why 2>&1 || torn="$torn $run"
done
is "two builds at once leave a whole site" "$torn" ""
end
