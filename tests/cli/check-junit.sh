#!/bin/sh
# dossier check --format junit: one test case for each code; what was not looked for never reads as a pass.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

value() { xmllint --xpath "$1" out; }
# report STATUS NAME COMMAND...: a report in ./out that follows the schema and counts right.
report() {
    exits "$@"
    if xmllint --noout --schema "$ROOT/tests/cli/junit.xsd" out 2> why; then pass "$2: follows the schema"; else fail "$2: follows the schema" why; fi
    for element in failure:failures error:errors skipped:skipped; do
        is "$2: counts ${element#*:}" "$(value "count(//testcase/${element%:*})")" "$(value "string(//testsuite/@${element#*:})")"
    done
    is "$2: counts tests" "$(value 'count(//testcase)')" "$(value 'string(//testsuite/@tests)')"
}
# What our own reader of evidence makes of it.
read_back() {
    mkdir -p reader/content/evidence
    cp p/dossier.yaml reader
    mkdir -p reader/controls/frameworks
    cp p/controls/frameworks/* reader/controls/frameworks
    cp out reader/content/evidence/report.xml
    printf 'evidence:\n  - {id: EV-1, title: Report, file: report.xml, supports: [], collected_at: 2026-11-30}\n' > reader/content/evidence/index.yaml
    "$DOSSIER" -C reader list evidence --format json | jq -r '.[0] | .format + " " + .state'
}

project p
codes=$("$DOSSIER" explain | wc -l)
report 0 "no findings" "$DOSSIER" -C p check --format junit
is "every code is a test case" "$(value 'count(//testcase)')" "$codes"
is "that passed" "$(value 'count(//testcase[not(*)])')" "$codes"
is "as of its day" "$(value 'string(//testsuite/@timestamp)')" 2026-11-30T00:00:00Z
is "is read as a pass" "$(read_back)" "junit-xml supports"

report 0 "a warning that does not fail the run" "$DOSSIER" -C p --as-of 2027-03-01 check --format junit
is "is no pass" "$(value 'string(//testcase[@name="evidence-stale"]/skipped/@message)')" "1 found, 0 of them suppressed by exceptions"
is "and is shown" "$(value 'contains(//testcase[@name="evidence-stale"]/system-out, "EV-1 is the newest evidence for CTL-1/drill")')" true
report 1 "a warning that does" "$DOSSIER" -C p --as-of 2027-03-01 check --format junit --fail-on warning
is "is a failure" "$(value 'contains(//testcase[@name="evidence-stale"]/failure, "EV-1 is the newest evidence for CTL-1/drill")')" true
is "of its type" "$(value 'string(//testcase[@name="evidence-stale"]/failure/@type)')" evidence-stale
is "is read as a failure" "$(read_back)" "junit-xml contradicts"

project q
sed -i 's/owner: ROLE-CHIEF/ownr: "<R\&D>"/' q/controls/records.yaml
report 1 "an error" "$DOSSIER" -C q check --format junit
is "is an error" "$(value 'contains(//testcase[@name="unknown-key"]/error, "has no field ")')" true
is "with its text" "$(value 'contains(//testcase[@name="unknown-key"]/error, "<R&D>")')" true

rm -rf q/controls/records.yaml q/content/*
report 0 "a project without records" "$DOSSIER" -C q check --format junit
is "passes nothing" "$(value 'count(//testcase[not(skipped)])')" 0
is "is read as no result" "$(read_back)" "junit-xml no-result"
echo 'unknown: 1' >> q/dossier.yaml
report 2 "settings that are wrong" "$DOSSIER" -C q check --format junit
is "pass nothing" "$(value 'count(//testcase[not(skipped or error)])')" 0
is "and are errors" "$(value 'count(//testcase/error)')" 1
rm q/dossier.yaml
report 2 "no settings" "$DOSSIER" -C q check --format junit
is "pass nothing " "$(value 'count(//testcase[not(skipped or error)])')" 0
end
