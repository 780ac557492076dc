#!/bin/sh
# Output paths that a build cannot use are refused before anything is written; what an earlier run left is cleaned up.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

in_folder() { (cd "$1" && shift && "$@"); }

project p
mkdir real
ln -s real link
ln -s nowhere dangling
ls -di real link dangling > before
for path in link link/ link/. dangling; do
    exits 3 "$path, a symbolic link" "$DOSSIER" -C p build -o "$path"
    has "is refused as one" err "is a symbolic link"
done
ls -di real link dangling > after
same "and nothing has changed" after before
is "the folder it leads to neither" "$(ls -A real)" ""
ln -s ../real p/site
exits 3 "the default output being a link" "$DOSSIER" -C p build
is "is left alone" "$(readlink p/site) $(ls -A p)" "../real $(printf 'content\ncontrols\ndossier.yaml\nsite')"
rm p/site
ok "a link above the output" "$DOSSIER" -C p build -o link/site
exists "is followed" real/site/index.html

exits 2 "an empty output" "$DOSSIER" -C p build --output ''
has "needs a value" err "--output"
exits 2 "an empty output with =" "$DOSSIER" -C p build --output=
exits 2 "an empty package name" "$DOSSIER" -C p pack -o ''
absent "and nothing is written" p/dist
mkdir here
for path in . ./ ../here "$T/here" ..; do
    exits 2 "$path, where the caller stands" in_folder here "$DOSSIER" -C ../p build -o "$path"
done
has "is refused" err "name a folder"
exits 2 "the root" "$DOSSIER" -C p build -o /
is "nothing is left in the folder" "$(ls -A here)" ""
is "nor beside it" "$(find . -maxdepth 1 -name '*dossier-new*')" ""
ok "a folder with a slash" in_folder here "$DOSSIER" -C ../p build -o out/
exists "is made" here/out/index.html
ok "a folder with a dot" in_folder here "$DOSSIER" -C ../p build -o ./out/.
echo mine > file
exits 3 "a file" "$DOSSIER" -C p build -o file
is "is left alone" "$(cat file)" mine

ln -s ../real p/.site.dossier-new
ok "a link where the new folder is made" "$DOSSIER" -C p build
exists "is removed, not followed" real/site/index.html
echo left > p/.site.dossier-new
ok "a file there" "$DOSSIER" -C p --as-of 2026-12-01 build
mkdir -p p/.site.dossier-new/deep
ln -s ../../../real p/.site.dossier-new/deep/link
ok "a folder with a link there" "$DOSSIER" -C p build
absent "all are removed" p/.site.dossier-new
exists "what the link leads to stays" real/site/index.html
exits 3 "while another build holds the folder" flock p/site "$DOSSIER" -C p build
has "it says so" err "another build is writing to the same folder"
mkdir p/.site.dossier-new
exits 3 "while another build makes the new one" flock p/.site.dossier-new "$DOSSIER" -C p build
exists "it leaves it alone" p/.site.dossier-new
ok "afterwards it builds" "$DOSSIER" -C p build
end
