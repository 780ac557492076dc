#!/bin/sh
# dossier list: what is listed, in which form, and which of it.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
ok "requirements" "$DOSSIER" -C p list requirements --format json
cp out requirements.json
json "the assessable nodes in scope" requirements.json 'map(.framework + ":" + .id) == ["demo-2026:A.1","demo-2026:A.2"]'
json "have these keys" requirements.json \
    'all((["framework","id","label","title","state","reasons","controls","policies","evidence","inherited_from"] - keys) == [])'
json "of these types" requirements.json \
    'all((.label, .title, .state | type == "string") and (.reasons, .controls, .policies, .evidence | type == "array" and all(type == "string")))'
json "inherited_from is null" requirements.json 'all(.inherited_from == null)'
json "the whole of one" requirements.json \
    '.[0] | .label == "A.1" and .title == "Policies" and .state == "evidenced" and .controls == ["CTL-1"] and .policies == ["POL-1"] and .evidence == ["EV-1"]'
json "reasons name the records that decided" requirements.json '.[1].reasons | any(test("EV-1"))'

ok "evidence" "$DOSSIER" -C p list evidence --format json
cp out evidence.json
digest=$(sha256sum p/content/evidence/drill.xml | cut -d' ' -f1)
json "has these keys" evidence.json \
    'all((["id","file","sha256","state","format","strength","supports","observed_from","observed_to","collected_at","expires"] - keys) == [])'
json "the whole of one" evidence.json '.[0] | .id == "EV-1" and .state == "supports" and .format == "junit-xml" and .strength == "tool-output"
    and .supports == ["CTL-1/drill"] and .observed_from == "2026-10-01" and .observed_to == "2026-10-31"
    and .collected_at == "2026-11-02T09:00:00Z" and .expires == "2027-01-29"'
is "its digest" "$(jq -r '.[0].sha256' evidence.json)" "$digest"
json "its file" evidence.json '.[0].file | endswith("drill.xml")'

ok "frameworks" "$DOSSIER" -C p list frameworks --format json
json "all that the library has, and ours" out '[.[].id] | index("demo-2026") != null and index("iso-42001-2023") != null and index("eu-ai-act-2026") != null'
ok "records of a type by its plural" "$DOSSIER" -C p list controls --format json
json "as objects" out 'map(.id) == ["CTL-1","CTL-2"] and .[0].status == "implemented"'
cp out plural
ok "and by its name" "$DOSSIER" -C p list control --format json
same "are the same" out plural

ok "where" "$DOSSIER" -C p list controls --where status=planned --format json
json "one field" out 'map(.id) == ["CTL-2"]'
ok "where twice" "$DOSSIER" -C p list controls --where status=planned --where owner=ROLE-CHIEF --format json
json "both must hold" out 'map(.id) == ["CTL-2"]'
ok "where in a list" "$DOSSIER" -C p list controls --where satisfies=demo-2026:A.1 --format json
json "one of its items" out 'map(.id) == ["CTL-1"]'
ok "where nothing fits" "$DOSSIER" -C p list controls --where status=partial --format json
json "is an empty array" out '. == []'
ok "where a computed state" "$DOSSIER" -C p list requirements --where state=evidenced --where framework=demo --format json
json "and a framework by its alias" out 'length > 0 and all(.state == "evidenced" and .framework == "demo-2026")'
ok "where one obligation is supported" "$DOSSIER" -C p list evidence --where supports=CTL-1/drill --format json
json "by the evidence for it" out 'map(.id) == ["EV-1"]'
ok "where a whole control is named" "$DOSSIER" -C p list evidence --where supports=ctl-1 --format json
json "any of its obligations will do" out 'map(.id) == ["EV-1"]'
ok "where a row is named" "$DOSSIER" -C p list controls --where requires=drill --format json
json "by its id" out 'map(.id) == ["CTL-1"]'
ok "where a date" "$DOSSIER" -C p list evidence --where observed_to=2026-10-31 --format csv
is "as CSV" "$(sed -n '2s/,.*//p' out)" EV-1
ok "where a requirement by its node" "$DOSSIER" -C p list requirements --where id=A.2 --format json
json "is that one" out 'map(.id) == ["A.2"]'
ok "and with its framework" "$DOSSIER" -C p list requirements --where id=demo:A.2 --format json
json "is that one too" out 'map(.id) == ["A.2"]'
ok "where a field is empty" "$DOSSIER" -C p list controls --where satisfies= --format json
json "those without" out 'map(.id) == ["CTL-2"]'
# refused NAME HINT TYPE CONDITION
refused() {
    exits 2 "$1" "$DOSSIER" -C p list "$3" --where "$4"
    has "$1: says so" err "$2"
    is "$1: prints nothing" "$(wc -c < out)" 0
}
refused "a field misspelt" "did you mean 'status'?" controls statsu=planned
refused "a word misspelt" "did you mean 'planned'?" controls status=plannd
refused "a computed word misspelt" "did you mean 'evidenced'?" requirements state=evidencd
refused "a record that does not exist" "did you mean 'CTL-1'?" evidence supports=CLT-1
refused "a framework that does not exist" "did you mean 'demo'?" requirements framework=demmo
refused "an impossible date" "'observed_to' is a date" evidence observed_to=2026-02-30
refused "an impossible truth" "true or false" requirements in_scope=yes
refused "an impossible duration" "a duration" evidence valid_for=90
exits 2 "a type misspelt" "$DOSSIER" -C p list controlls
has "a type misspelt: says so" err "did you mean 'controls'?"
exits 2 "a field that the type does not have" "$DOSSIER" -C p list controls --where statu=planned
exits 2 "a condition without a value" "$DOSSIER" -C p list controls --where status
exits 2 "a type that does not exist" "$DOSSIER" -C p list controlls
exits 2 "a format that does not exist" "$DOSSIER" -C p list controls --format toml

ok "text" "$DOSSIER" -C p list controls
has "shows ids" out CTL-1
has "and titles" out "Second pair of eyes"
ok "csv" "$DOSSIER" -C p list controls --format csv
is "has a header" "$(head -n 1 out | cut -d, -f1)" id
is "and a line each" "$(wc -l < out)" 3
sed -i 's/title: Stop authority/title: "Stop, \\"at once\\""/' p/controls/records.yaml
ok "csv with commas and quotes" "$DOSSIER" -C p list controls --format csv
has "quotes them" out '"Stop, ""at once"""'
sed -i 's/title: "Stop.*/title: "=1+1"/' p/controls/records.yaml
ok "csv with what a spreadsheet takes for a formula" "$DOSSIER" -C p list controls --format csv
is "defuses it" "$(grep -cE '(^|,|")=1' out || true)" 0

sed -i 's/ownr/owner/; s/status: planned/status: plannd/' p/controls/records.yaml
ok "in spite of errors" "$DOSSIER" -C p list requirements --format json
json "there are states" out 'length == 2 and all(.state | type == "string")'

example example
ok "the example: requirements" "$DOSSIER" -C example list requirements --format json
json "only the frameworks in scope" out '[.[].framework] | unique == ["eu-ai-act-2026","iso-27001-2022","iso-42001-2023","nist-ai-rmf-1.0"]'
json "every state is one of the words" out 'all(.state | IN("excluded","not-yet-applicable","contradicted","gap","stale","designed","partial","inherited","evidenced"))'
json "every one says why" out 'all(.reasons | length > 0)'
json "every word is there" out '[.[].state] | unique | length == 9'
json "in ISO/IEC 27001, what a supplier carries is as far in place as its certificate and the own part are" out '
    [.[] | select(.framework == "iso-27001-2022") | {(.id): .state}] | add
    | [."A.7.12", ."A.7.1", ."A.7.4", ."A.6.6"] == ["inherited", "evidenced", "partial", "stale"]'
json "a claim outside the scope of a certificate is refused" out '
    .[] | select(.framework == "iso-27001-2022" and .id == "A.8.10") | .state == "designed" and any(.reasons[]; startswith("claim of RSP-29 refused"))'
json "one control of the annex is left out, and one is a gap" out '
    [.[] | select(.framework == "iso-27001-2022")] | [map(select(.state == "excluded").id), map(select(.state == "gap").id)] == [["A.8.30"], ["A.8.23"]]'
json "70 of ISO/IEC 42001" out '[.[] | select(.framework == "iso-42001-2023")] | length == 70'
ok "the example: evidence" "$DOSSIER" -C example list evidence --format json
json "every state is one of the words " out 'all(.state | IN("supports","contradicts","no-result","unread","stale","future","tampered","missing"))'
end
