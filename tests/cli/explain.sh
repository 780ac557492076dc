#!/bin/sh
# dossier explain: every code that the program can report has a meaning, an example and a fix.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

{
    sed -n -E 's/^(DIAG|FINDING)\([A-Z_]*, "([a-z-]*)".*/\2/p' "$ROOT/gen/base/diag_codes.def"
    sed -n -E 's/^(- )?code: //p' "$ROOT"/controls/rules/*.lua
} | sort > codes
ok "without a code" "$DOSSIER" explain
cp out all
is "lists all of them" "$(cut -d' ' -f1 all)" "$(cat codes)"
# part TITLE: the lines below a title, up to an empty one.
part() { awk -v title="$1" '$0 == title { on = 1; next } on && !NF { exit } on' out; }
while read -r code; do
    ok "$code" "$DOSSIER" explain "$code"
    is "$code: is named, with its severity" "$(head -n 1 out | grep -cE "^$code \((error|warning|note)\)$")" 1
    is "$code: has a summary" "$(sed -n 2p out | grep -cE '^[A-Z].{9,}[^.]\.$')" 1
    is "$code: has a meaning" "$(sed -n 4p out | grep -cE '^[A-Z].{19,}\.$')" 1
    is "$code: has an example" "$(part 'For example:' | grep -cE '^ {4,}.{9,}' | sed 's/^[1-9].*/yes/')" yes
    is "$code: has a fix" "$(part 'To mend it:' | grep -cE '^    [A-Z].{9,}\.$')" 1
done < codes
ok "a finding" "$DOSSIER" explain evidence-stale
has "may be accepted" out "An exception in force accepts it"
ok "an error" "$DOSSIER" explain unknown-key
lacks "may not" out "exception"
ok "a digest that differs" "$DOSSIER" explain evidence-tampered
lacks "may not either" out "An exception in force accepts it"
mkdir -p own/controls/rules
printf -- '--[[rule\ncode: role-duties\nsummary: A role without duties\nmeaning: A role that says nothing cannot be held to it.\nexample: "- {id: ROLE-1}"\nfix: Write the duties.\n]]\n' \
    > own/controls/rules/role-duties.lua
ok "a rule of the project" "$DOSSIER" -C own explain role-duties
has "says what it means" out "A role that says nothing cannot be held to it."
exits 2 "which other projects do not have" "$DOSSIER" explain role-duties
exits 2 "a code that is misspelt" "$DOSSIER" explain unknown-kye
has "says what was meant" err "did you mean 'unknown-key'?"
exits 2 "a code that is like none" "$DOSSIER" explain zzzzzzzzzzzz
lacks "guesses nothing" err "did you mean"
exits 2 "two codes" "$DOSSIER" explain unknown-key bad-value
end
