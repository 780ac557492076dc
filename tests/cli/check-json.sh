#!/bin/sh
# dossier check --format json: the keys and types that other programs rely on.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
sed -i 's/supports: \[CTL-1/supports: [CTL-l/' p/content/evidence/index.yaml
echo 'a,b' > p/content/evidence/left-over.csv
exits 1 "findings and an error" "$DOSSIER" -C p check --format json
cp out findings.json
json "is one object with these keys" findings.json 'keys == ["as_of","diagnostics","summary","version"]'
json "version 1" findings.json '.version == 1'
json "the day" findings.json '.as_of == "2026-11-30"'
json "the summary" findings.json '.summary == {"errors":1,"suppressed":0,"warnings":2,"notes":0}'
json "the summary counts the diagnostics" findings.json \
    '[.diagnostics[].severity] | ([.[] | select(. == "error")] | length) == 1 and ([.[] | select(. == "warning")] | length) == 2'
json "each diagnostic has these keys" findings.json '.diagnostics | all((["severity","code","file","line","column","message","hint","subject"] - keys) == [])'
json "severities are words" findings.json '.diagnostics | all(.severity | IN("error","warning","note"))'
json "codes are words" findings.json '.diagnostics | all(.code | test("^[a-z]+(-[a-z]+)*$"))'
json "each has a file" findings.json '.diagnostics | all(.file | type == "string" and length > 0)'
json "lines and columns are whole numbers" findings.json '.diagnostics | all((.line | type == "number" and . == floor) and (.column | type == "number" and . == floor))'
json "messages are text" findings.json '.diagnostics | all(.message | type == "string" and length > 0)'
json "hints and subjects are text or null" findings.json '.diagnostics | all(.hint, .subject | type | IN("string","null"))'
json "the error is at its place" findings.json \
    '.diagnostics[] | select(.severity == "error") | .code == "dangling-reference" and .file == "content/evidence/index.yaml" and .line == 5 and .column == 16 and (.hint | test("CTL-1"))'
json "a finding names its subject" findings.json '.diagnostics[] | select(.code == "control-unevidenced") | .subject == "CTL-1"'
json "a stray file is the place of its finding" findings.json \
    '.diagnostics[] | select(.code == "evidence-unrecorded") | .file == "content/evidence/left-over.csv"'
json "sorted by file and line" findings.json '[.diagnostics[] | [.file, .line, .column]] | . == sort'

project q
ok "a project without findings" "$DOSSIER" -C q check --format json
json "has none" out '.diagnostics == [] and .summary == {"errors":0,"suppressed":0,"warnings":0,"notes":0}'
ok "another day" "$DOSSIER" -C q --as-of 2027-03-01 check --format json
json "as_of is the day asked for" out '.as_of == "2027-03-01"'
json "the drill has lapsed by then" out '[.diagnostics[] | select(.code == "evidence-stale") | .subject] == ["EV-1"]'

echo 'unknown: true' >> q/dossier.yaml
exits 2 "wrong settings" "$DOSSIER" -C q check --format json
json "are JSON as well" out '.summary.errors == 1 and .diagnostics[0].file == "dossier.yaml"'
end
