#!/bin/sh
# Collectors that do not stop, do not stop talking, or leave others behind; a ledger without end.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
cat > p/controls/collectors.yaml <<'YAML'
collectors:
  - {id: talker, command: [sh, -c, 'head -c 1G /dev/zero'], record: {title: Talker, supports: [CTL-1/drill]}}
  - {id: complainer, command: [sh, -c, 'head -c 300M /dev/zero >&2; echo done'], record: {title: Complainer, supports: [CTL-1/drill]}}
  - {id: writer, command: [sh, -c, 'head -c 300M /dev/zero > "$0"', "{output}"], output: big.bin, record: {title: Writer, supports: [CTL-1/drill]}}
  - id: deaf
    command: [sh, -c, 'trap "" TERM HUP INT; echo begun; while :; do sleep 1; done']
    timeout: 1s
    record: {title: Deaf to requests, supports: [CTL-1/drill]}
  - id: daemon
    command: [sh, -c, 'setsid sh -c "sleep 4; touch survived" & setsid sh -c "trap \"\" TERM; sleep 4; touch survived" & echo left']
    record: {title: Leaves daemons, supports: [CTL-1/drill]}
  - id: forker
    command: [sh, -c, 'i=0; while [ $i -lt 40 ]; do (setsid sleep 300) & i=$((i + 1)); done; sleep 300']
    timeout: 1s
    record: {title: Forks and outlives its time, supports: [CTL-1/drill]}
YAML

sed -i "s/sleep 300/sleep 300.$$/g" p/controls/collectors.yaml      # of this run alone

# Kilobytes at the highest, whatever is run.
run() { /usr/bin/env bash -c 'ulimit -v 4000000; exec "$@"' bash timeout 120 "$DOSSIER" -C p collect "$1"; }
[ "${FLAVOUR:-release}" = release ] || run() { timeout 240 "$DOSSIER" -C p collect "$1"; }
exits 1 "a gigabyte on standard output" run talker
has "is ended and said" out "too-large"
is "and not kept" "$(find p/content/evidence/talker -size +1M | wc -l)" 0
ok "300 MB on standard error" run complainer
is "only the first are kept" "$(find p/content/evidence/complainer -name stderr.txt -size -1025k | wc -l)" 1
exits 1 "a file of 300 MB" run writer
is "is not kept" "$(find p/content/evidence/writer -size +1M | wc -l)" 0
before=$(date +%s)
exits 1 "what does not listen to TERM" run deaf
has "is ended" out "timed-out"
is "in a few seconds" "$([ $(($(date +%s) - before)) -lt 30 ] && echo yes)" yes
is "what it had said is kept" "$(cat p/content/evidence/deaf/*/stdout.txt)" begun
ok "what leaves daemons behind" run daemon
exits 1 "what forks and outlives its time" run forker
sleep 5
absent "no daemon has survived" p/survived
is "nothing that a collector started still runs" "$(pgrep -c -f "sleep 300[.]$$" || true)" 0
"$DOSSIER" -C p --as-of "$(date -u +%F)" check > checked || true
lacks "the ledger holds" checked "[ledger"

# The same line a million times.
line=$(sed -n 1p p/content/evidence/LEDGER.jsonl)
yes "$line" | head -n 1000000 > long
cp long p/content/evidence/LEDGER.jsonl
ok "a ledger of a million lines" timeout 120 "$DOSSIER" -C p check --format json
json "is refused line by line, and not beyond a bound" out '[.diagnostics[] | select(.code == "ledger-broken")] | length > 900 and length < 1100'
printf '%s' "$line" | tr -d '\n' > p/content/evidence/LEDGER.jsonl
head -c 100M /dev/zero | tr '\0' '[' >> p/content/evidence/LEDGER.jsonl
ok "a line without end" timeout 60 "$DOSSIER" -C p check
has "is refused" out "this line is longer than 1 MiB"
rm p/content/evidence/LEDGER.jsonl
mkfifo p/content/evidence/LEDGER.jsonl
exits 1 "a ledger that is a pipe" timeout 60 "$DOSSIER" -C p check
has "is refused" out "[unreadable-file]"
exits 3 "nothing is collected into it" timeout 60 "$DOSSIER" -C p collect daemon
end
