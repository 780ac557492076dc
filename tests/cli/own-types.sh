#!/bin/sh
# A project's own type, and its own field of a built-in type: one file each, and everything else follows.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
mkdir -p p/controls/types
cat > p/controls/types/waiver.yaml <<'END'
type: waiver
plural: waivers
title: Waiver
titles: Waivers
id: WVR-
index: [id, title, granted_to, state_of_it]
fields:
  granted_to: {kind: ref, to: role, required: true, inverse: waivers, help: "Who may do without."}
  state_of_it: {kind: word, words: [asked, granted], help: "Where it stands."}
END
cat > p/controls/types/role-own.yaml <<'END'
extends: role
index: [id, title, cost_centre]
fields:
  cost_centre: {kind: text, required: true, help: "Where it is booked."}
END
cat > p/controls/own.yaml <<'END'
roles:
  - {id: ROLE-CLERK, title: Clerk, cost_centre: CC-4711}
waivers:
  - {id: WVR-1, title: Late stop drill, granted_to: ROLE-CLERK, state_of_it: granted}
END
sed -i 's/{id: ROLE-CHIEF, /&cost_centre: CC-1, /' p/controls/records.yaml

ok "the schema of the type" "$DOSSIER" -C p schema waiver
has "has its fields" out "Who may do without."
ok "the schema of the extended type" "$DOSSIER" -C p schema role --json
json "asks for the field" out '.properties.roles.items.required | index("cost_centre")'
ok "list" "$DOSSIER" -C p list waiver --where state_of_it=granted --format json
json "finds it" out '.[0].granted_to == "ROLE-CLERK"'
ok "list by the added field" "$DOSSIER" -C p list role --where cost_centre=CC-4711 --format json
json "finds the role" out '[.[].id] == ["ROLE-CLERK"]'
ok "build" "$DOSSIER" -C p build --output "$T/site"
has "its index page" site/waivers/index.html "Late stop drill"
has "its own page" site/waivers/WVR-1.html 'href="../roles/ROLE-CLERK.html"'
has "the back-link" site/roles/ROLE-CLERK.html 'href="../waivers/WVR-1.html"'
has "the added field on the page" site/roles/ROLE-CLERK.html "CC-4711"
has "and in the index" site/roles/index.html "CC-4711"
has "the register as CSV" site/data/registers/waivers.csv "WVR-1,Late stop drill,ROLE-CLERK,granted"
has "the added field in CSV" site/data/registers/roles.csv "cost_centre"
json "both in JSON" site/data/dossier.json '[.. | objects | select(.id? == "WVR-1" or .cost_centre? == "CC-4711")] | length == 2'

printf 'waivers:\n  - {id: WVR-2, title: T, granted_to: ROLE-CLERK, state_of_it: grantd}\nroles:\n  - {id: ROLE-X, title: X}\n' > p/controls/wrong.yaml
exits 1 "mistakes in them are errors" "$DOSSIER" -C p check --format json
json "a wrong word at its place" out '.diagnostics[] | select(.code == "bad-value") | .line == 2 and .column == 64'
json "a missing field of the extended type" out '.diagnostics[] | select(.code == "missing-field") | .line == 4 and .subject == "ROLE-X"'
end
