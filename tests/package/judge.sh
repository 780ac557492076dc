# The judge's command line: exit status, formats, what it says about itself.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
build_maker
demo_keys
with_keys maker good.zip
maker unsigned.zip
V=$DOSSIER_VERIFY

exits 0 "passed" "$V" good.zip --trust keys/root.pem
exits 0 "options may stand first" "$V" --trust keys/root.pem good.zip
exits 4 "not passed" "$V" good.zip
exits 4 "unsigned" "$V" unsigned.zip
exits 3 "no such file" "$V" absent.zip
exits 3 "a folder" "$V" keys
: > empty
exits 4 "an empty file" "$V" empty
exits 4 "a text" "$V" keys/README.txt
exits 2 "no file" "$V"
exits 2 "two files" "$V" good.zip unsigned.zip
exits 2 "an unknown option" "$V" good.zip --trusted keys/root.pem
exits 2 "an anchor that is none" "$V" good.zip --trust keys/README.txt
has "is named" err "README.txt"
exits 2 "a time that is none" "$V" good.zip --at yesterday
exits 2 "a format that is none" "$V" good.zip --format xml
exits 2 "threads that are none" "$V" good.zip --jobs 0
exits 0 "help" "$V" --help
has "help names the exit status" out "Exit status"

exits 0 "quiet" "$V" -q good.zip --trust keys/root.pem
is "quiet is quiet" "$(cat out err)" ""
exits 0 "JSON" "$V" good.zip --trust keys/root.pem --format json
json "verdict" out '.verdict == "TOTAL-PASSED" and .sub_indication == null and .level == "CAdES-BASELINE-B"'
json "signatures" out '.signatures | length == 1 and .[0].verdict == "TOTAL-PASSED" and .[0].timestamp_time == null'
json "signing time and signer" out '.signatures[0] | .signing_time == "2023-11-14T22:13:20Z" and (.signer | contains("DEMO signer"))'
json "entries and problems" out '.entries == 18 and .problems == [] and .file == "good.zip"'
json "warnings" out '.warnings | length == 2 and all(.code == "revocation-unknown")'
exits 4 "JSON of a refusal" "$V" unsigned.zip --format json
json "an unsigned package" out '.verdict == "UNSIGNED" and .signatures == [] and .level == null'
perl "$ZIP_PL" make name-control good.zip bad.zip
exits 4 "JSON of a hostile name" "$V" bad.zip --format json
json "names are escaped" out '.problems | any(.code == "zip-name" and (.entry | contains("\u001b[31m")))'
exits 4 "text of a hostile name" "$V" bad.zip
is "no control character reaches the terminal" "$(tr -d '\n\040-\176' < out | wc -c)" 0
for jobs in 1 4; do "$V" bad.zip --jobs "$jobs" > "out$jobs" || true; done
same "one thread and four say the same" out4 out1
exits 0 "before the example expires" "$V" good.zip --trust keys/root.pem --at "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)"
is "the binary needs few libraries" "$(objdump -p "$V" | awk '/NEEDED/ { print $2 }' | grep -cvE '^lib(zip|crypto|xml2|z|c)\.so|ld-linux|lib[aut]san|libubsan|libgcc_s|libm\.so')" 0
end
