#!/bin/sh
# What somebody new gets wrong first, and what the program says about it.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

mkdir empty
exits 2 "a folder that is no project" "$DOSSIER" -C empty check
has "says how to get one" out "dossier init DIR"

project p
echo 'Just a text.' > p/content/policies/new.md
exits 1 "a policy without front matter" "$DOSSIER" -C p check
is "is one error" "$(grep -c ': error: ' out)" 1
has "that names what is needed" out "content/policies/new.md:1:1: error: this policy has no front matter; it needs 'id', 'title', 'version', 'owner', 'status'"
has "and who writes it" out 'dossier new policy'
printf '\n---\nid: POL-2\n---\nText.\n' > p/content/policies/new.md
exits 1 "front matter behind an empty line" "$DOSSIER" -C p check
has "says where it belongs" out "front matter begins on the first line of the file"
rm p/content/policies/new.md

sed -i 's/\[demo-2026\]/[demo]/' p/dossier.yaml
exits 2 "an alias under frameworks" "$DOSSIER" -C p check
has "names the id" out "'demo' is an alias; write demo-2026"
sed -i 's/\[demo\]/[eu-ai-act]/' p/dossier.yaml
exits 2 "an alias of several versions" "$DOSSIER" -C p check
has "names all of them" out "write eu-ai-act-2024 or eu-ai-act-2026"
end
