#!/bin/sh
# Exit status: 0 fine, 1 findings or errors, 2 usage or settings, 3 input or output, 4 verification failed.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
exits 0 "check of a project without mistakes" "$DOSSIER" -C p check
exits 0 "help" "$DOSSIER" --help
has "help lists the commands" out "check"
exits 0 "help of a command" "$DOSSIER" check --help
has "help of a command lists its options" out "--fail-on"

exits 2 "no command" "$DOSSIER"
exits 2 "unknown command" "$DOSSIER" -C p chekc
has "unknown command is named" err "chekc"
exits 2 "unknown option" "$DOSSIER" -C p check --fial-on warning
exits 2 "option without its value" "$DOSSIER" -C p check --format
exits 2 "wrong word for an option" "$DOSSIER" -C p check --format yaml
exits 2 "operand too many" "$DOSSIER" -C p check everything
exits 2 "operand missing" "$DOSSIER" -C p list
exits 2 "date that is none" "$DOSSIER" -C p --as-of 2026-02-30 check
exits 2 "jobs that are none" "$DOSSIER" -C p --jobs 0 check
exits 2 "colour that is none" "$DOSSIER" -C p --color pink check
exits 2 "folder that is not there" "$DOSSIER" -C nowhere check
mkdir empty
exits 2 "folder without dossier.yaml" "$DOSSIER" -C empty check
exits 2 "audience that is not declared" "$DOSSIER" -C p build --audience everybody
exits 2 "SOURCE_DATE_EPOCH that is no number" env SOURCE_DATE_EPOCH=today "$DOSSIER" -C p check
absent "wrong usage writes nothing" p/site

project settings
echo 'fail_on: sometimes' >> settings/dossier.yaml
exits 2 "wrong settings, check" "$DOSSIER" -C settings check
exits 2 "wrong settings, build" "$DOSSIER" -C settings build
absent "wrong settings write nothing" settings/site
project scope
sed -i 's/demo-2026\]/demo-2027]/' scope/dossier.yaml
exits 2 "a framework that does not exist in settings" "$DOSSIER" -C scope check

project errors
sed -i 's/owner: ROLE-CHIEF/ownr: ROLE-CHIEF/' errors/controls/records.yaml
exits 1 "check with errors" "$DOSSIER" -C errors check
exits 1 "build with errors" "$DOSSIER" -C errors build
exits 1 "pack with errors" "$DOSSIER" -C errors pack
exits 0 "list in spite of errors" "$DOSSIER" -C errors list controls
absent "errors write no site" errors/site
absent "errors write no package" errors/dist

project findings
rm findings/content/evidence/drill.xml
sed -i 's/ Its record.*//' findings/content/pages/start.md
exits 0 "check with findings" "$DOSSIER" -C findings check
exits 1 "check with findings and --fail-on warning" "$DOSSIER" -C findings check --fail-on warning
exits 0 "build with findings" "$DOSSIER" -C findings build
echo 'fail_on: warning' >> findings/dossier.yaml
exits 1 "check with findings and fail_on: warning" "$DOSSIER" -C findings check
exits 0 "--fail-on error wins over fail_on: warning" "$DOSSIER" -C findings check --fail-on error
exits 0 "build with findings and fail_on: warning" "$DOSSIER" -C findings build

mkdir foreign
echo mine > foreign/notes.txt
exits 3 "build into a folder with foreign files" "$DOSSIER" -C p build --output foreign
: > file
exits 3 "build below a file" "$DOSSIER" -C p build --output file/site
exits 3 "verify of a file that is not there" "$DOSSIER" verify absent.zip
exits 4 "verify of a file that is no package" "$DOSSIER" verify file
end
