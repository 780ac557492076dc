#!/bin/sh
# dossier collect killed at any moment: the next run says what happened, the chain holds, and nothing is lost or doubled.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"
unset SOURCE_DATE_EPOCH

project p
cat > p/controls/collectors.yaml <<'YAML'
collectors:
  - id: drill
    command: [sh, -c, 'echo run >> runs; echo "<testsuite name=\"drill\"><testcase name=\"stop\"/></testsuite>" > "$0"', "{output}"]
    output: drill.xml
    record: {title: Drill, supports: [CTL-1/drill]}
YAML

# Killed after ever longer times, so that every step is hit; what a run needs differs from machine to machine.
start=$(date +%s%N)
"$DOSSIER" -C p collect drill > /dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000))
killed=0
for n in $(seq 1 60); do
    "$DOSSIER" -C p collect drill > /dev/null 2>> said &
    pid=$!
    sleep "$(awk -v n="$n" -v took="$took" 'BEGIN { printf "%.6f", took * 1.2 * n / 60 / 1000000 }')"
    kill -KILL "$pid" 2> /dev/null || true
    status=0
    wait "$pid" 2> /dev/null || status=$?
    [ "$status" != 137 ] || killed=$((killed + 1))
done
is "some runs were killed, and some were not" "$([ "$killed" -gt 5 ] && [ "$killed" -lt 60 ] && echo yes || echo "$killed of 60")" yes
ok "the last run finishes what was left" "$DOSSIER" -C p collect drill
cat err >> said
has "and interruptions were said" said "an earlier run was interrupted"

ok "the chain holds" "$DOSSIER" -C p --as-of "$(date -u +%F)" check
grep -e '\[ledger' -e '\[evidence-unrecorded' -e '\[evidence-tampered' -e '\[evidence-missing' -e ': error:' out > broken || true
is "ledger and records agree" "$(cat broken)" ""
jq -r .id p/content/evidence/LEDGER.jsonl | sort > ledger
find p/content/evidence/drill -name '*.evidence.yaml' -exec basename {} .evidence.yaml \; | sort > records
same "each record has one line" ledger records
is "no id stands twice" "$(uniq -d ledger)" ""
is "the lines are numbered without a gap" "$(jq -r .number p/content/evidence/LEDGER.jsonl | sort -n | awk '$1 != NR' | wc -l)" 0
is "each names the digest of the one before" "$(
    previous=$(printf '%064d' 0)
    while read -r line; do
        [ "$(printf %s "$line" | jq -r .previous)" = "$previous" ] || echo "$line"
        previous=$(printf %s "$line" | sha256sum | cut -d' ' -f1)
    done < p/content/evidence/LEDGER.jsonl)" ""
# A command that ran to its end was collected, unless dossier was killed before it could look: then it says so.
runs=$(wc -l < p/runs) collected=$(grep -c '"outcome":"collected"' p/content/evidence/LEDGER.jsonl)
lines=$(wc -l < p/content/evidence/LEDGER.jsonl)
is "no run is lost" "$([ "$lines" -ge "$runs" ] && echo yes || echo "$runs runs, $lines lines")" yes
is "and none is doubled" "$([ "$collected" -le "$runs" ] && echo yes || echo "$runs runs, $collected collected")" yes
is "interrupted runs are no results" "$(jq -r 'select(.outcome != "collected") | .outcome' p/content/evidence/LEDGER.jsonl | sort -u)" interrupted
absent "nothing waits any more" p/content/evidence/.collect
find p/content/evidence -name '.*' > hidden
is "and nothing is hidden" "$(cat hidden)" ""
end
