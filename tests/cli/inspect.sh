#!/bin/sh
# dossier inspect: what evidence files say, also outside a project; what it refuses; the samples of the reference.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

junit() { printf '<testsuite name="%s"><testcase name="a"/><testcase name="b">%s</testcase></testsuite>\n' "$1" "$2"; }
junit good '' > good.xml
junit bad '<failure/>' > bad.xml
printf '<testsuite name="cut"><testcase name="a"/>' > cut.xml
printf '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="a"/></testsuite>' > doctype.xml
printf 'user,role,reviewer,decision,decided_on\nann,admin,bob,keep,2026-01-02\n' > review.csv
: > empty

ok "text, outside a project" "$DOSSIER" inspect good.xml bad.xml
has "the state and the reason come first" out "good.xml: supports: 2 passed"
has "a failure" out "bad.xml: contradicts: 1 failed, 1 passed"
has "the format by its id" out "junit-xml"
has "the digest" out "$(sha256sum good.xml | cut -d' ' -f1)"

ok "JSON" "$DOSSIER" inspect --format json good.xml bad.xml review.csv
is "one object a line" "$(wc -l < out)" 3
jq -s . out > list.json
json "in the order of the operands" list.json 'map(.file) == ["good.xml", "bad.xml", "review.csv"]'
json "with the keys of the contract" list.json 'all(has("file") and has("format") and has("tool") and has("time") and has("subject") and has("counts") and has("state") and has("warnings"))'
json "counts by the words that all formats share" list.json '.[1].counts | .pass == 1 and .fail == 1 and .total == 2 and ."not-applicable" == 0'
json "and what the format counts besides" list.json '.[2].counts | .rows == 1 and .keep == 1'
json "what is not said is null" list.json '.[0].tool == null'
json "digest and size" list.json ".[0].sha256 == \"$(sha256sum good.xml | cut -d' ' -f1)\" and .[0].size == $(wc -c < good.xml)"

ok "bad files are states, not errors" "$DOSSIER" inspect --format json cut.xml doctype.xml empty good.xml
jq -s . out > list.json
json "none of the bad ones passes, the good one is read" list.json 'map(.state) == ["no-result", "no-result", "no-result", "supports"]'
json "each with a reason" list.json 'all(.reason | length > 0)'
json "nothing of a DOCTYPE's entities is read" list.json '.[1].format == "rejected" and (tostring | contains("root:") | not)'

mkfifo pipe
ln -s good.xml link.xml
truncate -s 1T sparse
exits 3 "a pipe, a link, a folder, a device, a huge and an absent file" timeout 20 "$DOSSIER" inspect --format json pipe link.xml . /dev/zero sparse nowhere good.xml
jq -s . out > list.json
json "are refused, each with a reason" list.json '.[:6] | all(.state == "no-result" and .format == "rejected" and .sha256 == null and (.reason | length > 0))'
json "and the others are still shown" list.json 'length == 7 and .[6].state == "supports"'
is "each is named on standard error" "$(grep -c '^dossier: ' err)" 6
exits 3 "an absent file in text" "$DOSSIER" inspect nowhere good.xml
has "the others are still shown" out "good.xml: supports"
exits 2 "no file" "$DOSSIER" inspect
exits 2 "a format that is none" "$DOSSIER" inspect --format yaml good.xml

# What a reference detector found in files of other projects. Two formats and four counts differ on purpose:
# tests/unit/read_evidence_samples_test.c says why.
samples=$ROOT/../shared/data/evidence-samples
if [ -e "$samples/expected.jsonl" ]; then
    jq -r .file "$samples/expected.jsonl" > files
    (cd "$samples" && xargs "$DOSSIER" inspect --format json) < files > samples.jsonl
    is "as many answers as samples" "$(wc -l < samples.jsonl)" "$(wc -l < files)"
    jq -r '[.file, .format] | @tsv' "$samples/expected.jsonl" | sort > wanted
    jq -r '[.file, .format] | @tsv' samples.jsonl | sort > got
    is "formats that differ from the reference" "$(comm -13 wanted got)" "$(printf 'prowler/prowler-sample.asff-json\tasff\nsynthetic/junit-xxe.xml\trejected')"
    # Words of tools in the words of this program; several of a tool may be one here.
    cat > counts.jq <<'JQ'
def word: ascii_downcase | {pass_: "pass", passed: "pass", success: "pass", clean: "pass", notafinding: "pass", failed: "fail", failure: "fail",
    failures: "fail", flagged: "fail", open: "fail", errors: "error", skip: "skipped", notselected: "not-applicable", not_applicable: "not-applicable",
    notchecked: "not-evaluated", not_reviewed: "not-evaluated", manual: "not-evaluated", undetermined: "not-evaluated", "not-run": "skipped",
    ignored: "skipped", ml_models: "machine-learning-models", evals: "evaluations", warn: "suppressed"}[.] // .;
def counts: (.format == "incident-log") as $log | (.counts // {}) | to_entries
    | map({key: (if $log then .key else (.key | word) end), value: ((.value // 0) | tonumber)})
    | group_by(.key) | map({key: .[0].key, value: (map(.value) | add)}) | from_entries;
($got | map({key: .file, value: .counts}) | from_entries) as $read | .[] | .file as $file | counts | to_entries[]
    | select(.value != ($read[$file][.key] // 0)) | "\($file) \(.key)"
JQ
    jq -rs --slurpfile got samples.jsonl -f counts.jq "$samples/expected.jsonl" > differ
    cat > known <<'KNOWN'
other-test-results/dart__json__tests.json pass
other-test-results/nunit__nunit3__jenkins__NUnit-failure.xml total
scoutsuite/scoutsuite_sample.js pass
trivy/trivy-asff.json none
KNOWN
    same "counts that differ from the reference" differ known
else
    skip "agrees with the reference" "$samples is not here"
fi
end
