#!/bin/sh
# Which day it is: --as-of, else dossier.yaml, else SOURCE_DATE_EPOCH, else today in UTC.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

day() { "$@" check --format json | jq -r .as_of; }
project p
is "dossier.yaml" "$(day "$DOSSIER" -C p)" 2026-11-30
is "--as-of wins" "$(day "$DOSSIER" -C p --as-of 2027-01-31)" 2027-01-31
is "--as-of with an equals sign" "$(day "$DOSSIER" -C p --as-of=2027-01-31)" 2027-01-31
sed -i '/^as_of/d' p/dossier.yaml
is "SOURCE_DATE_EPOCH" "$(SOURCE_DATE_EPOCH=1000000000 day "$DOSSIER" -C p)" 2001-09-09
is "the last second of a day" "$(SOURCE_DATE_EPOCH=1000079999 day "$DOSSIER" -C p)" 2001-09-09
is "a zone changes nothing" "$(SOURCE_DATE_EPOCH=1000079999 TZ=Pacific/Kiritimati day "$DOSSIER" -C p)" 2001-09-09
before=$(date -u +%F)
got=$(unset SOURCE_DATE_EPOCH; TZ=Pacific/Kiritimati day "$DOSSIER" -C p)
after=$(date -u +%F)
case $got in "$before" | "$after") pass "today in UTC" ;; *) is "today in UTC" "$got" "$before" ;; esac
state() { "$DOSSIER" -C p --as-of "$1" list requirements --where node=A.2 --format json | jq -r '.[0].state'; }
is "the last day of the drill's validity" "$(state 2027-01-29)" evidenced
is "the day after it" "$(state 2027-01-30)" stale
end
