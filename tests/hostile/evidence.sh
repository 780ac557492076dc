#!/bin/sh
# Hostile evidence in a project: each file gets a state and a reason within seconds and megabytes, none of them passes, and
# none stops the others.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
e=p/content/evidence/hostile
mkdir -p $e
many() { awk -v n="$1" -v piece="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", piece }'; }
case='<testcase name="a"/>'

printf '<!DOCTYPE testsuite SYSTEM "http://example.com/x.dtd"><testsuite>%s</testsuite>' "$case" > $e/doctype.xml
{
    printf '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    for n in 1 2 3 4 5 6 7 8 9; do printf '<!ENTITY a%s "' $n; many 10 "\\&a$((n - 1));"; printf '">'; done
    printf ']><testsuite>%s&a9;</testsuite>' "$case"
} > $e/laughs.xml
{ printf '<testsuite><testcase name="a" '; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "a%d=\"1\" ", i }'; printf '/></testsuite>'; } > $e/attributes.xml
{ many 100000 '<testsuite>'; printf '%s' "$case"; many 100000 '</testsuite>'; } > $e/deep.xml
{ printf '{"version":"2.1.0","runs":['; many 100000 '['; many 100000 ']'; printf ']}'; } > $e/deep.json
printf '<testsuite tests="2">%s<testcase na' "$case" > $e/truncated.xml
printf '<testsuite><testcase name="a\0b"/></testsuite>' > $e/nul.xml
printf '<testsuite><testcase name="caf\351"/></testsuite>' > $e/latin.xml
printf '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"caf\351"}},"results":[]}]}' > $e/latin.json
printf '{"version":"2.1.0","runs":[],"version":"2.1.0"}' > $e/twice.json
{ printf '<testsuite><testcase name="'; many 2000000 'x'; printf '"/></testsuite>'; } > $e/long.xml
: > $e/empty.xml
{
    echo 'evidence:'
    for file in doctype.xml laughs.xml attributes.xml deep.xml deep.json truncated.xml nul.xml latin.xml latin.json twice.json long.xml empty.xml; do
        echo "  - {id: EV-$file, title: Hostile, file: $file, supports: [CTL-1/drill], collected_at: 2026-11-29T09:00:00Z}"
    done
} > $e/index.yaml

ok "a list of them" timeout 60 "$DOSSIER" -C p list evidence --format json
cp out states
for file in $(sed -n 's/.*id: EV-\([a-z.]*\),.*/\1/p' $e/index.yaml); do
    is "$file has no result" "$(jq -r --arg id "EV-$file" '.[] | select(.id == $id) | .state' states)" no-result
done
is "the others are what they were" "$(jq -r '.[] | select(.id == "EV-1") | .state' states)" supports
ok "the project can be built" timeout 60 "$DOSSIER" -C p build -q --output "$T/site"
for text in "DOCTYPE</span>" "more than 256 attributes" "nested deeper than 256" "nested deeper than 200" "stands in this object twice" "refused, a tag is longer than" "the file is empty"; do
    ok "a page says: $text" grep -rqF "$text" site/evidence
done
if /usr/bin/time -f %M true > /dev/null 2>&1 && [ "${FLAVOUR:-release}" = release ]; then
    memory=$( { /usr/bin/time -f %M "$DOSSIER" -C p list evidence --format json > /dev/null; } 2>&1 | tail -n 1)
    is "in less than 200 MB" "$([ "$memory" -lt 200000 ] && echo yes || echo "$memory kB")" yes
fi

# What is no file of the project is never opened, or not read: an error at its record, and the others are judged.
mkfifo $e/pipe.xml
ln -s /etc/passwd $e/link.xml
ln -s ../../../../secret $e/folder
truncate -s 1T $e/sparse.xml
mkdir -p secret
printf '<testsuite>%s</testsuite>' "$case" > secret/pass.xml
for file in pipe.xml link.xml folder/pass.xml sparse.xml ../../../../secret/pass.xml /etc/passwd; do
    echo "  - {id: EV-X$(printf %s "$file" | tr -c 'a-z.\n' -), title: Hostile, file: $file, supports: [CTL-1/drill], collected_at: 2026-11-29T09:00:00Z}" >> $e/index.yaml
done
exits 1 "files that are none" timeout 60 "$DOSSIER" -C p check
cp out said
for file in pipe.xml link.xml folder/pass.xml; do has "it says: $file" said "'content/evidence/hostile/$file': is not a regular file inside the project"; done
has "it says: sparse.xml" said "'content/evidence/hostile/sparse.xml': is larger than allowed"
is "each at its record" "$(grep -c 'index.yaml:.*: error: .*\[unreadable-file\]' said)" 6
ok "a list of all" timeout 60 "$DOSSIER" -C p list evidence --format json
is "none of them passes" "$(jq -r '.[] | select(.id | startswith("EV-X")) | .state' out | sort | uniq -c | tr -s ' ')" " 6 missing"

# A file that changes while the site is made: what was judged and what was copied are the same bytes, or nothing is written.
rm -rf p site
project p
head -c 4000000 /dev/zero > p/content/evidence/moving.bin
echo '  - {id: EV-MOVING, title: It moves, file: moving.bin, supports: [CTL-1], collected_at: 2026-11-29T09:00:00Z}' >> p/content/evidence/index.yaml
( n=0; while [ ! -e stop ]; do n=$((n + 1)); printf '%s' "$n" | dd of=p/content/evidence/moving.bin conv=notrunc 2> /dev/null; done ) &
writer=$!
refused=0 agreed=0 wrong=0
for run in 1 2 3 4 5 6 7 8; do
    rm -rf site
    status=0
    "$DOSSIER" -C p build -q --output "$T/site" > out 2> err || status=$?
    if [ $status = 3 ] && grep -q "changed while it was being read" err && [ ! -e site ]; then
        refused=$((refused + 1))
    elif [ $status = 0 ] && grep -qF "$(sha256sum < site/files/moving.bin.txt | cut -d' ' -f1)" site/evidence/EV-MOVING.html; then
        agreed=$((agreed + 1))
    else
        wrong=$((wrong + 1))
    fi
done
touch stop
wait $writer
is "of $refused refused and $agreed whole sites none is wrong" $wrong 0
is "and a change is noticed" "$([ $refused -gt 0 ] && echo yes || echo no)" yes
end
