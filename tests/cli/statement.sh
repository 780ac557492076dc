#!/bin/sh
# The statement of applicability: every control of the annex once, then own controls beyond it; guidance never; page and
# file carry the same rows and columns; what is missing, doubled, unjustified or about guidance is found where it stands.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

mkdir -p p/controls/frameworks
cat > p/dossier.yaml <<'END2'
dossier: 1
id: soa
organization: Soa
title: Statement
as_of: 2026-11-30
frameworks: [acme-1]
END2
cat > p/controls/frameworks/acme-1.yaml <<'END2'
framework: {id: acme-1, alias: acme, title: Acme annex}
nodes:
  - {id: "4.1", kind: clause, title: A clause, assessable: true}
  - {id: A.1, kind: control, title: First, assessable: true, guidance: B.1}
  - {id: A.2, kind: control, title: Second, assessable: true}
  - {id: A.3, kind: control, title: Third, assessable: true}
  - {id: A.4, kind: control, title: Fourth, assessable: true}
  - {id: B.1, kind: guidance, title: How to do the first, assessable: false}
END2
cat > p/controls/frameworks/other-1.yaml <<'END2'
framework: {id: other-1, alias: other, title: Other annex}
nodes:
  - {id: A.1, kind: control, title: First of the other, assessable: true}
END2
cat > p/controls/controls.yaml <<'END2'
roles:
  - {id: ROLE-A, title: Chief}
controls:
  - {id: CTL-1, title: One, owner: ROLE-A, status: implemented, satisfies: [acme:A.1]}
  - {id: CTL-2, title: Two, owner: ROLE-A, status: planned, satisfies: [acme:A.1]}
  - {id: CTL-8, title: Decided, owner: ROLE-A, status: implemented}
  - {id: CTL-9, title: Undecided, owner: ROLE-A, status: planned, satisfies: ["acme:4.1"]}
END2
cat > p/controls/soa.yaml <<'END2'
soa:
  - {control: acme:A.1, applicable: true, justification: Needed}
  - {control: acme:A.2, applicable: false}
  - {control: acme:A.3, applicable: true, justification: Once}
  - {control: acme:A.3, applicable: true, justification: Twice}
  - {control: acme:B.1, applicable: true, justification: Guidance}
  - {control: CTL-8, applicable: true, justification: Our own, last_assessed: 2026-10-01}
  - {control: other:A.1, applicable: true, justification: From elsewhere, extra_control: true}
END2
ok "check" "$DOSSIER" -C p check --format json
json "a control without a row" out '[.diagnostics[] | select(.code == "soa-missing") | .subject] == ["acme-1:A.4"]'
json "a control with two rows, at the second" out '[.diagnostics[] | select(.code == "soa-duplicate") | [.file, .line]] == [["controls/soa.yaml", 5]]'
json "a row without a justification" out '[.diagnostics[] | select(.code == "soa-unjustified") | .line] == [3]'
json "a row about guidance" out '[.diagnostics[] | select(.code == "soa-guidance") | .line] == [6]'

ok "build" "$DOSSIER" -C p build --output "$T/site"
csv=site/data/soa-acme-1.csv
cut -d, -f1 "$csv" | tr '\n' ' ' > rows
is "the annex once each, then own controls" "$(cat rows)" "control A.1 A.2 A.3 A.3 A.4 CTL-8 other:A.1 CTL-9 "
has "status, source and owner come from the controls where a row is silent" "$csv" "A.1,First,true,Needed,partial,own,CTL-1; CTL-2,,ROLE-A,,,designed,SOA-A.1"
has "nobody has decided" "$csv" "A.4,Fourth,not stated,,,,,,,,,gap,"
has "without a justification nothing is excluded" "$csv" "A.2,Second,false,,,,,,,,,gap,SOA-A.2"
has "an own control that was decided about" "$csv" "CTL-8,Decided,true,Our own,implemented,own,CTL-8,,ROLE-A,,2026-10-01,designed,SOA-CTL-8"
page=site/frameworks/acme-1/soa.html
sed -n '/class="matrix soa"/,/<\/table>/p' "$page" > table
is "the page has as many columns, control and title in one, without the row's name" "$(grep -o '<th scope="col">' table | wc -l | tr -d ' ')" \
    "$(($(head -n 1 "$csv" | tr ',' '\n' | wc -l) - 2))"
is "and as many rows" "$(grep -c '<th scope="row">' table)" "$(($(wc -l < "$csv") - 1))"
lacks "guidance is no row" table "How to do the first"
has "own controls stand under a heading" table "Own controls beyond the annex"
end
