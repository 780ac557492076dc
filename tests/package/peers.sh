# What other programs think of our packages: unzip, 7z, bsdtar, Python, GnuTLS and Bouncy Castle list the same entries,
# read the same bytes, and accept the signatures. Those that are not installed are skipped.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"
build_maker
pki
unset SOURCE_DATE_EPOCH

now=$(date +%s)      # Bouncy Castle wants a certificate that is valid at the claimed time
maker plain.zip --epoch $now --files 40 --large 3000000 --key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem
maker nested.zip --epoch $now --files 1000 --key pki/rsa.key --cert pki/rsa.pem --chain pki/chain.pem
mkdir plain && (cd plain && unzip -q ../plain.zip)
(cd plain && find . -type f -exec sha256sum {} + | sed 's|  \./|  |' | LC_ALL=C sort -k 2) > digests
cut -c67- digests > names
is "unzip finds all that are listed" "$(wc -l < names | tr -d ' ')" "$("$DOSSIER_VERIFY" plain.zip --trust pki/root.pem --format json | jq .entries)"

# reads NAME FOLDER: another program unpacked the same files with the same bytes
reads() {
    (cd "$2" && find . -type f -exec sha256sum {} + | sed 's|  \./|  |' | LC_ALL=C sort -k 2) > theirs
    same "$1" theirs digests
}
if command -v 7z > /dev/null; then
    ok "7z tests it" sh -c '7z t plain.zip < /dev/null && 7z t nested.zip < /dev/null'
    LC_ALL=C.UTF-8 7z x -oseven plain.zip > /dev/null < /dev/null
    reads "7z reads the same" seven
else
    skip "7z" "7z is not installed"
fi
if command -v bsdtar > /dev/null; then
    mkdir tar && LC_ALL=C.UTF-8 bsdtar -xf plain.zip -C tar
    reads "bsdtar reads the same" tar
else
    skip "bsdtar" "bsdtar is not installed"
fi
if command -v python3 > /dev/null; then
    ok "Python tests it" python3 -m zipfile -t plain.zip
    python3 -m zipfile -e plain.zip python
    reads "Python reads the same" python
else
    skip "Python's zipfile" "python3 is not installed"
fi

# signatures
for kind in ec rsa; do
    from=plain.zip
    [ $kind = ec ] || from=nested.zip
    mkdir -p $kind && (cd $kind && unzip -q -o ../$from 'META-INF/*')
    manifest=$kind/META-INF/ASiCManifest001.xml signature=$kind/META-INF/signature001.p7s
    sed 's/sha256/sha255/' $manifest > $kind.bad
    if command -v certtool > /dev/null; then
        ok "GnuTLS accepts the signature ($kind)" certtool --p7-verify --inder --load-ca-certificate pki/root.pem --load-data $manifest --infile $signature
        exits 1 "... not over another manifest" certtool --p7-verify --inder --load-ca-certificate pki/root.pem --load-data $kind.bad --infile $signature
    else
        skip "GnuTLS ($kind)" "certtool is not installed"
    fi
done
classes=/usr/share/java/bcpkix.jar:/usr/share/java/bcprov.jar:/usr/share/java/bcutil.jar
if command -v javac > /dev/null && [ -f /usr/share/java/bcpkix.jar ]; then
    javac -d . -cp $classes "$ROOT/tests/package/Peer.java"
    peer() { java -cp "$classes:$T" Peer "$@"; }
    ok "Bouncy Castle accepts EC" peer ec/META-INF/ASiCManifest001.xml ec/META-INF/signature001.p7s
    has "and reads the signer" out "signer CN=ec"
    ok "Bouncy Castle accepts RSA" peer rsa/META-INF/ASiCManifest001.xml rsa/META-INF/signature001.p7s
    exits 1 "not over another manifest" peer ec.bad ec/META-INF/signature001.p7s
    authority tsa
    "$DOSSIER" -q stamp plain.zip --tsa 'openssl ts -reply -config tsa.cnf -queryfile /dev/stdin 2> ts.log'
    "$DOSSIER" -q extend plain.zip --crl pki/ca.crl --crl pki/root.crl
    mkdir stamped && (cd stamped && unzip -q ../plain.zip 'META-INF/*')
    ok "Bouncy Castle accepts the time-stamp" peer stamped/META-INF/ASiCManifest001.xml stamped/META-INF/signature001.p7s
    has "and finds it" out "time-stamp"
else
    skip "Bouncy Castle" "javac or libbcpkix-java is not installed"
fi
end
