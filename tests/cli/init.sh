#!/bin/sh
# dossier init: a new project builds without errors and shows its gaps; nothing is written where something is.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

for template in iso-42001 minimal; do
    ok "$template" "$DOSSIER" init "$template" --template "$template"
    is "$template: says how to go on" "$(grep -c "dossier -C $template check" err)" 1
    is "$template: is whole" "$(cd "$template" && find . -type f | sort)" "$(cd "$ROOT/templates/init/$template" && find . -type f | sort)"
    is "$template: and nothing else" "$(find "$template" -name '.*')" ""
    "$DOSSIER" -C "$template" check --format json > found.json
    json "$template: has no errors" found.json '.summary.errors == 0'
    json "$template: shows its gaps" found.json '[.diagnostics[] | select(.code == "requirement-gap")] | length > 0'
    "$DOSSIER" -C "$template" list requirements --format json > states.json
    json "$template: nothing is met before anybody did anything" states.json \
        'length > 0 and all(.state | IN("evidenced", "inherited", "designed", "excluded") | not)'
    ok "$template: builds" "$DOSSIER" -C "$template" build --output "$T/site-$template"
    exists "$template: has a site" "site-$template/index.html"
    ok "$template: can be added to" "$DOSSIER" -C "$template" new risk RSK-1
done
ok "without a template" "$DOSSIER" init plain
is "it is the one for ISO/IEC 42001" "$(find plain -type f | sort | sed 's/plain//')" "$(find "$ROOT/templates/init/iso-42001" -type f | sort | sed "s|$ROOT/templates/init/iso-42001||")"
"$DOSSIER" -C plain check --format json > found.json
json "every control of the annex has its row" found.json '[.diagnostics[] | select(.code == "soa-missing" or .code == "soa-duplicate" or .code == "soa-guidance")] == []'
json "and each row waits for a decision" found.json '[.diagnostics[] | select(.code == "soa-unjustified")] | length == 38'

mkdir here
cd here
ok "into this folder" "$DOSSIER" init .
exists "it is there" dossier.yaml
cd ..
ok "folders above are made" "$DOSSIER" init a/b/c --template minimal
mkdir taken
echo mine > taken/.hidden
exits 2 "a folder that is not empty" "$DOSSIER" init taken
has "says so" err "taken is not empty"
is "is left alone" "$(ls -A taken)" .hidden
exits 2 "a project" "$DOSSIER" init plain
is "is left alone too" "$("$DOSSIER" -C plain check | tail -n 1)" "$("$DOSSIER" -C here check | tail -n 1)"
echo text > file
exits 3 "a file" "$DOSSIER" init file
is "is left alone as well" "$(cat file)" text
exits 2 "a template that does not exist" "$DOSSIER" init other --template iso
has "says which there are" err "there are: iso-42001, minimal"
absent "and makes no folder" other
exits 2 "no folder" "$DOSSIER" init

# A run that was interrupted before its end leaves a folder that can be used.
mkdir -p broken/.dossier-init/controls
ok "behind a run that was interrupted" "$DOSSIER" init broken --template minimal
is "there is a whole project" "$(cd broken && find . -type f | sort)" "$(cd minimal && find . -type f ! -name risks.yaml | sort)"
end
