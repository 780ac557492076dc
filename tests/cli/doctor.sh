#!/bin/sh
# dossier doctor: what machine and folder give; exit 3 when something stands in the way.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

state() { jq -r --arg name "$1" '.checks[] | select(.name == $name) | .state' out; }

project p
ok "a project" "$DOSSIER" -C p doctor --format json
json "has this shape" out '.version == 1 and .fine == true and (.checks | length > 10) and all(.checks[];
    (.state | IN("fine","absent","problem")) and (.name | length > 0) and (.detail | length > 0))'
json "names are unique" out '[.checks[].name] | length == (unique | length)'
json "every library says its version" out '[.checks[] | select(.name | IN("cmark-gfm","libcrypto","libdeflate","libxml2","libyaml","libzip","lua","utf8proc","zlib"))]
    | length == 9 and all(.detail | test("[0-9]+\\.[0-9]"))'
is "the library is there" "$(state library)" fine
is "the project too" "$(state project)" fine
is "it may be written" "$(state writing)" fine
is "there is no site yet" "$(state site)" absent
is "nothing was written" "$(find p -name site)" ""
ok "as text" "$DOSSIER" -C p doctor
is "a line each" "$(grep -cE '^[^ ]+ +(fine|absent|problem) +.' out)" "$(wc -l < out)"

"$DOSSIER" -C p build > /dev/null 2>&1
"$DOSSIER" -C p doctor --format json > out
is "a site" "$(state site)" fine
exits 3 "a site that is being written" flock p/site "$DOSSIER" -C p doctor --format json
is "is a problem" "$(state site)" problem
json "so not all is fine" out '.fine == false'

mkdir empty
ok "no project" "$DOSSIER" -C empty doctor --format json
is "is absent" "$(state project)" absent
exits 3 "no folder" "$DOSSIER" -C nowhere doctor --format json
is "is a problem " "$(state project)" problem
cp "$DOSSIER" alone
exits 3 "a program without its library" ./alone -C p doctor --format json
is "is a problem  " "$(state library)" problem
ok "no programs" env PATH=/nowhere "$DOSSIER" -C p doctor --format json
is "are absent" "$(state git)" absent
exits 2 "a format that does not exist" "$DOSSIER" doctor --format toml
end
