#!/bin/sh
# Evidence marked personal_data: its bytes are in the internal edition only, and what stands in it is on no page and in no
# data file. A word is planted in every place that a reader takes something from, and looked for in every byte of the output.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
sed -i 's/^audiences:/audiences:\n  board: {ceiling: restricted}/' p/dossier.yaml
e=p/content/evidence/people
mkdir -p $e
# PLANTED in names, results, tools, times and subjects of cases, as text and as bytes.
cat > $e/tests.xml << 'END'
<testsuite name="PLANTED suite" hostname="PLANTED-host" timestamp="2026-11-02T09:00:00Z">
  <properties><property name="PLANTED" value="PLANTED"/></properties>
  <testcase classname="PLANTED" name="PLANTED passes"/>
  <testcase classname="PLANTED" name="PLANTED fails"><failure message="PLANTED was here">PLANTED</failure></testcase>
</testsuite>
END
printf 'user,role,reviewer,decision,decided_on\nPLANTED,PLANTED,PLANTED,pending,2026-10-29\nPLANTED,operator,x,keep,2026-10-29\n' > $e/access.csv
printf '{"at":"2026-11-02T09:00:00Z","case":"PLANTED","system":"PLANTED","ai_output":"PLANTED","human_action":"override","reason":"","by_role":"PLANTED"}\n' > $e/oversight.jsonl
printf '%%PDF-1.4\n%% PLANTED\n1 0 obj <</Type /Page>> endobj\ntrailer <<>>\n%%%%EOF\n' > $e/letter.pdf
cp "$ROOT/tests/evidence/png/dot.png" $e/face.png
printf 'PLANTED' >> $e/face.png
printf 'policies:\n  - {id: PLANTED-ID}\n' > $e/people.yaml
# The seventh record names a file of the sixth and says nothing of persons: it does not matter which of the two is asked.
cat > $e/index.yaml << 'END'
evidence:
  - {id: EV-TESTS, title: Tests, file: tests.xml, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true}
  - {id: EV-ACCESS, title: Access, file: access.csv, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true}
  - {id: EV-OVERSIGHT, title: Oversight, file: oversight.jsonl, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true, redacts: EV-TESTS}
  - {id: EV-LETTER, title: Letter, file: letter.pdf, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true}
  - {id: EV-FACE, title: Face, file: face.png, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true}
  - {id: EV-PEOPLE, title: People, file: people.yaml, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z, personal_data: true}
  - {id: EV-PEOPLE-TOO, title: People too, file: people.yaml, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z}
  - {id: EV-SHOWN, title: Not about anybody, file: shown.csv, supports: [CTL-1/drill], collected_at: 2026-11-02T09:00:00Z}
END
printf 'name,value\nVISIBLE,1\n' > $e/shown.csv
printf '\nA picture: ![of a face](../evidence/people/face.png) and [the file](../evidence/people/access.csv).\n' >> p/content/policies/stop.md

# Nothing but the files themselves holds the word.
planted() { grep -rlF PLANTED "$1" | sed "s|^$1/||" | sort; }

sed -i 's/"reason":""/"reason":"PLANTED"/' $e/oversight.jsonl
ok "the internal edition" "$DOSSIER" -C p build -q --output "$T/internal"
is "has the files, and the word nowhere else" "$(planted internal)" "$(printf 'files/people/access.csv\nfiles/people/face.png\nfiles/people/letter.pdf\nfiles/people/oversight.jsonl.txt\nfiles/people/people.yaml.txt\nfiles/people/tests.xml.txt')"
has "its page says why they are in no other" internal/evidence/EV-TESTS.html "This file holds personal data. It is in no package and in no edition for others"
has "and what it is a copy of" internal/evidence/EV-OVERSIGHT.html "This is a redacted copy of"
has "the original names the copy" internal/evidence/EV-TESTS.html "A redacted copy is"

ok "an edition for others" "$DOSSIER" -C p build -q --audience board --output "$T/board"
is "holds the word nowhere" "$(planted board)" ""
is "and no file but those about nobody" "$(find board/files -type f | sort)" "$(printf 'board/files/drill.xml.txt\nboard/files/people/shown.csv')"
has "its page says so" board/evidence/EV-TESTS.html "This file holds personal data, so it does not travel"
has "counts are shown" board/evidence/EV-TESTS.html "1 failed, 1 passed"
has "and the digest" board/evidence/EV-TESTS.html "$(sha256sum < $e/tests.xml | cut -d' ' -f1)"
lacks "and no link to the bytes" board/evidence/EV-TESTS.html "files/people"
lacks "nor a picture of them" board/policies/POL-1.html "files/people"

for audience in internal board; do
    ok "the package for $audience" "$DOSSIER" -C p pack --audience $audience --output "$T/$audience.zip"
    mkdir "open-$audience"
    unzip -q "$audience.zip" -d "open-$audience"
    find "open-$audience" -name '*.zip' | while read -r inner; do unzip -q "$inner" -d "$inner.open"; done
    is "holds the word nowhere" "$(planted "open-$audience")" ""
    ok "and what is about nobody" grep -rqF VISIBLE "open-$audience"
done

printf '{"at":"2026-11-02T09:00:00Z","case":"PLANTED","system":"PLANTED","ai_output":"x","human_action":"override","reason":"","by_role":"PLANTED"}\n' > $e/oversight.jsonl
exits 1 "an override without a reason" "$DOSSIER" -C p check
has "is still found at its line" out "content/evidence/people/oversight.jsonl:1:1: error: EV-OVERSIGHT: an override without a reason [override-unexplained]"
end
