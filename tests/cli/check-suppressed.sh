#!/bin/sh
# Exceptions in force suppress findings: these are shown as such in every format, fail nothing, and no state changes.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

# A project whose control CTL-1 fails its drill on 2027-03-01, by lapse.
project p
state() { "$DOSSIER" -C p --as-of "$1" list controls --format json | jq -r '.[] | select(.id == "CTL-1") | .state'; }
findings() { "$DOSSIER" -C p --as-of "$1" check --format json; }
exits 1 "a lapse fails the run" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning
is "the control is stale" "$(state 2027-03-01)" stale
findings 2027-03-01 > before

cat > p/controls/exceptions.yaml << 'END'
exceptions:
  - id: EXC-1
    about: CTL-1
    reason: The site is closed for repairs.
    approved_by: ROLE-CHIEF
    approved_on: 2027-02-01
    expires: 2027-03-15
END
ok "with an exception about its control it does not" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning
has "it is shown with its last day" out "= suppressed by EXC-1 until 2027-03-15, approved by ROLE-CHIEF"
has "and counted" out "(1 suppressed)"
is "the control is stale all the same" "$(state 2027-03-01)" stale
findings 2027-03-01 > after
is "nothing is dropped" "$(jq '[.diagnostics[] | select(.subject != "EXC-1") | [.code, .subject, .message, .severity]]' after)" "$(jq '[.diagnostics[] | [.code, .subject, .message, .severity]]' before)"
json "JSON says by what" after '.diagnostics[] | select(.code == "evidence-stale")
    | .suppressed == {"exception":"EXC-1","expires":"2027-03-15","reason":"The site is closed for repairs.","approved_by":"ROLE-CHIEF"}'
json "of a finding that is not suppressed it says null" before '.diagnostics | length > 0 and all(.suppressed == null and has("suppressed"))'
json "and counts them among the warnings" after '.summary.suppressed == 1 and .summary.warnings == ([.diagnostics[] | select(.severity == "warning")] | length)'
ok "in SARIF" "$DOSSIER" -C p --as-of 2027-03-01 check --format sarif
json "it is a suppression" out '[.runs[0].results[] | select(.suppressions | length > 0)] | length == 1
    and (.[0].suppressions[0] | .kind == "external" and .status == "accepted" and .justification == "The site is closed for repairs." and .properties.expires == "2027-03-15")'
ok "in JUnit" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning --format junit
is "it is skipped" "$(xmllint --xpath 'string(//testcase[@name="evidence-stale"]/skipped/@message)' out)" "1 found, 1 of them suppressed by exceptions"
is "with its last day" "$(xmllint --xpath 'contains(//testcase[@name="evidence-stale"]/system-out, "until 2027-03-15")' out)" true
ok "for GitHub" "$DOSSIER" -C p --as-of 2027-03-01 check --format github
is "it is a notice" "$(grep -c '^::notice .*title=evidence-stale::.*%0Asuppressed by EXC-1 until 2027-03-15' out)" 1
ok "the site" "$DOSSIER" -C p --as-of 2027-03-01 build --output site
is "says so on its page of findings" "$(grep -c 'until 2027-03-15' site/findings.html)" 1

ok "on its last day it is in force" "$DOSSIER" -C p --as-of 2027-03-15 check --fail-on warning
exits 1 "on the day after it is not" "$DOSSIER" -C p --as-of 2027-03-16 check --fail-on warning
lacks "it suppresses nothing" out "suppressed"
has "and is a finding itself" out "EXC-1 expired on 2027-03-15 [exception-expired]"
exits 1 "before its approval it is not in force either" "$DOSSIER" -C p --as-of 2027-01-31 check --fail-on warning
lacks "it suppresses nothing then" out "suppressed"

sed -i 's/about: CTL-1/about: CTL-2/' p/controls/exceptions.yaml
exits 1 "about another control it accepts nothing here" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning
sed -i 's/about: CTL-2/about: EV-1/' p/controls/exceptions.yaml
ok "about the evidence itself it does" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning
sed -i 's/about: EV-1/about: demo-2026:A.2/' p/controls/exceptions.yaml
exits 1 "about a requirement it accepts the requirement's own findings only" "$DOSSIER" -C p --as-of 2027-03-01 check --fail-on warning
sed -i 's/satisfies: .*//' p/controls/records.yaml
ok "a gap" "$DOSSIER" -C p --as-of 2026-11-30 list requirements
sed -i 's/2027-02-01/2026-02-01/' p/controls/exceptions.yaml
"$DOSSIER" -C p check --format json > out
json "of the requirement it is about is suppressed" out '[.diagnostics[] | select(.code == "requirement-gap" and .suppressed) | .subject] == ["demo-2026:A.2"]'

# What no exception accepts.
project q
sed 's/CTL-1/EV-1/; s/2027-02-01/2026-02-01/' > q/controls/exceptions.yaml << 'END'
exceptions:
  - {id: EXC-1, about: CTL-1, reason: None., approved_by: ROLE-CHIEF, approved_on: 2027-02-01, expires: 2027-03-15}
  - {id: EXC-2, about: EXC-3, reason: None., approved_by: ROLE-CHIEF, expires: 2027-03-15}
  - {id: EXC-3, about: CTL-2, reason: None., approved_by: ROLE-CHIEF, expires: 2026-03-15}
END
echo ' ' >> q/content/evidence/drill.xml
sed -i 's/^\( *\)file: drill.xml/&\n\1sha256: 0000000000000000000000000000000000000000000000000000000000000001/' q/content/evidence/index.yaml
exits 1 "a digest that differs, an exception that expired" "$DOSSIER" -C q check --fail-on warning --format json
json "are not suppressed" out '[.diagnostics[] | select(.code == "evidence-tampered" or .code == "exception-expired") | .suppressed] == [null, null]'
sed -i 's/reason: None\., approved_by: ROLE-CHIEF, approved_on/reason: "", approved_by: ROLE-CHIEF, approved_on/; s/EV-1/CTL-1/' q/controls/exceptions.yaml
exits 1 "an exception without a reason" "$DOSSIER" -C q --as-of 2027-03-01 check --format json
json "is an error, and accepts nothing" out '.summary.errors == 1 and .summary.suppressed == 0'
end
