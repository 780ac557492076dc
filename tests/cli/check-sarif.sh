#!/bin/sh
# dossier check --format sarif: valid against the schema of the standard, with rules, help and stable fingerprints.
# shellcheck disable=SC2016  # jq and its variables
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

modules=$ROOT/tests/browser
schema=yes
[ -d "$modules/node_modules/@microsoft/jest-sarif" ] && command -v node > /dev/null 2>&1 || schema=
valid() {   # valid NAME FILE
    if [ "$schema" ]; then ok "$1: follows the schema" node "$ROOT/tests/cli/sarif.mjs" "$modules" "$2"; else skip "$1" "run npm ci in tests/browser"; fi
}
sarif() {   # sarif STATUS NAME COMMAND...: a report in ./report
    exits "$@"
    cp out report
    valid "$2" report
}

project p
sarif 0 "no findings" "$DOSSIER" -C p check --format sarif
json "has no results" report '.runs | length == 1 and .[0].results == []'
json "and was successful" report '.runs[0].invocations[0].executionSuccessful'
json "columns are code points" report '.runs[0].columnKind == "unicodeCodePoints"'
is "every code is a rule" "$(jq -r '.runs[0].tool.driver.rules[].id' report)" "$("$DOSSIER" explain | cut -d' ' -f1)"
json "with a level and help" report '.runs[0].tool.driver.rules | all((.defaultConfiguration.level | IN("error","warning","note"))
    and (.help.text | length > 40) and (.help.markdown | contains("```")) and .shortDescription.text and .fullDescription.text)'
if [ "$schema" ]; then
    jq '.runs[0].tool.driver.name = 1' report > broken
    exits 1 "the schema refuses what is none" node "$ROOT/tests/cli/sarif.mjs" "$modules" broken
fi

example example
sarif 0 "the example" "$DOSSIER" -C example check --format sarif
"$DOSSIER" -C example check --format json > findings.json
is "as many results as findings" "$(jq '.runs[0].results | length' report)" "$(jq '.diagnostics | length' findings.json)"
json "each names its rule" report '.runs[0] as $run | $run.results | length > 0 and all(.ruleId == $run.tool.driver.rules[.ruleIndex].id)'
json "fingerprints differ" report '[.runs[0].results[].partialFingerprints["finding/v1"]] | length == (unique | length)'
json "addresses are relative" report '[.runs[0].results[].locations[].physicalLocation.artifactLocation]
    | all(.uriBaseId == "%SRCROOT%" and (.uri | test("^example/[A-Za-z]")))'
json "all say whether they are suppressed" report '.runs[0].results | all(.suppressions | type == "array")'
is "none holds a path of this machine" "$(grep -c "$T" report)" 0

mkdir 'p/controls/ä #1'
printf 'controls:\n  - {id: CTL-9, title: "Tür", owner: Someone, status: plannd}\n' > 'p/controls/ä #1/x.yaml'
sarif 1 "an error" "$DOSSIER" -C p check --format sarif
json "is at its place, in code points" report '.runs[0].results[0].locations[0].physicalLocation
    | .region == {"startLine":2,"startColumn":55,"endColumn":61} and .artifactLocation.uri == "p/controls/%C3%A4%20%231/x.yaml"'
json "with its level and hint" report '.runs[0].results[0] | .level == "error" and (.message.text | contains("did you mean"))'
first=$(jq -c '[.runs[0].results[].partialFingerprints]' report)
sed -i '1i # a line' 'p/controls/ä #1/x.yaml'
exits 1 "a line above it" "$DOSSIER" -C p check --format sarif
json "moves it" out '.runs[0].results[0].locations[0].physicalLocation.region.startLine == 3'
is "but it stays the same finding" "$(jq -c '[.runs[0].results[].partialFingerprints]' out)" "$first"
printf 'controls:\n  - {id: CTL-9, title: T, owner: Someone, status: planned, owner: Twice}\n' > 'p/controls/ä #1/x.yaml'
sarif 1 "a key that stands twice" "$DOSSIER" -C p check --format sarif
json "says where it stands first" report '.runs[0].results[0].relatedLocations[0] | .message.text == "it stands here first" and .physicalLocation.region.startLine == 2'
echo 'unknown: 1' >> p/dossier.yaml
sarif 2 "settings that are wrong" "$DOSSIER" -C p check --format sarif
json "were no success" report '.runs[0].invocations[0].executionSuccessful | not'
rm p/dossier.yaml
sarif 2 "no settings" "$DOSSIER" -C p check --format sarif
json "say so" report '.runs[0].results | length == 1'
end
