#!/bin/sh
# Runs suites of tests and counts: tests/run.sh SUITE... ("all": every suite that must pass).
# Each test is a process of its own in a temporary folder of its own and prints TAP; tests/README.md says how to add one.
set -eu
cd "$(dirname "$0")/.."

export ROOT="$PWD" FLAVOUR="${FLAVOUR:-release}"
export DOSSIER="${DOSSIER:-$ROOT/build/$FLAVOUR/dossier}"
export DOSSIER_VERIFY="${DOSSIER_VERIFY:-$ROOT/build/$FLAVOUR/dossier-verify}"
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1796040000 CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS="${ASAN_OPTIONS:-abort_on_error=0:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}" TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1}"
umask 022

# The tests of a suite, one a line: name and command.
tests_of() {
    case $1 in
    unit)
        for source in tests/unit/*_test.c; do
            name=$(basename "$source" .c)
            echo "unit/$name build/$FLAVOUR/tests/unit/$name"
        done ;;
    diag)         fixtures diag ;;
    golden)       fixtures golden; fixtures verdict ;;
    cli)          scripts cli; scripts data ;;
    package | hostile | browser) scripts "$1" ;;
    verdict | rules) fixtures "$1" ;;
    data)         scripts data ;;
    reproducible) echo "reproducible sh tests/reproducible.sh" ;;
    *)            return 2 ;;
    esac
}

scripts() {
    for script in tests/"$1"/*.sh; do
        [ ! -f "$script" ] || echo "$1/$(basename "$script" .sh) sh $script"
    done
}

fixtures() {
    for folder in tests/"$1"/*/; do
        [ ! -d "$folder" ] || echo "$1/$(basename "$folder") sh tests/$1/test.sh ${folder%/}"
    done
}

# Reads what a test printed; writes what is worth showing, and "passed failed skipped" to `tally`.
judge() {
    awk -v name="$1" -v status="$2" -v tally="$3" '
        function failure(text) { failed++; print "FAIL " name ": " text }
        /^(not )?ok([ \t]|$)/ {
            n++; shown = 0
            if (/# *SKIP/) { skipped++; sub(/^(not )?ok[ 0-9]*(- *)?/, ""); sub(/ *# *SKIP */, ": "); sub(/^: /, ""); print "skip " name ": " $0 }
            else if (/^ok/) passed++
            else { shown = 1; sub(/^not ok[ 0-9]*(- *)?/, ""); failure($0) }
            next
        }
        /^1\.\.0/ { n++; skipped++; sub(/^1\.\.0[ \t]*#? *(SKIP)? */, ""); print "skip " name ": " $0; next }
        /^1\.\.[0-9]/ { plan += substr($1, 4); next }
        shown { print "    " $0 }
        END {
            if (status == 124 || status == 137) failure("took too long")
            else if (status && !failed) failure("ended with status " status)
            if (plan && plan != n) failure("planned " plan " tests, ran " n + 0)
            if (!n && !status) failure("asserts nothing")
            print passed + 0, failed + 0, skipped + 0 > tally
        }'
}

# One test: tests/run.sh --one RESULTS NUMBER NAME COMMAND...
run_one() {
    results=$1/$2 name=$3
    shift 3
    mkdir "$results" "$results/tmp"
    status=0
    if [ "$1" = sh ] || [ -x "$1" ]; then
        env T="$results/tmp" HOME="$results/tmp" TMPDIR="$results/tmp" timeout -k 10 "${TEST_TIMEOUT:-900}" "$@" \
            > "$results/out" 2> "$results/err" < /dev/null || status=$?
    else
        echo "not ok 1 - $1 is not built" > "$results/out"
        : > "$results/err"
    fi
    judge "$name" "$status" "$results/tally" < "$results/out" > "$results/report"
    if grep -q '^FAIL' "$results/report"; then
        tail -n 40 "$results/err" | sed 's/^/    /' >> "$results/report"
    fi
    chmod -R u+rwx "$results/tmp" 2> /dev/null || true
    rm -rf "$results/tmp"
}

run_suite() {
    mkdir "$WORK/$1"
    tests_of "$1" | awk -v results="$WORK/$1" '{ printf "%s %04d %s\n", results, NR, $0 }' |
        xargs -r -P "$(nproc)" -L 1 sh tests/run.sh --one
    cat "$WORK/$1"/*/report 2> /dev/null || true
    cat "$WORK/$1"/*/tally 2> /dev/null | awk -v suite="$1" -v totals="$WORK/totals" '
        { passed += $1; failed += $2; skipped += $3 }
        END {
            printf "%-8s %d passed, %d failed", suite, passed, failed
            if (skipped) printf ", %d skipped", skipped
            print ""
            print passed + 0, failed + 0, skipped + 0 >> totals
        }'
}

if [ "${1:-}" = --one ]; then
    shift
    run_one "$@"
    exit 0
fi
if [ "$#" = 0 ]; then
    echo "usage: tests/run.sh all|unit|diag|rules|golden|cli|package|hostile|browser|reproducible|bench..." >&2
    exit 2
fi
if [ "$*" = bench ]; then
    exec sh tests/bench/bench.sh
fi
suites=$*
[ "$suites" != all ] || suites="unit diag rules golden cli package hostile browser"
for suite in $suites; do
    if ! tests_of "$suite" > /dev/null; then
        echo "tests/run.sh: there is no suite '$suite'" >&2
        exit 2
    fi
done

WORK=$(mktemp -d "${TMPDIR:-/tmp}/dossier-tests.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
for suite in $suites; do
    run_suite "$suite"
done
awk '{ passed += $1; failed += $2; skipped += $3 }
    END {
        printf "%d passed, %d failed", passed, failed
        if (skipped) printf ", %d skipped", skipped
        print ""
        exit failed > 0
    }' "$WORK/totals"
