# Time-stamps, embedded revocation lists, the archive time-stamp: each level, and each way to be wrong.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"
build_maker
pki

# answer NAME: an answer by the authority NAME to request.tsq, in answer.tsr
answer() {
    authority "$@"
    openssl ts -reply -config tsa.cnf -queryfile request.tsq -out answer.tsr 2> ts.log
}

signed() {      # signed FILE WITH
    maker "$1" --key "pki/$2.key" --cert "pki/$2.pem" --chain pki/chain.pem --epoch "$(($(date +%s) - 60))"
}

signed b.zip ec
cp b.zip t.zip
ok "a request for the signature" "$MAKER" t.zip --step tsq --file request.tsq
answer tsa
ok "the answer goes in" "$MAKER" t.zip --step tsr --file answer.tsr
judged "level T passes" 0 "CAdES-BASELINE-T" t.zip --trust pki/root.pem
has "with its time" verdict "time-stamp $(date -u +%Y-%m-%d)"
ok "openssl still verifies the signature" sh -c 'mkdir p && cd p && unzip -q ../t.zip && openssl cms -verify -cades -binary \
    -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -CAfile ../pki/root.pem -purpose any -out /dev/null'
signed foreign.zip rsa
exits 2 "the answer to another request is not taken" "$MAKER" foreign.zip --step tsr --file answer.tsr
judged "an authority that has expired no longer counts" 4 "EXPIRED" t.zip --trust pki/root.pem --at 2060-01-01

cp t.zip lt.zip
ok "the list of the issuing authority" "$MAKER" lt.zip --step crl --file pki/ca.crl
judged "one list is not enough" 0 "CAdES-BASELINE-T," lt.zip --trust pki/root.pem
ok "the list of the root" "$MAKER" lt.zip --step crl --file pki/root.crl
judged "level LT passes, strictly" 0 "CAdES-BASELINE-LT," lt.zip --trust pki/root.pem --strict

cp lt.zip lta.zip
ok "a request for the archive" "$MAKER" lta.zip --step atsq --file request.tsq
answer tsa
ok "its answer goes in" "$MAKER" lta.zip --step atsr --file answer.tsr
judged "level LTA passes" 0 "CAdES-BASELINE-LTA" lta.zip --trust pki/root.pem --strict
exits 2 "after that nothing may be added" "$MAKER" lta.zip --step crl --file pki/root.crl

# broken archives
perl "$ZIP_PL" get lta.zip META-INF/ASiCArchiveManifest.xml > archive.xml
perl -0pe 's/  <asic:DataObjectReference URI="index.html".*?<\/asic:DataObjectReference>\n//s' archive.xml > less.xml
perl "$ZIP_PL" replace lta.zip bad.zip META-INF/ASiCArchiveManifest.xml less.xml
judged "an archive manifest that was changed" 4 "[entry-unreferenced]" bad.zip --trust pki/root.pem
has "its time-stamp belongs to another one" verdict "belongs to something else"
perl "$ZIP_PL" get lta.zip META-INF/timestamp001.tst > stamp
perl -pe 's/\A(.{40})./$1\x00/s' stamp > bad.tst
perl "$ZIP_PL" replace lta.zip bad.zip META-INF/timestamp001.tst bad.tst
judged "a damaged archive time-stamp" 4 "[time-stamp]" bad.zip --trust pki/root.pem
perl "$ZIP_PL" get b.zip META-INF/signature001.p7s > plain.p7s
perl "$ZIP_PL" replace lta.zip bad.zip META-INF/signature001.p7s plain.p7s
judged "a signature taken back behind the archive" 4 "[digest-mismatch]" bad.zip --trust pki/root.pem

# Authorities that may not stamp. openssl ts refuses to work for them, so the same statement is signed by hand.
# by_hand NAME: answer.tsr again, its TSTInfo signed by NAME
by_hand() {
    openssl ts -reply -in answer.tsr -token_out -out token 2> ts.log
    openssl cms -verify -noverify -inform DER -in token -out tstinfo 2> ts.log
    openssl cms -sign -binary -nodetach -nosmimecap -cades -md sha256 -econtent_type id-smime-ct-TSTInfo -outform DER \
        -in tstinfo -signer "pki/$1.pem" -inkey "pki/$1.key" -out token
    perl -e 'local $/; $_ = <STDIN>; $_ = "\x30\x03\x02\x01\x00$_"; print "\x30\x82", pack("n", length), $_' < token > answer.tsr
}
for name in tsa:0:TOTAL-PASSED tsalax:4:key-usage tsaboth:4:key-usage ec:4:key-usage; do
    who=${name%%:*} rest=${name#*:}
    signed hand.zip ec
    "$MAKER" hand.zip --step tsq --file request.tsq > maker.out
    answer tsa
    by_hand "$who"
    "$MAKER" hand.zip --step tsr --file answer.tsr > maker.out
    judged "stamped by $who" "${rest%%:*}" "${rest#*:}" hand.zip --trust pki/root.pem
done
signed other.zip ec
"$MAKER" other.zip --step tsq --file request.tsq > /dev/null
answer strangetsa otherca
"$MAKER" other.zip --step tsr --file answer.tsr > /dev/null
judged "an authority under another root leaves it open" 4 "INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND)" other.zip --trust pki/root.pem
has "and says what to give" verdict "[time-stamp-untrusted]"
judged "with that root it passes" 0 "CAdES-BASELINE-T" other.zip --trust pki/root.pem --trust pki/otherroot.pem
maker late.zip --key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem --epoch "$(($(date +%s) + 3600))"
"$MAKER" late.zip --step tsq --file request.tsq > maker.out
answer tsa
"$MAKER" late.zip --step tsr --file answer.tsr > maker.out
judged "a claimed time after the time-stamp" 4 "TIMESTAMP_ORDER_FAILURE" late.zip --trust pki/root.pem

# every byte of a token counts
perl "$ZIP_PL" get t.zip META-INF/signature001.p7s > t.p7s
size=$(stat -c %s t.p7s)
unseen=""
for at in $(seq "$((size - 1200))" 37 "$((size - 1))"); do
    perl -e 'local $/; open F, "<:raw", "t.p7s"; $_ = <F>; substr($_, $ARGV[0], 1) ^= "\x01"; print' "$at" > bad.p7s
    perl "$ZIP_PL" replace t.zip bad.zip META-INF/signature001.p7s bad.p7s
    ! "$DOSSIER_VERIFY" -q bad.zip --trust pki/root.pem || unseen="$unseen $at"
done
is "a changed byte of the token is seen" "$unseen" ""
end
