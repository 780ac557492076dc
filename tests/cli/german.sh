#!/bin/sh
# Every name, word and explanation that a page can show of the built-in types is there in German, and what pages say.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

sed -n 's/^\("\([^"\\]\|\\.\)*"\): .*/\1/p' "$ROOT/themes/plain/strings/de.yaml" | sort -u > german
project p
ok "the types" "$DOSSIER" -C p schema --json
# the explanations of fields are for those who write records; pages show those of types alone
jq '.properties[].items | [recurse(.properties[]?.items? | select(type == "object"))] | (.[0].description,
    (.[] | .title, (.properties | to_entries[]? | .value | .title, (.enum // .anyOf[0].enum // [])[])))' out > texts
# names of types in the plural and of back-links stand in the type files alone
sed -n 's/^titles: \(.*\)/"\1"/p' "$ROOT"/controls/types/*.yaml >> texts
sed -n 's/.*inverse: \([a-z_]*\).*/\1/p' "$ROOT"/controls/types/*.yaml | sort -u |
    awk '{ gsub(/_/, " "); print "\"" toupper(substr($0, 1, 1)) substr($0, 2) "\"" }' >> texts
sort -u texts > wanted
is "there are hundreds of them" "$([ "$(wc -l < wanted)" -gt 500 ] && echo yes)" yes
comm -23 wanted german > missing
is "none is missing in German" "$(cat missing)" ""
# what templates and the script of the site say
{
    grep -rhoE '\bt\("[^"]+"' "$ROOT/templates/pages" "$ROOT/templates/parts" "$ROOT/templates/layouts" "$ROOT/templates/package" | sed 's/^t(//'
    grep -hoE "\bt\('[^']+'" "$ROOT/themes/plain/site.js" | sed "s/^t('/\"/; s/'$/\"/"
} | sort -u > said
is "they say some hundred texts" "$([ "$(wc -l < said)" -gt 200 ] && echo yes)" yes
is "none of them is missing in German" "$(comm -23 said german)" ""
end
