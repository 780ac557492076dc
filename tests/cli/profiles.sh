#!/bin/sh
# What a reader expects in a package, on its cover: slots, what fills them, and what is missing.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

mkdir -p p/controls p/content/policies
cat > p/dossier.yaml <<'E'
dossier: 1
id: slots
organization: Example
title: AI management system
as_of: 2026-11-30
frameworks: [iso-42001-2023, eu-ai-act-2026]
E
cat > p/controls/records.yaml <<'E'
scopes:
  - {id: SCOPE-1, title: Scope, boundary: The company, inclusions: [all], exclusions: [none], reason: It is small., sites: [all], ai_roles: [provider],
     interfaces: None., approved_by: Board, approved_on: 2026-05-01}
ai-systems:
  - {id: SYS-1, title: Assistant, name: Assistant, version: "1", role: [provider], risk_class: high, stage: operation, intended_purpose: To assist.,
     affected_persons: [staff], human_oversight: A person decides., jurisdictions: [EU], prohibited_uses: [none], users: [staff]}
technical-files:
  - id: TF-1
    title: Technical file of the assistant
    system: SYS-1
    version: "1.0"
    prepared_by: Engineering
    kept_until: 2036-01-01
    missing: [Annex IV.2(b)]
    section_map:
      - {section: eu-ai-act:annex-iv.1.a, documents: [POL-1, Product sheet], status: complete}
      - {section: eu-ai-act:annex-iv.2.b, documents: [none yet], status: missing}
E
cat > p/content/policies/policy.md <<'E'
---
id: POL-1
title: AI policy
version: "1"
owner: Board
status: approved
approved_by: Board
approved_on: 2026-01-10
satisfies: [iso-42001:5.2]
---
We say what we do.
E
"$DOSSIER" -C p check > said 2>&1 || true
lacks "the project has no errors" said "error:"

# cover FILE [OPTION]...: the text of the cover, a line for each row of the table of slots
cover() {
    cover_file=$1
    shift
    "$DOSSIER" -q -C p pack --output "$T/p.zip" "$@" > said 2>&1 || cat said
    unzip -p p.zip index.html | tr '\n' ' ' | sed 's|</tr>|\n|g; s|</li>|, |g; s|</p>|\n|g; s|</h[123]>|\n|g; s|<style>.*</style>||' |
        sed 's/<[^>]*>/ /g; s/&#[0-9x]*;/ /g; s/  */ /g' > "$cover_file"
}

cover plain
lacks "without a profile there are no slots" plain "What the reader expects"
cover stage1 --profile iso-42001-stage1
has "the reader is named" stage1 "Certification audit by ISO/IEC 42001, stage 1"
has "a slot names what fills it" stage1 "4.3 Determining the scope of the AI management system SCOPE-1 Scope"
has "a document fills the slots that it satisfies" stage1 "5.2 AI policy POL-1 AI policy"
has "one that nothing fills says so" stage1 "6.2 AI objectives and planning to achieve them nothing yet"
ok "and stands among those that are missing" sh -c 'sed -n "/Nothing on file/,/Slots, and/p" stage1 | grep -q "6.2 AI objectives"'
ok "the one that is filled does not" sh -c '! sed -n "/Nothing on file/,/Slots, and/p" stage1 | grep -q "5.2 AI policy"'
has "they are counted" stage1 "of 25 slots are filled"
cover stage2 --profile iso-42001-stage2
has "every requirement is a slot at stage 2" stage2 "of 70 slots are filled"
cover annex-iv --profile eu-ai-act-annex-iv
has "Annex IV has 23 points" annex-iv "of 23 slots are filled"
has "the technical file fills a section" annex-iv "POL-1 AI policy, TF-1 Technical file of the assistant, Product sheet"
has "not one that it calls missing" annex-iv "Annex IV.2(b) Design specifications: logic, key choices and assumptions, target persons, optimisation goals, expected output, trade-offs nothing yet"
cover declaration --profile eu-declaration
has "without a declaration all of its items are open" declaration "0 of 8 slots are filled"
cat >> p/controls/records.yaml <<'E'
declarations:
  - {id: DOC-EU-1, title: Declaration, system: SYS-1, provider: "Example, Main Street 1", statement: We declare., law: [eu-ai-act-2026],
     place: Bonn, date: 2026-09-01, signatory: Board, function: Chair, keep_until: 2036-09-01}
E
cover declaration --profile eu-declaration
has "a declaration fills the items that it has" declaration "Annex V.2 Provider (or authorised representative) name and address DOC-EU-1 Declaration"
ok "and no other" sh -c 'sed -n "/Nothing on file/,/Slots, and/p" declaration | grep -q "Annex V.7 Notified body"'
sed -i '/^declarations:/,$d' p/controls/records.yaml
sed -i '/^technical-files:/,$d' p/controls/records.yaml
sed -i 's/, eu-ai-act-2026//' p/dossier.yaml
cover outside --profile eu-ai-act-annex-iv
has "what is outside the scope is said" outside "so nothing is said about it"
lacks "and not counted" outside "slots are filled"

exits 2 "a profile that is none" "$DOSSIER" -C p pack --profile iso-42001-stage3 --output none.zip
has "the nearest is named" err "did you mean 'iso-42001-stage"
absent "nothing is written" none.zip
echo 'package: {profile: eu-declaratoin}' >> p/dossier.yaml
exits 1 "a profile in the settings that is none" "$DOSSIER" -C p check
has "stands at its place" out "dossier.yaml:7:20: error: there is no profile 'eu-declaratoin' for packages"
has "with the nearest" out "did you mean 'eu-declaration'"

# One of the project's own is one file.
sed -i '$d' p/dossier.yaml
mkdir -p p/templates/package
cat > p/templates/package/board.html <<'E'
{% layout "cover" %}
{% block "prepared_for" %}{% include "prepared-for", { reader = "The board" } %}{% endblock %}
{% block "slots" %}
{% include "slots", { framework = "iso-42001", requirements = { "5.2" } } %}
{% endblock %}
E
cover board --profile board
has "a profile of the project's own" board "Prepared for The board"
has "with its slots" board "1 of 1 slots are filled"
end
