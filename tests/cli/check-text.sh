#!/bin/sh
# dossier check --format text: places, lines, carets, hints, and a count at the end.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
ok "nothing to say" "$DOSSIER" -C p check
is "the count of nothing" "$(cat out)" "0 errors, 0 warnings, 0 notes"
ok "quiet" "$DOSSIER" -C p -q check
is "quiet says nothing" "$(cat out err)" ""

sed -i 's/supports: \[CTL-1/supports: [CTL-l/' p/content/evidence/index.yaml
exits 1 "a wrong reference" "$DOSSIER" -C p check
cat > wanted << 'END'
content/evidence/index.yaml:5:16: error: no record or requirement 'CTL-l' [dangling-reference]
5 |     supports: [CTL-l/drill]
  |                ^~~~~
  = did you mean 'CTL-1'?
END
grep -A3 '^content/evidence/index.yaml:5' out > got || true
same "the place, the line, the caret and the hint" got wanted
is "the last line counts" "$(tail -n 1 out)" "1 error, 1 warning, 0 notes"
exits 1 "the default format is text" "$DOSSIER" -C p check --format text
cp out first
cd p
exits 1 "from inside the project" "$DOSSIER" check
cd ..
same "places are relative to the project" out first

exits 1 "colours" "$DOSSIER" -C p check --color always
has "colours when asked" out "$(printf '\033[')"
exits 1 "no colours" "$DOSSIER" -C p --color never check
same "none when not" out first

printf 'controls:\n  - {id: CTL-9, title: "\033[31mred\a", owner: x, status: planned}\n' > p/controls/odd.yaml
exits 1 "control characters in a file" "$DOSSIER" -C p check
lacks "never reach the terminal" out "$(printf '\033')"
end
