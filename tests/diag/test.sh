#!/bin/sh
# One fixture of tests/diag: the output of `dossier check` is exactly what its file `expect` says, and the status
# is 1 when an error stands there, or 2 when one is in dossier.yaml. The fixture's name begins with a code that must be in the output.
#   dossier.yaml   optional; else the one beside this script
#   prepare        optional; run in a copy of the fixture, for what git cannot hold
#   command        optional; the command and its options, instead of `check`
# With ACCEPT=1 the difference is shown, and on "y" the output becomes the expectation.
here=$(cd "$(dirname "$0")" && pwd)
fixture=$(cd "$1" && pwd)
name=$(basename "$fixture")
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$here/../tap.sh"

cp -R "$fixture" "$T/project"
cd "$T/project" || exit
[ -f dossier.yaml ] || cp "$here/dossier.yaml" .
[ ! -f prepare ] || sh ./prepare
command=check
[ ! -f command ] || command=$(cat command)
rm -f expect prepare command

status=0
# shellcheck disable=SC2086  # a command and its options
"$DOSSIER" $command > "$T/out" 2> "$T/err" || status=$?
[ "$command" = check ] || cat "$T/err" >> "$T/out"

if [ -n "${ACCEPT:-}" ]; then
    # shellcheck source-path=SCRIPTDIR source=../accept-file.sh
    . "$here/../accept-file.sh"
    accept_file "$name" "$T/out" "$fixture/expect"
    exit 0
fi
same "$name" "$T/out" "$fixture/expect"
[ "$tap_failed" = 0 ] || sed 's/^/# /' "$T/err"
wanted=0
! grep -q ': error: ' "$fixture/expect" || wanted=1
! grep -q '^dossier.yaml:.*: error: ' "$fixture/expect" || wanted=2
is "$name: exit status" "$status" "$wanted"
code=$(grep -o '\[[a-z-]*\]$' "$fixture/expect" | tr -d '[]' | while read -r code; do
    case $name in "$code" | "$code"-*) echo "$code" ;; esac
done | head -n 1)
is "$name: names its code" "${code:+yes}" yes
end
