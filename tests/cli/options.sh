#!/bin/sh
# Options stand anywhere; -C moves the project, not the caller; the library is found beside the program.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
ok "before the command" "$DOSSIER" -C p --as-of 2026-11-30 list controls --format json
cp out first
ok "behind the operands" "$DOSSIER" list controls --format json -C p --as-of 2026-11-30
same "is the same" out first
ok "between" "$DOSSIER" --as-of=2026-11-30 list --format=json controls --directory p
same "is the same, too" out first
ok "behind a double dash" "$DOSSIER" -C p list --format json -- controls
same "stand operands" out first
ok "behind the operands, whatever POSIXLY_CORRECT says" env POSIXLY_CORRECT=1 "$DOSSIER" list controls --format json -C p --as-of 2026-11-30
same "is still the same" out first
ok "the path of the project may be absolute" "$DOSSIER" -C "$T/p" list controls --format json
same "is the same once more" out first
ok "an output path is the caller's" "$DOSSIER" build -C p -o here
exists "here" here/index.html
ok "version" "$DOSSIER" version
is "says name and number" "$(sed 's/[0-9][0-9.]*$/N/' out)" "dossier N"

exits 2 "a misspelt command" "$DOSSIER" buid
has "is mended" err "there is no command 'buid'; did you mean 'build'?"
exits 2 "a misspelt option" "$DOSSIER" -C p check --fromat=json
has "is mended, too" err "there is no option '--fromat'; did you mean '--format'?"
exits 2 "a misspelt option of every command" "$DOSSIER" --directroy p check
has "is mended as well" err "did you mean '--directory'?"
exits 2 "a command like no other" "$DOSSIER" frobnicate
lacks "is not" err "did you mean"
exits 2 "an unknown letter" "$DOSSIER" -C p check -xq
has "is named" err "there is no option '-x'"
exits 2 "a value for an option without one" "$DOSSIER" -C p check --quiet=yes
has "is not taken" err "'--quiet' takes no value"
exits 2 "a wrong word" "$DOSSIER" -C p list controls --format yaml
has "is answered with the right ones" err "'yaml' is no value of --format, which takes text, json or csv"
if [ -c /dev/full ]; then
    for arguments in 'check --format json' 'list controls' 'version' '--help' 'check --help'; do
        # shellcheck disable=SC2086
        exits 3 "$arguments on a full disk" sh -c '"$@" > /dev/full' sh "$DOSSIER" -C p $arguments
        has "says so" err "cannot write all of the output"
    done
else
    skip "output on a full disk" "there is no /dev/full"
fi

mv p moved
ok "a project works where it is moved to" "$DOSSIER" -C moved build -o there
ok "with the same bytes" diff -r here there

mkdir -p installed/bin installed/share/dossier/controls
cp "$DOSSIER" installed/bin/dossier
cp -R "$ROOT/templates" "$ROOT/themes" installed/share/dossier
for folder in types frameworks crosswalks rules collectors; do
    [ ! -d "$ROOT/controls/$folder" ] || cp -R "$ROOT/controls/$folder" installed/share/dossier/controls
done
ok "an installed program finds its library" installed/bin/dossier -C moved build -o thence
ok "and makes the same" diff -r here thence
ok "stages are told with -v" "$DOSSIER" -v -C moved build -o again
is "as lines with seconds and megabytes" "$(grep -cE '^stage [a-z]+ wall [0-9]+\.[0-9]+ cpu [0-9]+\.[0-9]+ peak [0-9]+$' err | sed 's/^[1-9][0-9]*$/some/')" some
end
