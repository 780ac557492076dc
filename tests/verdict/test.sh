#!/bin/sh
# One fixture of tests/verdict: a project and the states that its requirements and evidence must have. Lines of `expect`:
#   as-of 2026-11-30                                  what follows holds on this day
#   iso-42001-2023:A.5.4 stale EV-1                   a requirement, its state, and optionally a word of its reasons
#   iso-42001-2023:A.5.4@SYS-A evidenced EV-2         the same for one AI system
#   EV-1 stale                                        an evidence item and its state
#   CTL-1 partial EV-1                                a control, its state, and optionally a word of its reasons
#   CTL-1/drill met                                   an obligation of a control
#   POL-1 proven EV-2                                 a policy and its approval
#   found evidence-stale EV-1                         a finding, and optionally a word of its subject or message
#   silent exception-expired EXC-1                    no such finding
# The answers are worked out by hand from the rules. The evidence files and dossier.yaml beside this script are given
# to each project that has none of its own.
here=$(cd "$(dirname "$0")" && pwd)
fixture=$(cd "$1" && pwd)
name=$(basename "$fixture")
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$here/../tap.sh"

mkdir -p "$T/project/content/evidence"
cp "$here"/*.xml "$here"/*.pdf "$T/project/content/evidence"
cp "$here/dossier.yaml" "$T/project"
cp -R "$fixture/." "$T/project"

# What the program says on one day, as lines of subject, state and reasons.
states() {
    "$DOSSIER" -C "$T/project" --as-of "$1" list requirements --format json > "$T/requirements.json"
    "$DOSSIER" -C "$T/project" --as-of "$1" list evidence --format json > "$T/evidence.json"
    jq -r '.[] | "\(.framework):\(.id) \(.state) \(.reasons | join("; "))"' "$T/requirements.json"
    jq -r '.[] | .framework as $f | .id as $i | .by_system[] | .reasons as $r | .state as $s | .systems[]
        | "\($f):\($i)@\(.) \($s) \($r | join("; "))"' "$T/requirements.json"
    jq -r '.[] | "\(.id) \(.state) "' "$T/evidence.json"
    "$DOSSIER" -C "$T/project" --as-of "$1" list policies --format json \
        | jq -r '.[] | "\(.id) \(.approval) \(.approval_reasons // [] | join("; "))"'
    "$DOSSIER" -C "$T/project" --as-of "$1" list controls --format json \
        | jq -r '.[] | "\(.id) \(.state) \(.reasons | join("; "))", (.id as $c | (.requires // [])[] | "\($c)/\(.id) \(.state) ")'
    "$DOSSIER" -C "$T/project" --as-of "$1" check --format json \
        | jq -r '.diagnostics[] | "found \(.code) \(.subject // "") \(.message)"'
}

# found or silent, the code, a word
finding() {
    hits=$(awk -v code="$2" '$1 == "found" && $2 == code' "$T/states" | grep -cF -- "$3" || true)
    case $1:$hits in
    found:0 | silent:[1-9]*)
        awk -v code="$2" '$1 == "found" && $2 == code' "$T/states" > "$T/why"
        fail "$name: $1 $2 $3 on $as_of" "$T/why" ;;
    *) pass "$name: $1 $2 $3 on $as_of" ;;
    esac
}

"$DOSSIER" -C "$T/project" check > "$T/check" 2>&1 || fail "$name: has no errors" "$T/check"
as_of=
while read -r subject state reason; do
    case $subject in
    '' | '#') continue ;;
    as-of)
        as_of=$state
        states "$as_of" > "$T/states"
        continue ;;
    found | silent)
        finding "$subject" "$state" "$reason"
        continue ;;
    esac
    got=$(awk -v subject="$subject" '$1 == subject' "$T/states")
    is "$name: $subject on $as_of" "$(echo "$got" | cut -d' ' -f2)" "$state"
    [ -z "$reason" ] || case $got in
    *"$reason"*) ;;
    *) echo "$got" > "$T/why"; fail "$name: $subject on $as_of names $reason" "$T/why" ;;
    esac
done < "$fixture/expect"
end
