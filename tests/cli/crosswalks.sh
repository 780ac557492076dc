#!/bin/sh
# Crosswalks in the site and in the data: every place says the relation, its strength, who says so and how settled it is.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

# The fixture of a three-hop chain, with pages.
cp -R "$ROOT/tests/verdict/crosswalk-three-hops" p
cp "$ROOT/tests/verdict/pass.xml" p/content/evidence
rm p/expect
ok "builds" "$DOSSIER" -C p --as-of 2026-11-30 build
site=p/site

exists "two frameworks, one in scope, have a page" $site/comparisons/alpha-1--beta-1.html
exists "and two others" $site/comparisons/delta-1--gamma-1.html
absent "two that are not in scope have none" $site/comparisons/beta-1--gamma-1.html
exists "but the project's crosswalk has" $site/crosswalks/beta-gamma.html
has "linked from the framework" $site/frameworks/delta-1/index.html 'comparisons/delta-1--gamma-1.html'

requirement=$site/frameworks/delta-1/D-1.html
has "the requirement's page has the chain" $requirement "Support through crosswalks"
has "with the weakest relation" $requirement '<b><span class="relation">intersects with</span>'
has "and says that part of it is a draft" $requirement "a draft that nobody has confirmed"
has "and what is related" $requirement "Related in other frameworks"
matrix=$site/frameworks/delta-1/matrix.html
has "the matrix says through what" $matrix "through <a href=\"../alpha-1/A-1.html\">alpha A-1</a>"
has "and whose crosswalk that is" $matrix ">pencil</a>"

# What the others do not cover.
sed 's/  - {from: A-6.*//' "$ROOT/tests/verdict/crosswalk-three-hops/controls/crosswalks/alpha-beta.yaml" > p/controls/crosswalks/alpha-beta.yaml
ok "a pair less" "$DOSSIER" -C p --as-of 2026-11-30 build
page=$site/comparisons/alpha-1--beta-1.html
sed -n '/id="part_only_first"/,/<\/section>/p' $page > first
sed -n '/id="part_only_second"/,/<\/section>/p' $page > second
is "one is not covered there" "$(grep -c '<tr><th scope="row"' first)" 1
has "and it is A-6" first "A-6"
has "nor here" second "B-6"
lacks "the others are" first "A-5"

cp $site/data/dossier.json out
json "as data: what is related, in full" out '.records.requirements[] | select(.id == "alpha-1:A-1") | .related ==
    [{"carries": true, "crosswalk": "alpha-beta", "relation": "equal-to", "requirement": "beta-1:B-1", "source": "pencil", "status": "reviewed"}]'
json "seen from the other end, the relation is turned round" out '[.records.requirements[] | select(.id == "gamma-1:C-1") | .related[].relation] |
    sort == ["equal-to", "intersects-with"]'
json "as data: the chain" out '.records.requirements[] | select(.id == "delta-1:D-1") | .weakest_relation == "intersects-with" and
    [.through[] | [.requirement, .relation, .source, .status]] == [["alpha-1:A-1", "equal-to", "pencil", "reviewed"],
    ["beta-1:B-1", "intersects-with", "pencil", "reviewed"], ["gamma-1:C-1", "equal-to", "pencil", "draft"]]'
json "as data: what is not covered" out '.records.comparisons[] | select(.id == "alpha-1--beta-1") |
    .uncovered_first == ["alpha-1:A-6"] and .uncovered_second == ["beta-1:B-6"]'

is "pairs as CSV" "$(sed -n 2p $site/data/crosswalks.csv)" \
    "alpha-beta,alpha-1,A-1,Alpha asks for 1,equal-to,beta-1,B-1,Beta asks for 1,,pencil,human,reviewed,,"
is "every pair is there" "$(wc -l < $site/data/crosswalks.csv)" 18
has "and support in the matrix as CSV" $site/data/matrix-delta-1.csv \
    ",alpha-1:A-1; beta-1:B-1; gamma-1:C-1,intersects-with,pencil; pencil; pencil,reviewed; reviewed; draft"
end
