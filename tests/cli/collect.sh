#!/bin/sh
# dossier collect: what is run, when, with what around it, and what is kept of it.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"
today=$(date -u +%F)

# collectors PROJECT: what stands on standard input is its list of collectors.
collectors() { mkdir -p "$1/controls" && { echo "collectors:"; cat; } > "$1/controls/collectors.yaml"; }
check() { "$DOSSIER" -C "$1" --as-of "$today" check > checked 2>&1 || true; }
record() { find "$1/content/evidence/$2" -name '*.evidence.yaml' | sort | tail -n 1; }
project p
collectors p << 'YAML'
  - id: stdout
    title: To standard output
    command: [printf, '<testsuite name="%s"><testcase name="b"/></testsuite>', 'two words; $(id) *']
    version: [printf, "printer 1.2\nmore"]
    every: 30d
    record: {title: Printed, supports: [CTL-1/drill], classification: confidential, strength: document}
  - id: placed
    command: [sh, -c, 'echo words; echo trouble >&2; printf "user,role,reviewer,decision,decided_on\nann,admin,bob,keep,2026-01-02\n" > "$0"', "{output}"]
    output: review.csv
    record: {title: Placed, supports: [CTL-1/drill]}
  - id: found
    command: [sh, -c, 'printf "{\"a\": 1}" > out/result.json']
    output: out/result.json
    record: {title: Found, supports: [CTL-1/drill]}
  - id: status
    command: [sh, -c, 'printf "<testsuite><testcase name=\"a\"><failure/></testcase></testsuite>"; exit 1']
    success: [0, 1]
    record: {title: Status, supports: [CTL-1/drill]}
YAML
mkdir p/out
ok "a dry run" "$DOSSIER" -C p collect --dry-run
has "says what would run" out "stdout: would run: it has taken nothing yet"
has "and the command" out "two words"
absent "and runs nothing" p/content/evidence/LEDGER.jsonl

ok "all that are due" "$DOSSIER" -C p collect
has "each is told with what its file says" out "supports: 1 passed"
has "a result that speaks against a control is a result" out "contradicts: 1 failed"
is "each is one line of the ledger" "$(jq -r .collector p/content/evidence/LEDGER.jsonl | sort | tr '\n' ' ')" "found placed status stdout "
check p
has "there is no error" checked "0 errors"
lacks "and the ledger holds" checked "[ledger"
lacks "and nothing is left without a record" checked "[evidence-unrecorded"

item=$(record p stdout)
has "the record has its title, with the day" "$item" "title: \"Printed, $today\""
has "what it supports" "$item" 'supports: ["CTL-1/drill"]'
has "its classification" "$item" "classification: confidential"
has "who took it" "$item" 'collected_by: "collector:stdout"'
# shellcheck disable=SC2016  # what no shell expands
has "the command, as it is written" "$item" 'two words; $(id) *'
has "the first line of the version" "$item" 'tool_version: "printer 1.2"'
has "the exit status" "$item" "exit_status: 0"
has "standard output has the ending of its format" "$item" 'file: "output.xml"'
# shellcheck disable=SC2016
is "and no shell has seen the arguments" "$(cat p/content/evidence/stdout/*/output.xml)" '<testsuite name="two words; $(id) *"><testcase name="b"/></testsuite>'
item=$(record p placed)
is "what is said besides is kept" "$(cat p/content/evidence/placed/*/stdout.txt p/content/evidence/placed/*/stderr.txt | tr '\n' ' ')" "words trouble "
has "and named" "$item" 'stderr: "stderr.txt"'
same "a file of the project is copied" p/content/evidence/found/*/result.json p/out/result.json
has "an exit status that means success is kept as it was" "$(record p status)" "exit_status: 1"
ok "the evidence is in the list" "$DOSSIER" -C p --as-of "$today" list evidence --format json
json "with the state of its file" out 'map(select(.id | startswith("EV-status")))[0].state == "contradicts"'
ok "when a collector is due" "$DOSSIER" -C p --as-of "$today" list collectors --where id=stdout --format json
json "is a field of it" out ".[0].next_due == \"$(date -u -d "$today + 30 days" +%F)\" and (.[0].last_success | startswith(\"$today\"))"

# --- due or not ---
ok "again" "$DOSSIER" -C p collect
is "nothing is due" "$(cat out)" ""
ok "a name runs what is not due" "$DOSSIER" -C p collect stdout
is "it has two items" "$(grep -c '"collector":"stdout"' p/content/evidence/LEDGER.jsonl)" 2
ok "a name and --due" "$DOSSIER" -C p collect --due stdout found
is "runs nothing" "$(cat out)" ""
ok "at a later day" "$DOSSIER" -C p --as-of "$(date -u -d "$today + 30 days" +%F)" collect --dry-run
has "it is due" out "stdout: would run: it last took something on $today, and is due since"
has "what has no rhythm is taken once" out "found: would not run: it took what it is to take on $today"
ok "a day before" "$DOSSIER" -C p --as-of "$(date -u -d "$today + 29 days" +%F)" collect --dry-run
has "it is not" out "stdout: would not run"
exits 2 "a name that is none" "$DOSSIER" -C p collect stdot found
has "did you mean" err "did you mean 'stdout'?"
is "and nothing was run" "$(grep -c '"collector":"found"' p/content/evidence/LEDGER.jsonl)" 1
exits 2 "a folder that is no project" "$DOSSIER" -C p/controls collect
absent "gets no ledger" p/controls/content

# --- failures are kept, and are no results ---
project f
collectors f << 'YAML'
  - {id: failing, command: [sh, -c, 'printf "<testsuite><testcase name=\"a\"/></testsuite>"; echo why >&2; exit 3'], every: 1d, record: {title: Failing, supports: [CTL-1/drill]}}
  - {id: absent, command: [no-such-program, --now], record: {title: Absent, supports: [CTL-1/drill]}}
  - {id: silent, command: ["true"], record: {title: Silent, supports: [CTL-1/drill]}}
  - {id: forgetful, command: ["true"], output: report.xml, record: {title: Forgetful, supports: [CTL-1/drill]}}
  - {id: unplaced, command: ["true", "{output}"], output: report.xml, record: {title: Unplaced, supports: [CTL-1/drill]}}
  - {id: killed, command: [sh, -c, 'kill -SEGV $$'], record: {title: Killed, supports: [CTL-1/drill]}}
  - {id: folder, command: [mkdir, "{output}"], output: report.xml, record: {title: Folder, supports: [CTL-1/drill]}}
  - {id: linked, command: [ln, -s, /etc/passwd, "{output}"], output: report.txt, record: {title: Linked, supports: [CTL-1/drill]}}
  - {id: busy, command: [sh, -c, 'echo "evidence: []" > "$(dirname "$0")/index.yaml"; echo x > "$0"', "{output}"], output: report.txt, record: {title: Busy, supports: [CTL-1/drill]}}
YAML
cp p/content/evidence/drill.xml f/report.xml
exits 1 "collectors that fail" "$DOSSIER" -C f collect
for id in failing absent silent forgetful unplaced killed folder linked; do
    has "$id is kept as a failed run" "$(record f $id)" 'file: "failed-run.json"'
done
has "with its exit status" "$(record f failing)" "exit_status: 3"
has "and what it wrote, by a name that makes it no evidence" "$(record f failing)" 'partial: "stdout.txt"'
has "an absent program is named" out "there is no program 'no-such-program'"
has "an old file is no new result" out "did not write 'report.xml', which is that of an earlier run"
has "a signal is named" out "a signal ended it"
has "a link is no result" out "no regular file"
is "what a record does not name does not stay" "$(find f/content/evidence/busy -type f | sed 's/.*Z\///' | sort | tr '\n' ' ' | sed "s/EV-busy-[^ ]*/RECORD/")" "RECORD report.txt "
ok "the list of evidence" "$DOSSIER" -C f --as-of "$today" list evidence --format json
json "none of the failed runs supports anything" out 'map(select(.id | startswith("EV-") and contains("T") and (startswith("EV-busy") | not))) | length == 8 and all(.state == "no-result")'
check f
has "check says why" checked "the run of the collector failed: exit status 3"
lacks "the ledger holds" checked "[ledger"
ok "what failed is due again" "$DOSSIER" -C f collect --dry-run
has "at once" out "failing: would run: it has taken nothing yet"

sed -i 's/exit 3/exit 0/' f/controls/collectors.yaml
sleep 1
ok "what failed and is mended" "$DOSSIER" -C f collect failing
check f
is "is no finding any more" "$(grep -c 'EV-failing.*\[evidence-no-result\]' checked)" 0
is "and its failure stays in the history" "$(jq -r 'select(.collector == "failing") | .outcome' f/content/evidence/LEDGER.jsonl | tr '\n' ' ')" "failed collected "

# --- surroundings ---
project e
collectors e << 'YAML'
  - {id: env, command: [sh, -c, 'env | sort; pwd; cat; tty; ls /proc/self/fd | tr "\n" " "'], environment: [GIVEN_NAME, NOT_SET], record: {title: Environment, supports: [CTL-1/drill]}}
  - {id: leak, command: [sh, -c, 'echo "the token is $API_TOKEN"; echo "$API_TOKEN" >&2'], environment: [API_TOKEN], record: {title: Leak, supports: [CTL-1/drill]}}
  - {id: own, command: [own-collector], record: {title: Own, supports: [CTL-1/drill]}}
YAML
mkdir e/controls/collectors
printf '#!/bin/sh\necho "the own one"\n' > e/controls/collectors/own-collector
chmod +x e/controls/collectors/own-collector
exits 1 "surroundings" env GIVEN_NAME="a b" OTHER_NAME="a secret value" API_TOKEN=0123456789abcdef "$DOSSIER" -C e collect
grep -rF 0123456789abcdef out err e > leaked || true
is "the value of a variable stands nowhere" "$(cat leaked)" ""
has "and the run says that it would have" out "held the value of API_TOKEN"
output=$(find e/content/evidence/env -name 'output.txt' -print | head -n 1)
has "a variable that is asked for is given" "$output" "GIVEN_NAME=a b"
lacks "others are not" "$output" "OTHER_NAME"
is "there is no more" "$(sed -n 's/^\([A-Z_]*\)=.*/\1/p' "$output" | grep -v -e '^PWD$' -e '^OLDPWD$' -e '^SHLVL$' -e '^_$' -e '^HOME$' -e '^TMPDIR$' | tr '\n' ' ')" "GIVEN_NAME LC_ALL PATH TZ "
has "it runs in the project" "$output" "$(cd e && pwd -P)"
has "without a terminal" "$output" "not a tty"
has "and with no other file open" "$output" "0 1 2 3 "
has "the project's own collectors are found" "$(find e/content/evidence/own -name output.txt)" "the own one"
check e
lacks "and are no stray files" checked "[unread-file"

# --- two at once ---
project two
collectors two << 'YAML'
  - {id: slow, command: [sh, -c, 'echo begun > begun; sleep 3; echo done'], record: {title: Slow, supports: [CTL-1/drill]}}
YAML
"$DOSSIER" -C two collect > first 2>&1 &
first=$!
for _ in $(seq 100); do [ -e two/begun ] || sleep 0.1; done
exits 3 "a second one at the same time" "$DOSSIER" -C two collect
has "is told so" err "another"
wait "$first"
is "the first one is not disturbed" "$(grep -c '"outcome":"collected"' two/content/evidence/LEDGER.jsonl)" 1

# --- the last line cut off by somebody else ---
head -c -30 p/content/evidence/LEDGER.jsonl > short && cp short p/content/evidence/LEDGER.jsonl
ok "after the end of the ledger was cut off" "$DOSSIER" -C p collect found
has "it says so" err "was cut off"
check p
is "and it goes on to show" "$(grep -c '\[ledger-broken\]' checked)" 1
has "as does the record that lost its line" checked "[ledger-differs]"
exits 2 "an option with a value that it does not take" "$DOSSIER" -C p collect --due=yes
end
