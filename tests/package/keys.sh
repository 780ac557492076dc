# Keys and certificates that may not sign are refused before anything is written; demo keys say what they are.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"
build_maker
pki
demo_keys

# refused NAME TEXT [OPTION]...
refused() {
    refused_name=$1 refused_text=$2
    shift 2
    exits 2 "$refused_name" "$MAKER" out.zip "$@"
    has "... and says so" err "$refused_text"
}
refused "RSA of 2048 bits" "at least 3072" --key pki/rsa2.key --cert pki/rsa2.pem
refused "Ed25519" "ED25519" --key pki/ed.key --cert pki/ed.pem
refused "an odd curve" "secp256k1" --key pki/k1.key --cert pki/k1.pem
refused "a certificate of another key" "does not belong to the key" --key pki/ec.key --cert pki/rsa.pem
refused "a certificate without usage" "neither digitalSignature nor nonRepudiation" --key pki/plain.key --cert pki/plain.pem
refused "a certificate for encryption only" "neither digitalSignature" --key pki/encipher.key --cert pki/encipher.pem
refused "an authority's certificate" "neither digitalSignature" --key pki/ca.key --cert pki/ca.pem
cp pki/ec.pem nokey.pem && chmod 600 nokey.pem
refused "a certificate in place of the key" "holds no private key" --key nokey.pem --cert pki/ec.pem
refused "a key in place of the certificate" "holds no certificate" --key pki/ec.key --cert pki/ec.key
refused "no such key" "cannot read" --key absent.key --cert pki/ec.pem
refused "no such chain" "cannot read" --key pki/ec.key --cert pki/ec.pem --chain absent.pem
refused "a chain of nothing" "holds no certificates" --key pki/ec.key --cert pki/ec.pem --chain pki/cnf
refused "a revocation list that is none" "no revocation list" --key pki/ec.key --cert pki/ec.pem --crl pki/ec.pem
cp pki/ec.key open.key && chmod 644 open.key
refused "a key that others may read" "chmod 600" --key open.key --cert pki/ec.pem
absent "nothing was written" out.zip

# passphrases
openssl pkcs8 -topk8 -v2 aes-256-cbc -in pki/ec.key -passout pass:secret -out locked.key
chmod 600 locked.key
(umask 077 && echo secret > pass && echo wrong > wrong)
ok "a passphrase from a file" "$MAKER" locked.zip --key locked.key --cert pki/ec.pem --chain pki/chain.pem --pass-file pass
judged "opens the key" 0 "TOTAL-PASSED" locked.zip --trust pki/root.pem
refused "a wrong passphrase" "the passphrase is wrong" --key locked.key --cert pki/ec.pem --pass-file wrong
chmod 644 pass
refused "a passphrase that others may read" "chmod 600" --key locked.key --cert pki/ec.pem --pass-file pass

# chains
cat pki/root.pem pki/otherca.pem pki/ca.pem > mixed.pem
maker mixed.zip --key pki/ec.key --cert pki/ec.pem --chain mixed.pem
judged "a chain in any order, with strangers" 0 "TOTAL-PASSED" mixed.zip --trust pki/root.pem
perl "$ZIP_PL" get mixed.zip META-INF/signature001.p7s | openssl pkcs7 -inform DER -print_certs -noout > certs
is "only what leads to the root is embedded" "$(grep subject certs | sort | tr -d ' ' | tr '\n' ' ')" "subject=CN=ca subject=CN=ec "
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.key
chmod 600 p384.key
openssl req -new -x509 -key p384.key -subj "/CN=P-384" -addext keyUsage=digitalSignature -days 30 -out p384.pem
maker p384.zip --key p384.key --cert p384.pem
judged "P-384 signs" 0 "TOTAL-PASSED" p384.zip --trust p384.pem
perl "$ZIP_PL" get p384.zip META-INF/signature001.p7s | openssl cms -cmsout -print -noout -inform DER > shown
has "with SHA-384" shown "ecdsa-with-SHA384"

# demo keys
has "demo keys say that they are" keys/README.txt "not for real use"
has "so do their certificates" keys/README.txt "DEMO"
is "their private keys are private" "$(stat -c %a keys/signer.key keys/tsa.key | tr '\n' ' ')" "600 600 "
cp keys/signer.key before.key
sh "$ROOT/gen/pack/demo-keys.sh" keys
ok "what is there stays" cmp before.key keys/signer.key
ok "the chain is right" openssl verify -CAfile keys/root.pem -untrusted keys/ca.pem keys/signer.pem keys/tsa.pem
end
