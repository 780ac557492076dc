#!/bin/sh
# dossier check --format github: workflow commands, one a line, with escapes.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
ok "no findings" "$DOSSIER" -C p check --format github
is "no lines" "$(wc -c < out)" 0
mkdir 'p/controls/a,b:c 100%'
printf 'controls:\n  - {id: CTL-9, title: T, owner: Someone, status: "50%%: half, no"}\n' > 'p/controls/a,b:c 100%/x.yaml'
exits 1 "an error" "$DOSSIER" -C p check --format github
is "is one line" "$(wc -l < out)" 1
is "with an escaped place" "$(cut -d' ' -f1-2 out | sed 's/::bad-value.*//' | head -n 1)" "::error file=p/controls/a%2Cb%3Ac"
has "line, column and the one behind the last" out ',line=2,col=51,endColumn=66,title=bad-value::'
has "and an escaped message" out "::'50%25: half, no' is no status"
rm -r p/controls/a*
ok "a warning" "$DOSSIER" -C p --as-of 2027-03-01 check --format github
is "is a warning" "$(grep -c '^::warning file=p/content/evidence/index.yaml,line=2,col=9,endColumn=13,title=evidence-stale::EV-1' out)" 1
cd p
ok "from within the project" "$DOSSIER" --as-of 2027-03-01 check --format github
has "paths begin there" "$T/out" "file=content/evidence/index.yaml,"
cd ..
ok "with an absolute folder" "$DOSSIER" -C "$T/p" --as-of 2027-03-01 check --format github
has "paths hold nothing of the machine" out "file=content/evidence/index.yaml,"
sed -i 's/status: planned/status: plannd/' p/controls/records.yaml
exits 1 "a hint" "$DOSSIER" -C p check --format github
has "stands on a line of its own" out "%0Adid you mean 'planned'?"
end
