# Helpers for tests written in shell, which begin with:  . "$(dirname "$0")/../tap.sh"
# They print TAP and run in $T, a temporary folder of their own; $ROOT is the repository, $DOSSIER the program.
# shellcheck shell=sh
set -eu

ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
DOSSIER=${DOSSIER:-$ROOT/build/${FLAVOUR:-release}/dossier}
DOSSIER_VERIFY=${DOSSIER_VERIFY:-$ROOT/build/${FLAVOUR:-release}/dossier-verify}
export ROOT DOSSIER DOSSIER_VERIFY
export LC_ALL="${LC_ALL:-C}" TZ="${TZ:-UTC}" SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1796040000}"
if [ -z "${T:-}" ]; then            # not under tests/run.sh
    T=$(mktemp -d)
    trap 'rm -rf "$T"' EXIT
fi
cd "$T"
tap_count=0 tap_failed=0

pass() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1"
}

# fail NAME [FILE]...: the files are shown.
fail() {
    tap_count=$((tap_count + 1)) tap_failed=$((tap_failed + 1))
    echo "not ok $tap_count - $1"
    shift
    for tap_file; do
        [ ! -s "$tap_file" ] || head -n 40 "$tap_file" | sed 's/^/# /'
    done
}

skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

# The whole script cannot run here.
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

# exits STATUS NAME COMMAND...: leaves what the command printed in ./out and ./err.
exits() {
    tap_want=$1 tap_name=$2 tap_status=0
    shift 2
    "$@" > "$T/out" 2> "$T/err" || tap_status=$?
    if [ "$tap_status" = "$tap_want" ]; then
        pass "$tap_name"
    else
        echo "exit status $tap_status, not $tap_want" > "$T/why"
        fail "$tap_name" "$T/why" "$T/out" "$T/err"
    fi
}

ok() { exits 0 "$@"; }

is() {      # is NAME GOT WANTED
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        printf 'got:    %s\nwanted: %s\n' "$2" "$3" > "$T/why"
        fail "$1" "$T/why"
    fi
}

same() {    # same NAME GOT-FILE WANTED-FILE
    if diff -u "$3" "$2" > "$T/why" 2>&1; then pass "$1"; else fail "$1" "$T/why"; fi
}

has() {     # has NAME FILE TEXT
    if grep -qF -e "$3" "$2" 2> /dev/null; then pass "$1"; else echo "no '$3' in $2:" > "$T/why"; fail "$1" "$T/why" "$2"; fi
}

lacks() {   # lacks NAME FILE TEXT
    if grep -nF -e "$3" "$2" > "$T/why" 2>&1; then fail "$1" "$T/why"; else pass "$1"; fi
}

json() {    # json NAME FILE FILTER: the filter of jq must give something that is neither false nor null
    if jq -e "$3" "$2" > "$T/why" 2>&1; then pass "$1"; else fail "$1" "$T/why"; fi
}

exists() { if [ -e "$2" ]; then pass "$1"; else fail "$1"; fi; }
absent() { if [ -e "$2" ]; then fail "$1"; else pass "$1"; fi; }

# project FOLDER: a small project without errors and without findings, to be changed by the test.
project() {
    mkdir -p "$1"
    cp -R "$ROOT/tests/cli/project/." "$1"
}

# A copy of the example project, which is the repository itself.
example() {
    mkdir -p "$1/controls"
    cp -R "$ROOT/dossier.yaml" "$ROOT/content" "$1"
    for tap_file in "$ROOT"/controls/*; do
        case ${tap_file##*/} in types | frameworks | crosswalks | rules | collectors) ;; *) cp -R "$tap_file" "$1/controls" ;; esac
    done
}

end() {
    echo "1..$tap_count"
    [ "$tap_failed" = 0 ]
}
