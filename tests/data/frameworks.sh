#!/bin/sh
# The frameworks that are shipped: numbers of nodes, parents, ids, and what they claim about themselves.
# shellcheck disable=SC2016  # awk and its fields
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

# Every node of a framework as JSON objects, from the machine-readable data of a project with it in scope.
cat > dossier.yaml << 'END'
dossier: 1
id: data
organization: Data
title: Framework data
as_of: 2030-01-01
frameworks: [SCOPE]
END
scope() { sed "s/SCOPE/$1/" dossier.yaml > "$1/dossier.yaml"; }

# nodes FILE: id, kind, parent, assessable of each node, tab-separated; a node is one line of a framework file.
nodes() {
    sed -n 's/^  - {id: "\{0,1\}\([A-Za-z0-9._-]*\)"\{0,1\}[,}].*/\1\t&/p' "$1" | awk -F '\t' '
        function field(name,   value) {
            if (!match($2, "[{ ]" name ": *\"?[A-Za-z0-9._-]+")) return "-"
            value = substr($2, RSTART, RLENGTH); sub(/^.*: *"?/, "", value); return value
        }
        { print $1 "\t" field("kind") "\t" field("parent") "\t" field("assessable") }'
}
count() { awk -F '\t' "$1" "$2" | wc -l; }

for id in iso-42001-2023 eu-ai-act-2024 eu-ai-act-2026 nist-ai-rmf-1.0 iso-27001-2022 nist-csf-2.0 sp-800-53r5; do
    file="$ROOT/controls/frameworks/$id.yaml"
    nodes "$file" > "$id.nodes"
    is "$id: every node was read" "$(wc -l < "$id.nodes")" "$(grep -c '^  - {id: ' "$file")"
    is "$id: ids are unique without regard to case" "$(cut -f1 "$id.nodes" | tr '[:upper:]' '[:lower:]' | sort | uniq -d)" ""
    is "$id: ids are well formed" "$(cut -f1 "$id.nodes" | grep -cvE '^[A-Za-z0-9._-]{1,64}$' || true)" 0
    mkdir "$id"
    scope "$id"
    ok "$id: check reads it" "$DOSSIER" -C "$id" check
    ok "$id: list" "$DOSSIER" -C "$id" list requirements --format json
    cp out "$id.json"
    json "$id: every requirement has a label and a title" "$id.json" 'length > 0 and all((.label | length > 0) and (.title | length > 0))'
    has "$id: says whose rights they are" "$file" "rights:"
    has "$id: says what it was checked against" "$file" "source:"
    is "$id: holds no wording of its own accord" "$(grep -c ' text: ' "$file" || true)" 0
done
for id in iso-42001-2023 eu-ai-act-2024 nist-ai-rmf-1.0 iso-27001-2022 nist-csf-2.0 sp-800-53r5; do
    cut -f3 "$id.nodes" | grep -v '^-$' | sort -u > parents
    cut -f1 "$id.nodes" | sort -u > ids
    is "$id: every parent exists" "$(comm -23 parents ids)" ""
    is "$id: every assessable node is listed" "$(jq length "$id.json")" "$(count '$4 == "true"' "$id.nodes")"
done

is "iso-42001: 38 controls in Annex A" "$(count '$2 == "control" && /^A\./' iso-42001-2023.nodes)" 38
is "iso-42001: 32 leaf clauses" "$(count '$2 == "clause" && $4 == "true"' iso-42001-2023.nodes)" 32
is "iso-42001: clauses with parts below them are not assessed" \
    "$(awk -F '\t' 'NR == FNR { parent[$3]; next } $4 == "true" && $1 in parent { print $1 }' iso-42001-2023.nodes iso-42001-2023.nodes)" ""
is "iso-42001: groups of controls 3+2+5+4+9+5+4+3+3" \
    "$(awk -F '\t' '$2 == "control" { split($1, part, "."); n[part[2]]++ } END { for (i = 2; i <= 10; i++) printf "%d ", n[i] }' iso-42001-2023.nodes)" "3 2 5 4 9 5 4 3 3 "
is "iso-42001: every control has its guidance" \
    "$(grep -c '^  - {id: A\.[0-9.]*,.* kind: control,.* guidance: B\.' "$ROOT/controls/frameworks/iso-42001-2023.yaml")" 38
is "iso-42001: guidance is not assessed" "$(count '/^B\./ && $4 == "true"' iso-42001-2023.nodes)" 0
is "iso-42001: every leaf clause has needs" \
    "$(grep -c '^  - {id: .* kind: clause,.* assessable: true,.* needs: \[{' "$ROOT/controls/frameworks/iso-42001-2023.yaml")" 32
is "iso-27001: 93 controls, 37+8+14+34" \
    "$(awk -F '\t' '$2 == "control" { split($1, part, "."); n[part[2]]++ } END { printf "%d %d %d %d", n[5], n[6], n[7], n[8] }' iso-27001-2022.nodes)" "37 8 14 34"
is "nist-ai-rmf: 4 functions" "$(count '$2 == "function"' nist-ai-rmf-1.0.nodes)" 4
is "nist-ai-rmf: 19 categories" "$(count '$2 == "category"' nist-ai-rmf-1.0.nodes)" 19
is "nist-ai-rmf: 72 subcategories" "$(count '$2 == "subcategory"' nist-ai-rmf-1.0.nodes)" 72
is "nist-csf: 6 functions" "$(count '$2 == "function"' nist-csf-2.0.nodes)" 6
is "nist-csf: 22 categories" "$(count '$2 == "category"' nist-csf-2.0.nodes)" 22
is "nist-csf: 106 subcategories, all assessable" "$(count '$2 == "subcategory" && $4 == "true"' nist-csf-2.0.nodes)" 106
is "nist-csf: subcategories of GV, ID, PR, DE, RS, RC" \
    "$(awk -F '\t' '$2 == "subcategory" { n[substr($1, 1, 2)]++ } END { print n["GV"], n["ID"], n["PR"], n["DE"], n["RS"], n["RC"] }' nist-csf-2.0.nodes)" "31 21 22 11 13 8"
is "sp-800-53: 20 families" "$(count '$2 == "family"' sp-800-53r5.nodes)" 20
is "sp-800-53: 298 controls" "$(count '$2 == "control" && $3 !~ /-/' sp-800-53r5.nodes)" 298
is "sp-800-53: 709 control enhancements" "$(count '$2 == "control" && $3 ~ /-/' sp-800-53r5.nodes)" 709
is "sp-800-53: labels are as printed" "$(grep -c '^  - {id: ac-2\.1, label: "AC-2(1)", ' "$ROOT/controls/frameworks/sp-800-53r5.yaml")" 1
sed -n '/^removed:/,$s/^  - //p' "$ROOT/controls/frameworks/sp-800-53r5.yaml" | sort > withdrawn
is "sp-800-53: 24 controls and 158 enhancements are withdrawn" "$(grep -vc '\.' withdrawn) $(grep -c '\.' withdrawn)" "24 158"
is "sp-800-53: with them, 1189 in all" "$(($(count '$2 == "control"' sp-800-53r5.nodes) + $(wc -l < withdrawn)))" 1189
cut -f1 sp-800-53r5.nodes | sort > ids
is "sp-800-53: what is withdrawn is no node" "$(comm -12 withdrawn ids)" ""
mkdir -p sp-800-53r5/content/pages
printf -- '---\ntitle: Citations\n---\n- [[sp-800-53:sa-12]]\n- [[sp-800-53:sr-1]]\n' > sp-800-53r5/content/pages/citations.md
ok "sp-800-53: citing what is withdrawn" "$DOSSIER" -C sp-800-53r5 check --format json
json "sp-800-53: says so" out '[.diagnostics[] | select(.code == "removed-node") | .message] == ["sa-12 was removed in sp-800-53r5"]'
is "eu-ai-act-2024: 113 articles" "$(count '$2 == "article"' eu-ai-act-2024.nodes)" 113
is "eu-ai-act-2024: 13 annexes" "$(count '$2 == "annex"' eu-ai-act-2024.nodes)" 13

# A citation of each node of the amended act that is gone says so, and one that moved says where to.
mkdir -p eu-ai-act-2026/content/pages
sed -n '/^moved:/,$p' "$ROOT/controls/frameworks/eu-ai-act-2026.yaml" > moves
moved=$(grep -c 'from:' moves || true)
removed=$(sed -n '/^removed:/,$p' moves | grep -c '^  - ' || true)
{
    printf -- '---\ntitle: Citations\n---\n'
    grep -oE '(from: |^  - )[a-z][a-z0-9.-]+' moves | sed 's/.* /- [[eu-ai-act:/; s/$/]]/'
} > eu-ai-act-2026/content/pages/citations.md
ok "eu-ai-act-2026: citations of nodes that are gone" "$DOSSIER" -C eu-ai-act-2026 check --format json
is "eu-ai-act-2026: each move says where to" "$(jq '[.diagnostics[] | select(.code == "moved-node")] | length' out)" "$moved"
is "eu-ai-act-2026: each removal says so" "$(jq '[.diagnostics[] | select(.code == "removed-node")] | length' out)" "$removed"
json "eu-ai-act-2026: Article 10(5)(a) moved to Article 4a(1)(a)" out \
    '[.diagnostics[] | select(.code == "moved-node") | .message] | any(test("art-10.5.a moved to art-4a.1.a"))'
json "eu-ai-act-2026: the point has no requirement in its old place" eu-ai-act-2026.json 'all(.id != "art-10.5.a" and .id != "annex-viii.b.7")'
end
