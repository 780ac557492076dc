#!/bin/sh
# dossier new: a record or document to be filled in, where the project keeps such records; refuses what exists.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

files() { (cd "$1" && find . -type f -exec sha256sum {} + | sort -k2); }
# required TYPE: its required fields but for the id, as `schema` says.
required() { "$DOSSIER" -C p schema "$1" --json | jq -r '[.. | objects | select(.required? | type == "array")][0].required[]' | grep -v '^id$'; }

project p
files p > before
ok "without an id" "$DOSSIER" -C p new control
is "the next one is proposed" "$(sed -n 2p out)" "  - id: CTL-3"
files p > after
same "nothing is written" after before
cp out controls.txt

ok "a control" "$DOSSIER" -C p new control CTL-3
has "goes where all controls are" err "p/controls/records.yaml: CTL-3"
for field in title owner status; do
    is "control: $field is a line with a comment" "$(grep -cE "^    $field: +# .{9,}" p/controls/records.yaml)" 1
done
is "an optional field is a comment" "$(grep -cE '^    # satisfies: +# refs to requirement' p/controls/records.yaml)" 1
is "allowed words are said" "$(grep -c 'status: .*one of implemented | partial | planned | not-implemented' p/controls/records.yaml)" 1
exits 1 "what is missing" "$DOSSIER" -C p check --format json
json "is said field by field, and nothing else" out '[.diagnostics[] | [.code, .subject]] | unique == [["missing-field","CTL-3"]]'
sed -i 's/^    title: .*#.*/    title: Third/; s/^    owner: .*#.*/    owner: ROLE-CHIEF/; s/^    status: .*#.*/    status: planned/' p/controls/records.yaml
ok "filled in" "$DOSSIER" -C p check --fail-on warning

# refused STATUS NAME TEXT COMMAND...: says so, and writes nothing.
refused() {
    files p > before
    exits "$1" "$2" "$DOSSIER" -C p new "$4" "$5"
    has "$2: says so" err "$3"
    files p > after
    same "$2: writes nothing" after before
}
refused 2 "an id that exists" "'ctl-1' exists already: controls/records.yaml:4" control ctl-1
refused 2 "an id of another type" "'POL-1' exists already" control POL-1
refused 2 "what is no id" "'../x' cannot be an id" control ../x
refused 2 "a type that does not exist" "did you mean 'control'?" contrl CTL-9
refused 2 "a requirement" "controls/frameworks" requirement A.9
exits 2 "no type" "$DOSSIER" -C p new
chmod a-w p/content/policies
if [ -w p/content/policies ]; then skip "a folder that cannot be written" "root may write everywhere"; else refused 3 "a folder that cannot be written" "cannot create" policy POL-9; fi
chmod u+w p/content/policies

# Every type: what is written can be read, and lacks no more than its required fields.
"$DOSSIER" -C p schema | cut -d' ' -f1 | grep -vxE 'requirement|framework|crosswalk|comparison' > types
while read -r type; do
    ok "$type" "$DOSSIER" -C p new "$type" "NEW-$type"
    "$DOSSIER" -C p check --format json > found.json || true
    is "$type: reads, and lacks what is required" \
        "$(jq -r --arg id "NEW-$type" '.diagnostics[] | select(.severity == "error") | if .code == "missing-field" and .subject == $id then .message | capture("needs .(?<f>[a-z_]+)").f else .message end' found.json | sort)" \
        "$(required "$type" | sort)"
    rm -rf p && project p
done < types

ok "a policy" "$DOSSIER" -C p new policy POL-2
is "is a document beside the others" "$(head -n 2 p/content/policies/POL-2.md | tail -n 1)" "id: POL-2"
ok "a page" "$DOSSIER" -C p new page about
sed -i 's/^title: .*/title: About/' p/content/pages/about.md
"$DOSSIER" -C p check --format json > out || true
json "needs only its title" out '[.diagnostics[].subject] | index("about") == null'
ok "the first risk" "$DOSSIER" -C p new risk RSK-1
exists "has a file of its plural" p/controls/risks.yaml
ok "the second" "$DOSSIER" -C p new risk RSK-2
is "follows it there" "$(grep -c '^  - id: RSK-' p/controls/risks.yaml)" 2
ok "evidence" "$DOSSIER" -C p new evidence EV-2
is "follows the other" "$(grep -c '^  - id: EV-' p/content/evidence/index.yaml)" 2

# Lists that cannot simply grow.
project q
printf 'roles: [{id: ROLE-CHIEF, title: Chief engineer}]\n' > q/controls/roles.yaml
sed -i '/^roles/,/ROLE-CHIEF/d' q/controls/records.yaml
ok "beside a list in brackets" "$DOSSIER" -C q new role ROLE-2
exists "there is a file of its own" q/controls/ROLE-2.yaml
is "and the list is as it was" "$(cat q/controls/roles.yaml)" 'roles: [{id: ROLE-CHIEF, title: Chief engineer}]'
printf 'controls:\n- {id: CTL-1, title: T, owner: O, status: planned}' > q/controls/records.yaml
ok "a list without indentation or end of line" "$DOSSIER" -C q new control CTL-2
is "grows as it is" "$(sed -n 3p q/controls/records.yaml)" "- id: CTL-2"
echo 'ownr: 1' >> q/controls/roles.yaml
ok "in spite of errors elsewhere" "$DOSSIER" -C q new control CTL-3
end
