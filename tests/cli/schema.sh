#!/bin/sh
# dossier schema: the fields of every type, for people and for editors.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
ok "all types" "$DOSSIER" -C p schema
cp out types
ok "all types as JSON Schema" "$DOSSIER" -C p schema --json
json "is an object" out 'type == "object"'
for file in "$ROOT"/controls/types/*.yaml; do
    type=$(basename "$file" .yaml)
    [ "$type" != common ] || continue
    has "$type: is listed" types "$type"
    ok "$type: as text" "$DOSSIER" -C p schema "$type"
    ok "$type: as JSON" "$DOSSIER" -C p schema "$type" --json
    json "$type: is JSON" out 'type == "object"'
done
ok "control" "$DOSSIER" -C p schema control
has "a field" out owner
has "its allowed words" out "implemented | partial | planned | not-implemented"
ok "by plural" "$DOSSIER" -C p schema controls
ok "options before operands" "$DOSSIER" -C p schema --json control
json "names the fields" out '[.. | objects | keys[]] | index("satisfies") and index("requires")'
json "and the allowed words" out '[.. | strings] | index("not-implemented")'
mkdir -p p/controls/types
printf 'type: asset\nplural: assets\nfields:\n  value: {kind: number, required: true, help: "What it is worth."}\n' > p/controls/types/asset.yaml
ok "a type of the project" "$DOSSIER" -C p schema asset
has "with its help" out "What it is worth."
exits 2 "a type that does not exist" "$DOSSIER" -C p schema controll
end
