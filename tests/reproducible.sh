#!/bin/sh
# Two builds of the example give the same bytes, although everything that should not matter is different: folder, user
# home, time zone, locale, umask, number of threads, order in which the files were made, time of day.
here=$(cd "$(dirname "$0")" && pwd)
ROOT=$(dirname "$here")
export ROOT
# shellcheck source-path=SCRIPTDIR source=tap.sh
. "$here/tap.sh"

export SOURCE_DATE_EPOCH=1796040000
# A locale in which much is different: where it is not installed it is made for this test, if that can be done.
locale=tr_TR.UTF-8
mkdir locales
if localedef -i tr_TR -f UTF-8 "$T/locales/$locale" 2> /dev/null; then export LOCPATH="$T/locales"; else locale=C.UTF-8; fi

# make FOLDER HOME TZ LC_ALL UMASK JOBS: a build and an unsigned package of the project in FOLDER.
make_all() {
    mkdir -p "$2"
    (
        umask "$5"
        export HOME="$2" TZ="$3" LC_ALL="$4" LANG="$4" USER="$6" LOGNAME="$6"
        "$DOSSIER" -C "$1" --jobs "$6" build && "$DOSSIER" -C "$1" --jobs "$6" pack --output "$1/../package.zip"
        "$DOSSIER" -C "$1" --jobs "$6" check > "$1/../check.txt" || true
    )
}

example one/project
# The second copy is made file by file, backwards, at a longer path, with other times and modes.
second="two/a folder with a longer name/project"
mkdir -p "$second"
(cd one/project && find . -type d) | while read -r folder; do mkdir -p "$second/$folder"; done
(cd one/project && find . -type f) | LC_ALL=C sort -r | while read -r file; do
    cat "one/project/$file" > "$second/$file"
    touch -d '2001-02-03 04:05:06' "$second/$file"
done
chmod -R go-rwx "$second"

ok "first build" make_all "$T/one/project" "$T/home-a" UTC C 022 1
ok "second build" make_all "$T/$second" "$T/home-b" Pacific/Kiritimati "$locale" 077 7
ok "the sites are the same" diff -r one/project/site "$second/site"
ok "the packages are the same" cmp one/package.zip "$second/../package.zip"
ok "the reports are the same" cmp one/check.txt "$second/../check.txt"
is "no path of the machine is in the site" "$(grep -rlF "$T" one/project/site | wc -l)" 0
mkdir opened && unzip -q one/package.zip -d opened
is "nor in the package" "$(grep -rlF "$T" opened | wc -l)" 0
ok "third build, in place, at another time" env SOURCE_DATE_EPOCH=1796040000 TZ=America/St_Johns "$DOSSIER" -C one/project build
ok "changes nothing" diff -r one/project/site "$second/site"
end
