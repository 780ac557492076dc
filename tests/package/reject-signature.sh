# Signatures with something wrong: made by openssl, put into a package whose container is in order.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"
build_maker
pki
maker good.zip --key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem
perl "$ZIP_PL" get good.zip META-INF/ASiCManifest001.xml > manifest.xml

# signed WITH [OPTION]...: the package with a signature by openssl in bad.zip
signed() {
    signed_plain "$@" -cades
}
signed_plain() {
    signed_with=$1
    shift
    openssl cms -sign -binary -nosmimecap -md sha256 -outform DER -in manifest.xml -out new.p7s \
        -signer "pki/$signed_with.pem" -inkey "pki/$signed_with.key" "$@"
    perl "$ZIP_PL" replace good.zip bad.zip META-INF/signature001.p7s new.p7s
}

judged "our own signature passes" 0 "TOTAL-PASSED" good.zip --trust pki/root.pem
signed ec -certfile pki/ca.pem
judged "one by openssl passes too" 0 "TOTAL-PASSED" bad.zip --trust pki/root.pem
signed rsa -certfile pki/ca.pem
judged "RSA of 3072 bits passes" 0 "TOTAL-PASSED" bad.zip --trust pki/root.pem
signed ec -certfile pki/chain.pem
judged "an embedded root passes" 0 "TOTAL-PASSED" bad.zip --trust pki/root.pem
judged "also when the issuing authority is the anchor" 0 "TOTAL-PASSED" bad.zip --trust pki/ca.pem
judged "and with direct trust" 0 "TOTAL-PASSED" bad.zip --trust pki/ec.pem
signed ec -certfile pki/ca.pem -md sha512
judged "SHA-512 passes" 0 "TOTAL-PASSED" bad.zip --trust pki/root.pem

# trust
signed ec -certfile pki/ca.pem
judged "no anchor" 4 "[no-trust-anchor]" bad.zip
judged "no anchor is INDETERMINATE" 4 "INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND)" bad.zip
judged "another root" 4 "TOTAL-FAILED (NO_CERTIFICATE_CHAIN_FOUND)" bad.zip --trust pki/otherroot.pem
judged "one of several roots" 0 "TOTAL-PASSED" bad.zip --trust pki/otherroot.pem --trust pki/root.pem
judged "the issuing authority as anchor" 0 "TOTAL-PASSED" bad.zip --trust pki/ca.pem
judged "direct trust" 0 "TOTAL-PASSED" bad.zip --trust pki/ec.pem
judged "direct trust in another signer" 4 "NO_CERTIFICATE_CHAIN_FOUND" bad.zip --trust pki/rsa.pem
signed ec
judged "the chain is missing" 4 "[no-path-to-anchor]" bad.zip --trust pki/root.pem
judged "the chain is given" 0 "TOTAL-PASSED" bad.zip --trust pki/chain.pem
signed stranger -certfile pki/otherca.pem
judged "signed under another root" 4 "[no-path-to-anchor]" bad.zip --trust pki/root.pem

# validity and revocation
signed expired -certfile pki/ca.pem
judged "expired" 4 "TOTAL-FAILED (EXPIRED)" bad.zip --trust pki/root.pem
judged "expired, directly trusted" 4 "TOTAL-FAILED (EXPIRED)" bad.zip --trust pki/expired.pem
signed future -certfile pki/ca.pem
judged "not yet valid" 4 "TOTAL-FAILED (NOT_YET_VALID)" bad.zip --trust pki/root.pem
signed revoked -certfile pki/ca.pem
judged "revoked, but nobody says so" 0 "[revocation-unknown]" bad.zip --trust pki/root.pem
judged "the same under --strict" 4 "INDETERMINATE (TRY_LATER)" bad.zip --trust pki/root.pem --strict
judged "revoked" 4 "TOTAL-FAILED (REVOKED)" bad.zip --trust pki/root.pem --crl pki/ca.crl --crl pki/root.crl
signed ec -certfile pki/ca.pem
judged "not revoked" 0 "TOTAL-PASSED" bad.zip --trust pki/root.pem --crl pki/ca.crl --crl pki/root.crl --strict
lacks "and nothing to note" verdict "revocation-unknown"
judged "one list is not enough under --strict" 4 "INDETERMINATE" bad.zip --trust pki/root.pem --crl pki/ca.crl --strict
judged "before the chain was valid" 4 "NOT_YET_VALID" bad.zip --trust pki/root.pem --at 2020-01-01
judged "after it has expired" 4 "EXPIRED" bad.zip --trust pki/root.pem --at 2060-01-01

# keys, usages, digests
signed rsa2 -certfile pki/ca.pem
judged "RSA of 2048 bits" 4 "CRYPTO_CONSTRAINTS_FAILURE" bad.zip --trust pki/root.pem
signed k1 -certfile pki/ca.pem
judged "an odd curve" 4 "CRYPTO_CONSTRAINTS_FAILURE" bad.zip --trust pki/root.pem
signed ec -certfile pki/ca.pem -md sha1
judged "SHA-1" 4 "[weak-cryptography]" bad.zip --trust pki/root.pem
for name in tls plain; do
    signed "$name" -certfile pki/ca.pem
    judged "key usage: $name" 4 "[key-usage]" bad.zip --trust pki/root.pem
done
signed plain
judged "key usage with direct trust" 4 "[key-usage]" bad.zip --trust pki/plain.pem

# the shape
signed_plain ec -certfile pki/ca.pem
judged "no signingCertificateV2" 4 "[signing-certificate]" bad.zip --trust pki/root.pem
signed_plain ec -certfile pki/ca.pem -noattr
judged "no signed attributes" 4 "[signed-attribute]" bad.zip --trust pki/root.pem
signed ec -certfile pki/ca.pem -nodetach
judged "not detached" 4 "[signature-format]" bad.zip --trust pki/root.pem
signed ec -certfile pki/ca.pem -signer pki/rsa.pem -inkey pki/rsa.key
judged "two signers in one signature" 4 "[signature-format]" bad.zip --trust pki/root.pem
signed ec -certfile pki/ca.pem -keyid
judged "signer named by key identifier" 4 "[signature-format]" bad.zip --trust pki/root.pem
signed ec -nocerts
judged "no certificates" 4 "NO_SIGNING_CERTIFICATE_FOUND" bad.zip --trust pki/root.pem
cat pki/ca.pem pki/stranger.pem > several.pem
signed ec -certfile several.pem
judged "a certificate too many" 4 "[unused-material]" bad.zip --trust pki/root.pem
cat pki/twin.pem pki/ca.pem > twin.pem
signed ec -nocerts -certfile twin.pem
judged "another certificate with the same key and number" 4 "[signing-certificate]" bad.zip --trust pki/root.pem
echo other > other.xml
openssl cms -sign -cades -binary -nosmimecap -md sha256 -outform DER -in other.xml -out new.p7s -signer pki/ec.pem \
    -inkey pki/ec.key -certfile pki/ca.pem
perl "$ZIP_PL" replace good.zip bad.zip META-INF/signature001.p7s new.p7s
judged "made for another manifest" 4 "TOTAL-FAILED (HASH_FAILURE)" bad.zip --trust pki/root.pem
openssl cms -sign -cades -binary -md sha256 -outform PEM -in manifest.xml -out new.p7s -signer pki/ec.pem -inkey pki/ec.key
perl "$ZIP_PL" replace good.zip bad.zip META-INF/signature001.p7s new.p7s
judged "PEM in place of DER" 4 "[signature-format]" bad.zip --trust pki/root.pem

# A resigned manifest that leaves something out, or takes in what is not there.
signed_manifest() {
    cp manifest.xml kept.xml
    perl -0pe "$1" kept.xml > manifest.xml
    signed ec -certfile pki/ca.pem
    perl "$ZIP_PL" replace bad.zip bad2.zip META-INF/ASiCManifest001.xml manifest.xml
    mv bad2.zip bad.zip
    mv kept.xml manifest.xml
}
signed_manifest 's/  <asic:DataObjectReference URI="index.html".*?<\/asic:DataObjectReference>\n//s'
judged "a signed manifest that leaves an entry out" 4 "[entry-unreferenced]" bad.zip --trust pki/root.pem
judged "the same with --foreign" 4 "[entry-unreferenced]" bad.zip --trust pki/root.pem --foreign
signed_manifest 's/URI="index.html"/URI="absent.html"/'
judged "a signed manifest that names what is not there" 4 "SIGNED_DATA_NOT_FOUND" bad.zip --trust pki/root.pem
# shellcheck disable=SC2016
signed_manifest 's/(<asic:ASiCManifest)/<!DOCTYPE x>\n$1/'
judged "a signed manifest with a DTD" 4 "[manifest-format]" bad.zip --trust pki/root.pem
signed_manifest 's/xmlenc#sha256/xmldsig#md5/'
judged "a signed manifest with a weak digest" 4 "[weak-cryptography]" bad.zip --trust pki/root.pem
# shellcheck disable=SC2016
signed_manifest 's/(<ds:DigestValue>)./$1!/'
judged "a signed manifest with a digest that is no base64" 4 "[manifest-format]" bad.zip --trust pki/root.pem
end
