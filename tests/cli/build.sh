#!/bin/sh
# dossier build: where it writes, what it leaves alone, what it refuses.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

files() { (cd "$1" && find . -type f ! -name '.*' | LC_ALL=C sort); }
# Inode, time and path of each file: what changes when a file is written again.
stamps() { (cd "$1" && find . -type f ! -name '.*' -printf '%i %T@ %p\n' | LC_ALL=C sort -k3); }

project p
ok "build" "$DOSSIER" -C p build
exists "the default output is site in the project" p/site/index.html
for path in policies/POL-1.html controls/CTL-1.html controls/CTL-2.html evidence/EV-1.html roles/index.html roles/ROLE-CHIEF.html \
    frameworks/demo-2026/index.html frameworks/demo-2026/A.1.html frameworks/demo-2026/matrix.html findings.html data/dossier.json; do
    exists "$path" "p/site/$path"
done
is "evidence is copied byte for byte" "$(find p/site/files -type f -exec cmp {} p/content/evidence/drill.xml \; -print | wc -l)" 1
is "XML evidence cannot run in a browser" "$(find p/site/files -name '*.xml' | wc -l)" 0
is "no name is longer than 120 characters" "$(files p/site | awk 'length($0) - 2 > 120' | wc -l)" 0
is "names are ASCII and safe" "$(files p/site | LC_ALL=C grep -c '[^A-Za-z0-9._/-]' || true)" 0
is "names differ in more than case" "$(files p/site | tr '[:upper:]' '[:lower:]' | uniq -d | wc -l)" 0
json "data/dossier.json is JSON" p/site/data/dossier.json 'type == "object"'

stamps p/site > before
ok "second build" "$DOSSIER" -C p build
stamps p/site > after
same "a second build touches no file" after before

cp p/site/policies/POL-1.html policy.html
rm p/site/policies/POL-1.html
ok "build after a page was deleted" "$DOSSIER" -C p build
same "the page is back" p/site/policies/POL-1.html policy.html
echo changed >> p/site/index.html
ok "build after a page was changed" "$DOSSIER" -C p build
lacks "the page is as it was" p/site/index.html changed
ls -i p/site/controls/CTL-2.html > before
sed -i 's/title: Stop authority/title: Authority to stop/' p/controls/records.yaml
ok "build after a record was changed" "$DOSSIER" -C p build
has "its page has changed" p/site/controls/CTL-1.html "Authority to stop"
sed -i '/id: CTL-2/,$d' p/controls/records.yaml
ok "build after a record was removed" "$DOSSIER" -C p build
absent "its page is gone" p/site/controls/CTL-2.html
is "no page leads to it" "$(grep -rl 'CTL-2' p/site --include='*.html' | wc -l)" 0

ok "another output" "$DOSSIER" -C p build --output elsewhere/deep/site
exists "is relative to the caller" elsewhere/deep/site/index.html
files p/site > before
files elsewhere/deep/site > after
same "and has the same files" after before
ok "once more, with a slash" "$DOSSIER" -C p build -o elsewhere/deep/site/
mkdir clean && touch clean/.gitkeep
ok "an empty output with .gitkeep" "$DOSSIER" -C p build --output clean
exists "keeps it" clean/.gitkeep

mkdir foreign && echo mine > foreign/notes.txt
exits 3 "an output with foreign files" "$DOSSIER" -C p build --output foreign
has "is refused by name" err notes.txt
is "and left alone" "$(ls -A foreign) $(cat foreign/notes.txt)" "notes.txt mine"
echo mine > p/site/notes.txt
files p/site > before
exits 3 "a foreign file in our own output" "$DOSSIER" -C p build
files p/site > after
same "changes nothing" after before
rm p/site/notes.txt
echo mine > p/site/.htaccess
"$DOSSIER" -C p --as-of 2027-01-01 build > /dev/null 2>&1 || true
exists "a hidden foreign file survives" p/site/.htaccess
rm -f p/site/.htaccess

files p/site > before
cksum p/site/index.html > index
sed -i 's/status: implemented/status: implementd/' p/controls/records.yaml
exits 1 "build with an error" "$DOSSIER" -C p build
has "says which" err "bad-value"
has "and that nothing was written" err "nothing was written"
files p/site > after
same "the old site stays" after before
is "as it was" "$(cksum p/site/index.html)" "$(cat index)"
is "nothing is left beside it" "$(ls -A p)" "$(printf 'content\ncontrols\ndossier.yaml\nsite')"

project broken
mkdir -p broken/templates/pages
printf '{#page\nurl: "{plural}/{id}.html"\neach: policy\n#}\n<p>{{ subject.ownr }}</p>\n' > broken/templates/pages/policy.html
exits 1 "build with a failing template" "$DOSSIER" -C broken build
has "names its line" err "templates/pages/policy.html:5"
absent "and writes nothing" broken/site

project secret
sed -i '/^  - id: CTL-2/a\    classification: restricted' secret/controls/records.yaml
"$DOSSIER" -C secret build --audience public --output public > out 2> err || true
is "a restricted record is nowhere in the public edition" "$(grep -rl 'Second pair of eyes' public 2> /dev/null | wc -l)" 0
end
