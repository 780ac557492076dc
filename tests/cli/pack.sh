#!/bin/sh
# dossier pack, sign and verify, and what anybody can check with unzip, sha256sum and openssl.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

sh "$ROOT/gen/pack/demo-keys.sh" keys > /dev/null 2>&1
key="--key keys/signer.key --cert keys/signer.pem --chain keys/chain.pem"

# The three commands that a receiver is given, and that no file is outside the manifests.
three_commands() {
    rm -rf opened && mkdir opened
    ok "$1: unzip" unzip -q "$2" -d opened
    cd opened
    ok "$1: sha256sum" sh -c 'sha256sum -c --strict --quiet manifest-sha256.txt && sha256sum -c --strict --quiet tagmanifest-sha256.txt'
    ok "$1: openssl cms" openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s \
        -content META-INF/ASiCManifest001.xml -CAfile ../keys/root.pem -purpose any -out /dev/null
    has "$1: the signed manifest holds the digest of the tag manifest" META-INF/ASiCManifest001.xml \
        "$(openssl dgst -sha256 -binary tagmanifest-sha256.txt | base64)"
    find . -type f ! -path './META-INF/*' ! -name tagmanifest-sha256.txt | sed 's|^\./||' | sort > ../files
    sed 's/^[0-9a-f]*  //' manifest-sha256.txt tagmanifest-sha256.txt | sort > ../named
    cd ..
    same "$1: no file is outside the manifests" files named
    is "$1: mimetype" "$(cat opened/mimetype)" "application/vnd.etsi.asic-e+zip"
}

project p
ok "pack without a key" "$DOSSIER" -C p pack
exists "the default name" p/dist/small-2026-11-30-internal.zip
mv p/dist/small-2026-11-30-internal.zip unsigned.zip
exits 4 "an unsigned package does not verify" "$DOSSIER" verify unsigned.zip
exits 4 "as JSON" "$DOSSIER" verify unsigned.zip --format json
json "the verdict is UNSIGNED" out '.verdict == "UNSIGNED"'
ok "pack again" "$DOSSIER" -C p pack --output again.zip
ok "gives the same bytes" cmp unsigned.zip again.zip
ok "pack with one thread" "$DOSSIER" -C p --jobs 1 pack --output one.zip
ok "gives them, too" cmp unsigned.zip one.zip

cp unsigned.zip signed.zip
# shellcheck disable=SC2086  # options
ok "sign" "$DOSSIER" sign signed.zip $key
ok "verify with the anchor" "$DOSSIER" verify signed.zip --trust keys/root.pem
ok "verify, options first" "$DOSSIER" verify --trust keys/root.pem signed.zip
ok "dossier-verify agrees" "$DOSSIER_VERIFY" signed.zip --trust keys/root.pem
exits 4 "verify without an anchor is not enough" "$DOSSIER" verify signed.zip
ok "verify as JSON" "$DOSSIER" verify signed.zip --trust keys/root.pem --format json
json "has these keys" out '(["file","verdict","sub_indication","level","signatures","entries","problems"] - keys) == []'
json "says who and how" out '.verdict == "TOTAL-PASSED" and (.level | startswith("CAdES-BASELINE-")) and (.signatures | length == 1) and .entries > 5'
json "each signature has these keys" out '.signatures | all((["signer","verdict","signing_time","timestamp_time"] - keys) == [])'
three_commands "signed later" signed.zip

# shellcheck disable=SC2086
ok "pack with a key" "$DOSSIER" -C p pack --output "$T/at-once.zip" $key
ok "verifies" "$DOSSIER" verify at-once.zip --trust keys/root.pem
three_commands "signed at once" at-once.zip
mkdir other && sh "$ROOT/gen/pack/demo-keys.sh" other/keys > /dev/null 2>&1
exits 4 "another anchor does not do" "$DOSSIER" verify at-once.zip --trust other/keys/root.pem
diff -r opened/data/site p/site > /dev/null 2>&1 || "$DOSSIER" -C p build > /dev/null 2>&1
ok "the site inside is the site on disk" diff -r opened/data/site p/site -x .dossier-files
exists "the source is inside" opened/data/source/controls/records.yaml

# One changed bit, anywhere.
size=$(wc -c < signed.zip)
failed=
for at in 0 4 30 40 $((size / 7)) $((size / 3)) $((size / 2)) $((size * 2 / 3)) $((size - 200)) $((size - 60)) $((size - 20)) $((size - 1)); do
    cp signed.zip bent.zip
    byte=$(od -An -tu1 -j "$at" -N 1 signed.zip | tr -d ' ')
    # shellcheck disable=SC2059  # the format is the byte
    printf "\\$(printf %o $((byte ^ 1)))" | dd of=bent.zip bs=1 seek="$at" conv=notrunc 2> /dev/null
    status=0
    "$DOSSIER" verify bent.zip --trust keys/root.pem > /dev/null 2>&1 || status=$?
    [ "$status" = 4 ] || failed="$failed $at:$status"
done
is "a changed bit never verifies" "$failed" ""
printf x >> at-once.zip
exits 4 "nor does a byte behind the end" "$DOSSIER" verify at-once.zip --trust keys/root.pem

exits 2 "a certificate without its key" "$DOSSIER" -C p pack --cert keys/signer.pem --output half.zip
absent "writes nothing" half.zip
exits 2 "sign without a key" "$DOSSIER" sign unsigned.zip
exits 3 "sign of a file that is not there" "$DOSSIER" sign absent.zip --key keys/signer.key --cert keys/signer.pem
end
