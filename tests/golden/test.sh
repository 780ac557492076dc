#!/bin/sh
# One fixture of tests/golden: `project` is checked and built, and gives exactly what `expect` holds:
#   expect/check     the output of `dossier check`
#   expect/files     every path of the site (optional)
#   expect/site/…    these files of the site, byte for byte
# With ACCEPT=1 each difference is shown, and on "y" what was made becomes the expectation.
here=$(cd "$(dirname "$0")" && pwd)
fixture=$(cd "$1" && pwd)
name=$(basename "$fixture")
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$here/../tap.sh"

cp -R "$fixture/project" "$T/project"
"$DOSSIER" -C "$T/project" check > "$T/check" 2> "$T/err" || true
built=0
"$DOSSIER" -C "$T/project" build --output "$T/site" > "$T/out" 2> "$T/err" || built=$?
(cd "$T/site" && find . -type f ! -name '.*' | sed 's|^\./||' | sort) > "$T/files"

# each FUNCTION: calls it with a name, what was made, and what was expected.
each() {
    "$1" "$name: check" "$T/check" "$fixture/expect/check"
    [ ! -f "$fixture/expect/files" ] || "$1" "$name: files" "$T/files" "$fixture/expect/files"
    (cd "$fixture/expect/site" && find . -type f | sed 's|^\./||' | sort) > "$T/compared"
    while read -r path <&3; do
        "$1" "$name: $path" "$T/site/$path" "$fixture/expect/site/$path"
    done 3< "$T/compared"
}

if [ -n "${ACCEPT:-}" ]; then
    # shellcheck source-path=SCRIPTDIR source=../accept-file.sh
    . "$here/../accept-file.sh"
    each accept_file
    exit 0
fi
if [ "$built" != 0 ]; then fail "$name: builds" "$T/err"; fi
each same
end
