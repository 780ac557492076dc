#!/bin/sh
# What was written wrong counts for nothing, and the lists work all the same: never a state that is better than the truth.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"
cd "$T" || exit

mkdir -p p/content/evidence
cat > p/dossier.yaml <<'END'
dossier: 1
id: rejected
organization: Rejected
title: Rejected values
as_of: 2026-11-30
frameworks: [iso-42001-2023]
END
echo '<testsuite name="drill"><testcase name="stop"/></testsuite>' > p/content/evidence/pass.xml
cat > p/content/evidence/index.yaml <<'END'
controls:
  - id: CTL-1
    title: Its obligation is written wrong
    owner: Chief engineer
    status: implemented
    satisfies: [iso-42001:A.5.4]
    requires: [{id: drill, every: 90 days}]
  - id: CTL-2
    title: Its evidence is written wrong
    owner: Chief engineer
    status: implemented
    satisfies: [iso-42001:A.5.3]
    requires: [{id: drill, every: 90d}]
evidence:
  - {id: EV-1, title: Old pass, file: pass.xml, supports: [CTL-1/drill], collected_at: 2020-01-01T09:00:00Z}
  - {id: EV-2, title: Pass, file: pass.xml, supports: [CTL-2/drill], collected_at: 2026-11-01T09:00:00Z, valid_for: for ever}
END
exits 1 "check refuses both" "$DOSSIER" -C p check
ok "list works in spite of errors" "$DOSSIER" -C p list requirements --format json
is "an obligation with wrong terms is not met" "$(jq -r '.[] | select(.id == "A.5.4").state' out)" designed
is "an item with a wrong value meets nothing" "$(jq -r '.[] | select(.id == "A.5.3").state' out)" designed
end
