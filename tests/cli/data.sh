#!/bin/sh
# site/data: the same data for machines as the pages show.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

example example
ok "build" "$DOSSIER" -C example build --output site
data=site/data/dossier.json
jq -c . "$data" > plain
jq -S -c . "$data" > sorted
ok "keys are sorted" cmp plain sorted
json "numbers are whole" "$data" '[.. | numbers] | all(. == floor)'
json "it says what it is of, and of when" "$data" '.id == "northlight-aims" and .as_of == "2026-11-30" and .edition == "internal"'
json "records stand in the order of their ids" "$data" \
    '.records | to_entries | map(select(.key != "requirements")) | all(.value | map(.id) | (unique | length) == length)'
json "references stand in the order of their texts" "$data" \
    '[.records.controls[] | .satisfies, .policies, .evidence | select(. != null)] + [.records.requirements[] | .controls, .children | select(. != null)]
     | any(length > 2) and all(. == sort)'
json "so do words" "$data" '[.records["ai-systems"][].role, .records.risks[].stage | select(. != null)] | any(length > 1) and all(. == sort)'
for type in controls policies risks; do
    ok "$type" "$DOSSIER" -C example list "$type" --format json
    is "$type: as many as the list has" "$(jq ".records.$type | length" "$data")" "$(jq length out)"
done
ok "requirements" "$DOSSIER" -C example list requirements --format json
jq -r '.[] | "\(.framework):\(.id) \(.state)"' out | sort > listed
jq -r '.records.requirements[] | select(.state != null) | "\(.id) \(.state)"' "$data" | grep -F -e iso-42001-2023: -e eu-ai-act-2026: -e nist-ai-rmf-1.0: -e iso-27001-2022: | sort > stored
same "requirements: the states are those of the list" stored listed
is "no framework outside the scope has states" \
    "$(jq -r '.records.requirements[] | select(.state != null) | .id' "$data" | grep -cvE '^(iso-42001-2023|eu-ai-act-2026|nist-ai-rmf-1.0|iso-27001-2022):' || true)" 0

project small
sed -i 's/- {id: drill,/- {id: zeal, title: Last in the alphabet}\n      &/' small/controls/records.yaml
cat > small/controls/criteria.yaml << 'END'
ai-systems:
  - {id: SYS-1, title: A system, role: [provider, deployer], users: [Zoe, Adam]}
END
"$DOSSIER" -C small list ai-systems --format json > systems
json "words stand in their order" systems '.[0].role == ["deployer", "provider"]'
json "texts stand as they were written" systems '.[0].users == ["Zoe", "Adam"]'
"$DOSSIER" -C small list controls --format json > rows
json "rows do, too" rows '.[0].requires | map(.id) == ["zeal", "drill"]'

# Pages and data agree: the state of each requirement of the annex on its page, in the matrix and in the SoA.
for csv in matrix-iso-42001-2023 soa-iso-42001-2023; do
    exists "$csv.csv is there" "site/data/$csv.csv"
done
is "the statement of applicability has 38 rows" "$(grep -c '^A\.' site/data/soa-iso-42001-2023.csv)" 38
is "its states are those of the list" \
    "$(jq -r 'map(select(.framework == "iso-42001-2023" and (.id | startswith("A.")))) | map(.state) | sort | join(" ")' out)" \
    "$(sed -nE 's/.*,([a-z-]+),SOA-(iso-42001-)?A\.[^,]*$/\1/p' site/data/soa-iso-42001-2023.csv | sort | paste -sd ' ' -)"
missed=
for node in $(jq -r '.[] | select(.framework == "iso-42001-2023") | .id' out); do
    state=$(jq -r --arg node "$node" '.[] | select(.framework == "iso-42001-2023" and .id == $node) | .state' out)
    grep -qi -e "$state" -e "$(echo "$state" | tr - ' ')" "site/frameworks/iso-42001-2023/$node.html" || missed="$missed $node"
done
is "each requirement's page shows its state" "$missed" ""
end
