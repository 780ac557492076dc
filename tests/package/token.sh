# Keys in a PKCS#11 token, where SoftHSM and OpenSSL's engine are installed.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"

module=/usr/lib/softhsm/libsofthsm2.so
if ! command -v softhsm2-util > /dev/null || [ ! -f "$module" ] || ! ls /usr/lib/*/engines-3/pkcs11.so > /dev/null 2>&1; then
    skip_all "needs softhsm2 and libengine-pkcs11-openssl"
fi
case ${FLAVOUR:-release} in asan | tsan) skip_all "the token's own code does not run under sanitizers" ;; esac
build_maker
pki
mkdir tokens
echo "directories.tokendir = $T/tokens" > softhsm.conf
export SOFTHSM2_CONF="$T/softhsm.conf" PKCS11_MODULE_PATH="$module"
softhsm2-util --init-token --free --label demo --pin 1234 --so-pin 5678 > log 2>&1
for name in ec rsa; do
    openssl pkcs8 -topk8 -nocrypt -in "pki/$name.key" -out "$name.p8"
    softhsm2-util --import "$name.p8" --token demo --label "$name" --id "$([ $name = ec ] && echo a1 || echo b2)" --pin 1234 > log 2>&1
done
(umask 077 && echo 1234 > pin && echo 9999 > wrong)
for name in ec rsa; do
    ok "a token signs: $name" "$MAKER" "$name.zip" --key "pkcs11:token=demo;object=$name;type=private" --cert "pki/$name.pem" \
        --chain pki/chain.pem --pass-file pin
    judged "and the signature passes: $name" 0 "TOTAL-PASSED" "$name.zip" --trust pki/root.pem
done
exits 2 "a wrong PIN" "$MAKER" bad.zip --key "pkcs11:token=demo;object=ec" --cert pki/ec.pem --pass-file wrong
exits 2 "no such key" "$MAKER" bad.zip --key "pkcs11:token=demo;object=absent" --cert pki/ec.pem --pass-file pin
exits 2 "another key's certificate" "$MAKER" bad.zip --key "pkcs11:token=demo;object=ec" --cert pki/rsa.pem --pass-file pin
exits 2 "a PIN on the command line" "$MAKER" bad.zip --key "pkcs11:token=demo;object=ec?pin-value=1234" --cert pki/ec.pem
unset PKCS11_MODULE_PATH
ok "the module in the URI" "$MAKER" uri.zip --key "pkcs11:token=demo;object=ec?module-path=$module" --cert pki/ec.pem --pass-file pin
end
