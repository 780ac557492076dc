#!/bin/sh
# Rules of a project: one file each, in place of the library's where they have its name; what a run says does not depend
# on the number of threads; a finding about a threshold leads to the tier of a playbook.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

describe() {        # describe CODE
    printf -- '--[[rule\ncode: %s\nsummary: A control without a policy\nmeaning: No policy says why the control is there.\n' "$1"
    printf 'example: "- {id: CTL-1}"\nfix: Name the policy.\n]]\n'
}

project own
mkdir -p own/controls/rules
{ describe control-unfounded; echo 'for control in each(records("control")) do report{ at = control, message = control.id .. " has no policy" } end'; } \
    > own/controls/rules/control-unfounded.lua
ok "a rule is one file" "$DOSSIER" -C own check
has "and reports with its code" out "CTL-1 has no policy [control-unfounded]"
exits 1 "its findings fail a run that fails on warnings" "$DOSSIER" -C own check --fail-on warning
ok "the report for machines" "$DOSSIER" -C own check --format sarif
json "helps with it" out '[.runs[].tool.driver.rules[] | select(.id == "control-unfounded") | .help.text | contains("Name the policy")] == [true]'

# The project's rule of a name is the only one of that name.
project replaced
mkdir -p replaced/controls/rules
printf 'roles:\n  - {id: ROLE-1, title: Owner, review_due: 2020-01-01}\n' > replaced/controls/due.yaml
ok "the library's rule" "$DOSSIER" -C replaced check
has "sees an overdue review" out "[review-overdue]"
{ describe review-overdue; echo 'report{ at = records("role")[1], message = "our own words" }'; } > replaced/controls/rules/review-overdue.lua
ok "the project's rule of the same name" "$DOSSIER" -C replaced check
is "speaks in its place" "$(grep -c '\[review-overdue\]$' out)" "$(grep -c 'our own words \[review-overdue\]$' out)"
has "once" out "our own words"

example many
for jobs in 1 2 7; do
    "$DOSSIER" -C many --jobs "$jobs" check > "jobs-$jobs" 2>&1 || true
done
same "two threads say what one says" jobs-2 jobs-1
same "seven as well" jobs-7 jobs-1
has "and something" jobs-1 "[supplier-scope]"

mkdir -p bias/controls
cp "$ROOT/tests/rules/dossier.yaml" bias/
cp "$ROOT/tests/rules/base.yaml" bias/controls/
cp -R "$ROOT/tests/rules/evaluation-threshold/yes/." bias/
exits 1 "a missed threshold fails a run that fails on warnings" "$DOSSIER" -C bias check --fail-on warning
ok "builds" "$DOSSIER" -C bias build
has "the page of the evaluation names the playbook" bias/site/evaluations/EVAL-2.html PLB-FAIR
has "and its tier" bias/site/evaluations/EVAL-2.html tier-2
exists "older evaluations stay in the history" bias/site/evaluations/EVAL-1.html
end
