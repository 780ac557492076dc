#!/bin/sh
# The crosswalks that are shipped: every node they name exists, who says so and how settled it is, and what they must not claim.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

# As a project's own files, so that nothing they name is left out without a word.
mkdir -p own/controls
cp -R "$ROOT/controls/crosswalks" own/controls
cat > own/dossier.yaml << 'END'
dossier: 1
id: data
organization: Data
title: Crosswalk data
as_of: 2026-11-30
frameworks: [iso-42001-2023, iso-27001-2022, eu-ai-act-2026, nist-ai-rmf-1.0, nist-csf-2.0, sp-800-53r5]
END
ok "every node that they name exists" "$DOSSIER" -C own check --format json
json "and none has moved" out '[.diagnostics[] | select(.file | startswith("controls/crosswalks"))] == []'

for file in "$ROOT"/controls/crosswalks/*.yaml; do
    id=$(basename "$file" .yaml)
    has "$id: is called after its file" "$file" "  id: $id"
    for key in source status method basis rights; do has "$id: $key" "$file" "  $key: "; done
    is "$id: begins with where it comes from" "$(head -c 2 "$file")" "# "
done

ok "list crosswalks" "$DOSSIER" -C own list crosswalks --format json
cp out crosswalks.json
json "seven crosswalks" crosswalks.json 'length == 7'
json "every pair has a relation and a strength" crosswalks.json '[.[].maps[] | select(.relation == null or .strength == null)] == []'
json "nobody claims more than an overlap" crosswalks.json 'all(.[].maps[]; .relation == "intersects-with" and .strength == "related")'
json "the alias of the act means the version in scope" crosswalks.json \
    '[.[] | select(.id | test("eu-ai-act")) | .from, .to | select(startswith("eu"))] | unique == ["eu-ai-act-2026"]'
json "what the editorial one says is a draft" crosswalks.json '[.[] | select(.source == "editorial") | .status] == ["draft", "draft", "draft"]'
json "named together is not compared" crosswalks.json '[.[] | select(.source | startswith("FINOS")) | .method] | length == 3 and all(. == "co-citation")'
json "the excerpt marks its uncertain row" crosswalks.json \
    '[.[] | select(.id == "nist-ai-rmf-iso-42001-airc") | .maps[] | select(.uncertain)] | length == 1 and .[0].from == "nist-ai-rmf-1.0:GOVERN-2.1"'

# Numbers of pairs, as they were counted in the sources.
pairs() { jq --arg id "$1" '[.[] | select(.id == $id) | .maps[].to | length] | add' crosswalks.json; }
is "pairs of 42001 and the AI RMF, editorial" "$(pairs iso-42001-nist-ai-rmf-editorial)" 112
is "pairs of 42001 and the AI Act, editorial" "$(pairs iso-42001-eu-ai-act-editorial)" 98
is "pairs of 42001 and 27001, editorial" "$(pairs iso-42001-iso-27001-editorial)" 71
is "pairs of the AI RMF and 42001, published" "$(pairs nist-ai-rmf-iso-42001-airc)" 24
is "pairs of 42001 and SP 800-53, co-cited" "$(pairs iso-42001-sp-800-53-finos)" 368
is "pairs of 42001 and the AI Act, co-cited" "$(pairs iso-42001-eu-ai-act-finos)" 29
is "pairs of the AI Act and SP 800-53, co-cited" "$(pairs eu-ai-act-sp-800-53-finos)" 74

# What 42001 leaves open of the AI RMF, as the makers of the editorial crosswalk counted it.
ok "list comparisons" "$DOSSIER" -C own list comparisons --format json
json "what nothing of 42001 covers in the AI RMF" out '
    [.[] | select(.id == "iso-42001-2023--nist-ai-rmf-1.0") | .uncovered_second[] | split(":")[1]] ==
    ["GOVERN-1.7", "GOVERN-3.1", "GOVERN-5.2", "GOVERN-6.2", "MANAGE-2.3", "MAP-1.4", "MAP-3.1", "MAP-3.2", "MAP-4.2", "MEASURE-2.13",
     "MEASURE-2.2", "MEASURE-3.2", "MEASURE-4.1", "MEASURE-4.3"]'
json "the AI RMF leaves nothing of 42001 open" out '[.[] | select(.id == "iso-42001-2023--nist-ai-rmf-1.0") | .uncovered_first] == [[]]'
json "27001 has nothing like six requirements of 42001" out '
    [.[] | select(.id == "iso-27001-2022--iso-42001-2023") | .uncovered_second[] | split(":")[1]] ==
    ["6.1.4", "8.4", "A.5.2", "A.5.5", "A.7.4", "A.7.6"]'
end
