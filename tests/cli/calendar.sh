#!/bin/sh
# data/due.ics, what falls due for calendars: read with a reader of iCalendar, and byte by byte.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

modules=$ROOT/tests/browser
[ -d "$modules/node_modules/ical.js" ] && command -v node > /dev/null 2>&1 || skip_all "run npm ci in tests/browser"

events() {  # events NAME FILE: its events as JSON in ./events
    ok "$1: a program can read it" node "$ROOT/tests/cli/calendar.mjs" "$modules" "$2"
    cp out events
}
# RFC 5545, 3.1: lines end with CR and LF and have at most 75 octets; a character is not torn apart by the fold.
lines() {   # lines NAME FILE
    is "$1: every line ends with CR and LF" "$(grep -c "$(printf '\r')\$" "$2")" "$(wc -l < "$2")"
    is "$1: no line is longer than 75 octets" "$(tr -d '\r' < "$2" | awk 'length > 75' | wc -l)" 0
    ok "$1: no character is torn apart" sh -c "tr -d '\r' < '$2' | sed 's/^ //' | iconv -f UTF-8 -t UTF-8"
}

example example
ok "the example" "$DOSSIER" -C example build -q --output "$T/site"
lines example site/data/due.ics
events example site/data/due.ics
json "all days are there that the other file has" events \
    "([.[].date] | unique) == ($(jq -c '[.due[].date] | unique' site/data/due.json))"
json "no two events have one UID" events '([.[].uid] | length) == ([.[].uid] | unique | length)'
json "the time of writing is the day of the report" events 'all(.stamp == "2026-11-30T00:00:00Z")'
json "requirements of one framework that begin to apply on one day are one event" events \
    '[.[] | select(.summary | test("requirements of .* begin to apply"))] | length >= 1 and (map(.uid) | all(test("^[a-z0-9.-]+/applies_from/[0-9]{8}@northlight-aims$")))'
json "it says what is overdue" events 'all((.date < "2026-11-30") == (.categories == "overdue") and (.date < "2026-11-30") == (.description | startswith("Overdue by ")))'
has "the calendar page links it" site/calendar.html 'href="data/due.ics"'

jq -c 'map(.uid)' events > uids
ok "a week later" "$DOSSIER" -C example --as-of 2026-12-07 build -q --output "$T/later"
events later later/data/due.ics
json "what has not changed keeps its UID" events "map(select(.uid as \$uid | ($(cat uids)) | index(\$uid))) | length > 100"
json "the time of writing has moved" events 'all(.stamp == "2026-12-07T00:00:00Z")'

project p
printf 'improvements:\n  - {id: IMP-1, title: "%s", owner: "Größe; Maß, \\\\ und so", idea: I, origin: O, benefit: B, decision: accepted, due: 2026-12-31}\n' \
    'Ein sehr langer Titel, mit Komma; Strichpunkt, \\ und „Zeichen“ – 承認の記録を更新する必要があります 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂\nund eine zweite Zeile' > p/controls/nasty.yaml
ok "a title with everything in it" "$DOSSIER" -C p --as-of 2026-11-30 build -q --output "$T/nasty"
lines nasty nasty/data/due.ics
events nasty nasty/data/due.ics
jq -r '.[] | select(.uid | startswith("IMP-1/")) | .summary' events > got
jq -r '.due[] | select(.id == "IMP-1") | "Due: \(.title) (IMP-1)"' nasty/data/due.json > wanted
same "comes out as it went in" got wanted
json "and so does the owner" events '.[] | select(.uid == "IMP-1/due@small") | .description | endswith("\nOwner: Größe; Maß, \\ und so")'

sed -n '/^END:VEVENT/,$!p' nasty/data/due.ics > cut.ics
exits 1 "half a calendar is refused by the reader" node "$ROOT/tests/cli/calendar.mjs" "$modules" cut.ics

rm p/controls/nasty.yaml
sed -i 's/, every: [0-9a-z]*//' p/controls/*.yaml
ok "nothing falls due" "$DOSSIER" -C p --as-of 2026-11-30 build -q --output "$T/nothing"
json "so the list is empty" nothing/data/due.json '.due == []'
absent "and there is no calendar, which would need an event" nothing/data/due.ics
lacks "nor a link to it" nothing/calendar.html 'due.ics'
end
