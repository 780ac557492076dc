#!/bin/sh
# Requirements by AI system: on the page of the requirement, on that of the system, in the data; and a control whose only
# system is retired leaves the matrix and stays on its page.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

mkdir -p p/controls/frameworks p/content/evidence
cat > p/dossier.yaml <<'END2'
dossier: 1
id: systems
organization: Systems
title: By system
as_of: 2026-11-30
frameworks: [acme-1]
END2
cat > p/controls/frameworks/acme-1.yaml <<'END2'
framework: {id: acme-1, alias: acme, title: Acme}
nodes:
  - {id: R-1, kind: article, title: First, assessable: true}
  - {id: R-2, kind: article, title: Second, assessable: true, applies_to: {role: [provider], risk_class: [high]}}
  - {id: R-4, kind: article, title: Fourth, assessable: true}
  - {id: R-3, kind: article, title: Third, assessable: true, applies_to: {role: [importer]}}
END2
system() {
    echo "  - {id: $1, title: $1, name: $1, version: \"1\", role: $2, risk_class: $3, stage: $4, intended_purpose: Testing, prohibited_uses: [None],"
    echo "     users: [Testers], affected_persons: [Testers], jurisdictions: [EU], human_oversight: Somebody watches}"
}
{
    echo "ai-systems:"
    system SYS-A provider high-annex-iii operation
    system SYS-B deployer high-annex-iii operation
    system SYS-OLD provider high-annex-iii retired
    cat <<'END2'
controls:
  - {id: CTL-1, title: Drill, owner: Chief, status: implemented, satisfies: [acme:R-1, acme:R-2], requires: [{id: drill, every: 90d}]}
  - {id: CTL-2, title: Old drill, owner: Chief, status: implemented, systems: [SYS-OLD], satisfies: [acme:R-1], requires: [{id: drill, every: 90d}]}
  - {id: CTL-3, title: For one, owner: Chief, status: implemented, systems: [SYS-A], satisfies: [acme:R-4]}
END2
} > p/controls/records.yaml
echo text > p/content/evidence/drill.txt
cat > p/content/evidence/index.yaml <<'END2'
evidence:
  - {id: EV-1, title: Drill, file: drill.txt, supports: [CTL-1/drill], systems: [SYS-A], collected_at: 2026-11-20T09:00:00Z}
END2
ok "list" "$DOSSIER" -C p list requirements --format json
json "each system in use has its state" out '.[] | select(.id == "R-1") | .state == "designed"
    and ([.by_system[] | {(.systems[]): .state}] | add) == {"SYS-A": "evidenced", "SYS-B": "designed"}'
json "not applicable to one, with the reason" out '.[] | select(.id == "R-2") | .state == "evidenced"
    and ([.by_system[] | select(.systems == ["SYS-B"])] | length == 1 and .[0].state == "not-applicable" and (.[0].reasons[0] | test("deployer")))'
json "for nobody" out '.[] | select(.id == "R-3") | .state == "excluded" and all(.by_system[]; .state == "not-applicable")'
json "a control of a retired system is gone" out '.[] | select(.id == "R-1") | .controls == ["CTL-1"]'

ok "build" "$DOSSIER" -C p build --output "$T/site"
page=site/frameworks/acme-1/R-1.html
sed -n '/id="part_systems"/,/<\/section>/p' "$page" > by-system
has "the requirement's page" by-system "CTL-1/drill</a> has no evidence for"
has "names the system" by-system "SYS-B"
has "and what is in the archive" "$page" "CTL-2"
lacks "the matrix has no control of a retired system" site/frameworks/acme-1/matrix.html CTL-2
lacks "nor has its file" site/data/matrix-acme-1.csv CTL-2
has "its own page stays" site/controls/CTL-2.html "is-retired"
sed -n '/id="part_requirements"/,/<\/section>/p' site/ai-systems/SYS-A.html > of-system
has "the system's page: evidenced" of-system "is-evidenced"
has "not applicable" of-system "is-not-applicable"
lacks "a retired system has none" site/ai-systems/SYS-OLD.html 'id="part_requirements"'
json "the data" site/data/dossier.json '[.. | objects | select(.by_system? and .node? == "R-2") | .by_system[] | .state] | sort == ["evidenced", "not-applicable"]'
ok "check" "$DOSSIER" -C p check --format json
json "a gap says for whom" out '[.diagnostics[] | select(.code == "requirement-gap") | .message] == ["acme:R-4 Fourth is a gap for SYS-B"]'
end
