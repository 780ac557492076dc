#!/bin/sh
# A package made against the one before it: what is new, replaced, withdrawn or the same.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
mkdir -p p/content/evidence/more
printf 'one\n' > p/content/evidence/more/one.txt
printf 'two\n' > p/content/evidence/more/two.txt
cat > p/content/evidence/more/index.yaml <<'E'
evidence:
  - {id: EV-ONE, title: One, file: one.txt, supports: [CONTROL], collected_at: 2026-11-01T00:00:00Z}
  - {id: EV-TWO, title: Two, file: two.txt, supports: [CONTROL], collected_at: 2026-11-01T00:00:00Z}
E
sed -i "s/CONTROL/$("$DOSSIER" -C p list control --format json | jq -r '.[0].id')/" p/content/evidence/more/index.yaml
ok "the first package" "$DOSSIER" -C p pack --output "$T/first.zip"
ok "nothing has changed" "$DOSSIER" -C p pack --since first.zip --output "$T/same.zip"
unzip -p same.zip data/since.txt > since.txt
has "nothing is new" since.txt "new: 0"
has "nothing is replaced" since.txt "replaced: 0"
has "nothing is withdrawn" since.txt "withdrawn: 0"
has "it names the one before" since.txt "Since: first.zip"
has "and its content" since.txt "Content-SHA256: $("$DOSSIER" digest first.zip | cut -c1-64)"
is "so no file is named" "$(sed '1,/^$/d' since.txt)" ""
ok "the file is part of what is signed" sh -c 'unzip -p same.zip manifest-sha256.txt | grep -q "  data/since.txt$"'
judge() { "$DOSSIER" verify "$1" --format json | jq -r .verdict; }
is "the package is whole" "$(judge same.zip || true)" UNSIGNED

printf 'three\n' > p/content/evidence/more/three.txt
printf 'one, again\n' > p/content/evidence/more/one.txt
rm p/content/evidence/more/two.txt
sed -i 's/EV-TWO, title: Two, file: two.txt/EV-THREE, title: Three, file: three.txt/' p/content/evidence/more/index.yaml
ok "the second package" "$DOSSIER" -C p pack --since first.zip --output "$T/second.zip"
unzip -p second.zip data/since.txt | sed '1,/^$/d' > changes
has "a new file" changes "new        data/site/files/"
has "a replaced one" changes "replaced   data/source/content/evidence/more/index.yaml"
has "a withdrawn one" changes "withdrawn  data/site/files/"
has "new evidence by its name" changes "three.txt"
is "the lines are sorted" "$(cut -c12- changes)" "$(cut -c12- changes | LC_ALL=C sort)"
unzip -p second.zip index.html > cover.html
has "the cover says so" cover.html "Since the last package"
has "and names the one before" cover.html "first.zip"
ok "the same again gives the same bytes" "$DOSSIER" -C p pack --since first.zip --output "$T/third.zip" --jobs 1
ok "... indeed" cmp second.zip third.zip
printf x >> first.zip
exits 4 "against one that is broken" "$DOSSIER" -C p pack --since first.zip --output "$T/none.zip"
exits 3 "against one that is not there" "$DOSSIER" -C p pack --since absent.zip --output "$T/none.zip"
absent "nothing is written" none.zip

# Nested, the names are those that the files have once all is unpacked.
for i in $(seq 950); do
    echo "$i" > "p/content/evidence/more/$i.txt"
    echo "  - {id: EV-N$i, title: Number $i, file: $i.txt, supports: [$(sed -n 's/.*EV-ONE.*supports: \[\([^]]*\)\].*/\1/p' p/content/evidence/more/index.yaml)], collected_at: 2026-11-01T00:00:00Z}"
done >> p/content/evidence/more/index.yaml
ok "a large one against a small one" "$DOSSIER" -C p pack --since second.zip --output "$T/large.zip"
ok "is nested" sh -c 'unzip -l large.zip | grep -q data/site.zip'
is "all that came is new" "$(unzip -p large.zip data/since.txt | grep -c '^new  *data/site/files/')" 950
printf 'other\n' > p/content/evidence/more/7.txt
ok "a large one against a large one" "$DOSSIER" -C p pack --since large.zip --output "$T/larger.zip"
unzip -p larger.zip data/since.txt > since.txt
has "finds the file that was replaced" since.txt "replaced: 1"
end
