#!/bin/sh
# data/due.json and due.csv: what falls due, worked out by hand for each day asked for.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
cat > p/controls/due.yaml << 'END'
exceptions:
  - {id: EXC-1, about: CTL-2, reason: Later., approved_by: ROLE-CHIEF, expires: 2026-12-30}
controls:
  - {id: CTL-3, title: Planned, owner: ROLE-CHIEF, status: planned, review_due: 2026-12-01}
  - {id: CTL-4, title: In place, owner: ROLE-CHIEF, status: partial, review_due: 2026-11-29, retention_until: 2027-05-01}
improvements:
  - {id: IMP-1, title: Done, owner: ROLE-CHIEF, idea: I, origin: An audit, benefit: B, decision: done, due: 2026-11-01}
  - {id: IMP-2, title: Open, owner: ROLE-CHIEF, idea: I, origin: An audit, benefit: B, decision: accepted, due: 2026-12-31}
END
# due DAY: date, when, id, field of each item, in the order of the file.
due() {
    "$DOSSIER" -C p --as-of "$1" build -q --output "$T/site-$1" > err 2>&1 || true
    jq -r '.due[] | [.date, .when, .id, .row // "-", .field] | join(" ")' "site-$1/data/due.json"
}
is "on a day" "$(due 2026-11-30)" "2026-11-29 overdue CTL-4 - review_due
2026-12-30 soon EXC-1 - expires
2026-12-31 later IMP-2 - due
2027-01-29 later CTL-1 drill valid_until
2027-05-01 later CTL-4 - retention_until"
is "a deadline stays when it has passed, an event does not" "$(due 2027-06-01)" "2026-11-29 overdue CTL-4 - review_due
2026-12-31 overdue IMP-2 - due
2027-01-29 overdue CTL-1 drill valid_until"
json "as_of is said" site-2026-11-30/data/due.json '.as_of == "2026-11-30" and .version == 1'
json "the rest of an item" site-2026-11-30/data/due.json \
    '.due[3] | .days == 60 and .what == "Valid until" and .type == "control" and .title == "Stop authority" and .owner == "ROLE-CHIEF"'
is "CSV has the same" "$(tail -n +2 site-2026-11-30/data/due.csv | cut -d, -f1,3,5)" \
    "$(jq -r '.due[] | [.date, .when, .id] | join(",")' site-2026-11-30/data/due.json)"

# A field of one's own falls due as soon as its type says so.
mkdir -p p/controls/types
printf 'type: licence\nplural: licences\nover: [given_up]\nfields:\n  ends: {kind: date, due: deadline, help: "Last day."}\n  given_up: {kind: date, help: "Day it was given up."}\n' > p/controls/types/licence.yaml
printf 'licences:\n  - {id: LIC-1, title: Data, ends: 2026-12-02}\n  - {id: LIC-2, title: Data, ends: 2026-12-02, given_up: 2026-01-01}\n' > p/controls/licences.yaml
is "a type of the project" "$(due 2026-11-30 | grep LIC)" "2026-12-02 soon LIC-1 - ends"
sed -i 's/due: deadline/due: deadlin/' p/controls/types/licence.yaml
exits 1 "a word that is none" "$DOSSIER" -C p check
has "is named" out "controls/types/licence.yaml:5:27: error: 'due' must be deadline or event"
sed -i 's/due: deadlin/due: deadline/; s/given_up\]/givenup]/' p/controls/types/licence.yaml
exits 1 "a field that is none" "$DOSSIER" -C p check
has "is named as well" out "controls/types/licence.yaml:3:8: error: licence has no field or word 'givenup'"
end
