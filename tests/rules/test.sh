#!/bin/sh
# One rule of controls/rules: what `dossier check` says with its codes about the project in `yes` is exactly `expect`,
# and about the project in `no`, which is as good as the same, it says nothing. Both are laid over dossier.yaml and
# base.yaml beside this script.
# With ACCEPT=1 the difference is shown, and on "y" the output becomes the expectation.
here=$(cd "$(dirname "$0")" && pwd)
fixture=$(cd "$1" && pwd)
name=$(basename "$fixture")
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$here/../tap.sh"

# The codes of a rule; a fixture of another name is about a code of the compiler's own.
codes=$name
[ ! -f "$ROOT/controls/rules/$name.lua" ] || codes=$(sed -n '/^\]=*\]/q; s/^-* *code: *//p' "$ROOT/controls/rules/$name.lua")

# findings FOLDER: only the diagnostics with these codes, each with the lines below it.
findings() {
    rm -rf "$T/project"
    mkdir -p "$T/project/controls"
    cp "$here/dossier.yaml" "$T/project/"
    cp "$here/base.yaml" "$T/project/controls/"
    cp -R "$fixture/$1/." "$T/project"
    status=0
    "$DOSSIER" -C "$T/project" check > "$T/all" 2>&1 || status=$?
    awk -v codes="$codes" '
        BEGIN { n = split(codes, code, /[ \n]+/) }
        /^$|^[0-9]+ errors?, |^ +[0-9]+ [a-z0-9-]+$/ { shown = 0 }
        /: (error|warning|note): .*\[[a-z0-9-]*\]$/ || /^(error|warning|note): .*\[[a-z0-9-]*\]$/ {
            shown = 0
            for (i = 1; i <= n; i++)
                if (substr($0, length($0) - length(code[i]) - 1) == "[" code[i] "]")
                    shown = 1
        }
        shown { print }' "$T/all"
}

findings yes > "$T/yes"
if [ -n "${ACCEPT:-}" ]; then
    # shellcheck source-path=SCRIPTDIR source=../accept-file.sh
    . "$here/../accept-file.sh"
    accept_file "$name" "$T/yes" "$fixture/expect"
    exit 0
fi
same "$name: yes" "$T/yes" "$fixture/expect"
wanted=0
! grep -q ': error: ' "$fixture/expect" || wanted=1
is "$name: yes: exit status" "$status" "$wanted"
is "$name: says something" "$(wc -l < "$fixture/expect" | sed 's/^ *0$/nothing/; s/^ *[0-9]*$/something/')" something
findings no > "$T/no"
if [ -s "$T/no" ]; then fail "$name: no" "$T/no"; else pass "$name: no"; fi
[ "$status" = 0 ] || sed 's/^/# /' "$T/all"
is "$name: no: exit status" "$status" 0
end
