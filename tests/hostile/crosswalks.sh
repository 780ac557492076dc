#!/bin/sh
# Crosswalks that lead far and round and round: every requirement is reached, soon, and no reason grows without end.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

seconds=10
case ${FLAVOUR:-release} in asan | tsan | cov) seconds=120 ;; esac
last=4999

mkdir -p p/controls/frameworks p/controls/crosswalks p/content/evidence
cp "$ROOT/tests/verdict/pass.xml" p/content/evidence
cat > p/dossier.yaml << 'END'
dossier: 1
id: far
organization: Far
title: Far
as_of: 2026-11-30
frameworks: [alpha-1]
END
cat > p/content/evidence/index.yaml << 'END'
controls:
  - {id: CTL-1, title: Control, owner: Chief engineer, status: implemented, satisfies: [alpha:N-0], requires: [{id: drill, every: 1y}]}
evidence:
  - {id: EV-1, title: Item, file: pass.xml, supports: [CTL-1/drill], collected_at: 2026-11-01T09:00:00Z}
END
{
    echo 'framework: {id: alpha-1, alias: alpha, title: Alpha}'
    echo 'nodes:'
    seq 0 $last | sed 's/.*/  - {id: N-&, kind: clause, title: Node &, assessable: true}/'
} > p/controls/frameworks/alpha-1.yaml
chain() {       # chain RELATION: each node to the next one, and the last one to the first
    echo 'crosswalk: {id: chain, from: alpha, to: alpha, source: pencil, status: reviewed}'
    echo 'maps:'
    seq 0 $last | awk -v last=$last -v relation="$1" '{ printf "  - {from: N-%d, to: [N-%d], relation: %s}\n", $1, ($1 + 1) % (last + 1), relation }'
}

chain equal-to > p/controls/crosswalks/chain.yaml
ok "a circle of 5000 equal pairs" timeout $seconds "$DOSSIER" -C p list requirements --format json
json "every requirement is reached" out 'length == 5000 and all(.[]; .state == "evidenced")'
json "no reason is longer than a page" out 'all(.[].reasons[]; length < 2000)'
json "the farthest one says how far it is" out '.[2500].reasons[0] | contains("… 2468 more")'

chain subset-of > p/controls/crosswalks/chain.yaml
ok "a circle of 5000 parts of wholes" timeout $seconds "$DOSSIER" -C p list requirements --format json
json "is partial everywhere but at its beginning" out '[.[] | select(.state == "partial")] | length == 4999'

chain intersects-with > p/controls/crosswalks/chain.yaml
ok "a circle of 5000 overlaps" timeout $seconds "$DOSSIER" -C p list requirements --format json
json "reaches the two neighbours" out '[.[] | select(.state == "partial") | .id] == ["N-1", "N-4999"]'

# Everything paired with everything.
{
    echo 'crosswalk: {id: chain, from: alpha, to: alpha, source: pencil, status: reviewed}'
    echo 'maps:'
    seq 0 400 | awk '{ for (i = $1 + 1; i <= 400; i++) printf "  - {from: N-%d, to: [N-%d], relation: intersects-with}\n", $1, i }'
} > p/controls/crosswalks/chain.yaml
ok "80000 pairs" timeout $seconds "$DOSSIER" -C p list requirements --format json
json "each neighbour is reached" out '[.[] | select(.state == "partial")] | length == 400'
end
