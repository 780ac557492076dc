#!/bin/sh
# dossier explain: every code that the program can report has an explanation.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

sed -n 's/^DIAG([A-Z_]*, "\([a-z-]*\)".*/\1/p' "$ROOT/gen/base/diag_codes.def" > codes
ok "without a code" "$DOSSIER" explain
cp out all
while read -r code; do
    ok "$code" "$DOSSIER" explain "$code"
    has "$code: is named" out "$code ("
    is "$code: is explained" "$(sed -n '4,$p' out | grep -c '^...')" 1
    has "$code: is in the list" all "$code"
done < codes
exits 2 "a code that does not exist" "$DOSSIER" explain unknown-kye
exits 2 "two codes" "$DOSSIER" explain unknown-key bad-value
end
