#!/bin/sh
# The page of an item of evidence, and the history on the page of a control: what stands there was worked out by hand.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
e=p/content/evidence
# 60 cases: 40 fail, 12 are skipped, the others pass; the failures come last.
{
    echo '<testsuite name="many">'
    for n in $(seq 8); do echo "<testcase name=\"good-$n\"/>"; done
    for n in $(seq 12); do echo "<testcase name=\"left-$n\"><skipped/></testcase>"; done
    for n in $(seq 40); do echo "<testcase name=\"bad-$n\"><failure message=\"wrong &lt;b>$n&lt;/b>\"/></testcase>"; done
    echo '</testsuite>'
} > $e/many.xml
echo '{"results":{"arc":{"alias":"arc","acc,none":0.62,"acc_stderr,none":0.01}},"versions":{"arc":1},"n-shot":{"arc":0},"config":{"limit":null},"date":1790000000}' > $e/lm.json
cat > $e/more.yaml << 'END'
evidence:
  - {id: EV-MANY, title: Many cases, file: many.xml, supports: [CTL-1/drill], observed_from: 2026-11-01, observed_to: 2026-11-10, collected_at: 2026-11-12T09:00:00Z, received_at: 2026-11-13T09:00:00Z, population: 60, sample: 60, tool_version: runner 7.1, command: [runner, --all], exit_status: 3, systems: []}
  - {id: EV-LM, title: Numbers, file: lm.json, supports: [CTL-1], collected_at: 2026-11-20T09:00:00Z, thresholds: [{metric: acc, min: 0.6}, {metric: acc, max: 0.61}, {metric: nobody, min: 1}]}
  - {id: EV-OLD, title: The first drill, supports: [CTL-1/drill], collected_at: 2026-03-01T09:00:00Z}
END
mv $e/more.yaml $e/more.evidence.yaml
"$DOSSIER" inspect --format json $e/lm.json > inspected || true
json "the numbers are read" inspected '.metrics | map(.name) | index("acc")'
"$DOSSIER" -C p check > checked || true
has "a limit for a number that is not there is said" checked "EV-LM: the limit for 'nobody' judges nothing [evidence-warning]"
ok "build" "$DOSSIER" -C p build -q --output "$T/site"
page=site/evidence/EV-MANY.html

rows() { sed -n "/id=\"table_cases\"/,/<\/table>/p" "$1" | grep -o '<tr><th scope="row">[a-z]*' | sed 's/.*>//' | uniq -c | tr -s ' \n' ' '; }
is "the worst first, 30 of what failed, 10 of what was left out, and what passed" "$(rows $page)" " 30 bad 10 left 8 good "
has "it says what was cut" $page "48 of 60 cases, what went wrong first"
has "and where it is" $page "12 more are in the file."
has "messages are escaped" $page "wrong &lt;b&gt;1&lt;/b&gt;"
lacks "failures do not stand among the facts as well" $page '<th scope="row">failed</th>'
for word in "runner 7.1" "runner --all" "2026-11-01 to 2026-11-10" "not in the ledger: no collector took it"; do has "provenance: $word" $page "$word"; done
is "the bar in words" "$(grep -o 'aria-label="observed[^"]*"' $page)" 'aria-label="observed from 2026-11-01, observed to 2026-11-10, collected 2026-11-12, valid until 2027-02-08; as of 2026-11-30"'

page=site/evidence/EV-LM.html
is "nothing was observed but when it was taken" "$(grep -o 'aria-label="collected[^"]*"' $page)" 'aria-label="collected 2026-11-20, valid until 2027-02-18; as of 2026-11-30"'
numbers() { sed -n '/id="table_numbers"/,/<\/table>/p' "$1" | tr -d '\n' | sed 's/<\/tr>/\n/g' | sed 's/<svg.*<\/svg>//; s/<[^>]*>/ /g' | tr -s ' ' | sed -n 's/^ \(acc .*\)/\1/p'; }
is "each limit with its result" "$(numbers $page)" "acc arc 0.62 at least 0.6 pass this record 
acc arc 0.62 at most 0.61 fail this record "
has "one that is missed makes it contradict" $page "</a>: acc (arc) is 0.62, above 0.61"

# Evidence of March held for 90 days, that of October and November since.
page=site/controls/CTL-1.html
has "the lapse is seen" $page "Nothing was in date: from 2026-05-31 to 2026-10-30."
has "the history in words" $page 'aria-label="4 items from 2026-03-01 to 2026-11-20, the last one: contradicts"'
is "a mark for each item, by what it says" "$(grep -o 'class="mark is-[a-z]*' $page | sed 's/.*is-//' | tr '\n' ' ')" "supports supports contradicts contradicts "

# Of bytes that a browser could run, none has a name that makes it.
i=0
for name in page.html image.svg page.xhtml run.js mail.mhtml styled.xml noextension x.htm a.shtml script.mjs data.yaml trace.log s.css y.svgz z.xsl; do
    i=$((i + 1))
    printf '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>' > "$e/$name"
    printf '  - {id: EV-H%s, title: Hostile, file: %s, supports: [CTL-1], collected_at: 2026-11-20T09:00:00Z}\n' $i $name >> $e/more.evidence.yaml
done
for name in a.png b.jpg c.pdf d.csv e.json f.zip g.xlsx h.txt; do
    i=$((i + 1))
    printf '<html><script>alert(1)</script></html>' > "$e/$name"
    printf '  - {id: EV-H%s, title: Hostile, file: %s, supports: [CTL-1], collected_at: 2026-11-20T09:00:00Z}\n' $i $name >> $e/more.evidence.yaml
done
ok "hostile bytes" "$DOSSIER" -C p build -q --output "$T/site"
is "have names that are inert" "$(find site/files -type f | sed 's/.*\.//' | sort -u | tr '\n' ' ')" "csv jpg json pdf png txt xlsx zip "
same "and are what they were" site/files/page.html.txt $e/page.html
lacks "nothing of them is in their pages" site/evidence/EV-H1.html "<script>alert"
is "no page embeds one" "$(grep -lE '<(iframe|embed|object|script)[^>]*files/' site/evidence/*.html | wc -l)" 0
end
