#!/bin/sh
# Checks a signed package with unzip, sha256sum and openssl only.
#   sh verify.sh PACKAGE.zip ROOT.pem
# ROOT.pem: the root certificate of the signer, from another source than the package. Exit status 0: everything that
# is asked here is right. It does not see what hides between the entries of the ZIP file, revoked certificates or
# withdrawn packages; `dossier-verify` does.
set -eu
export LC_ALL=C

if [ $# -ne 2 ]; then
    echo "usage: sh verify.sh PACKAGE.zip ROOT.pem" >&2
    exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
cp "$1" "$folder/package.zip"
cp "$2" "$folder/root.pem"
mkdir "$folder/p"
cd "$folder/p"

wrong() {
    echo "WRONG: $*" >&2
    exit 1
}

# no_strangers LIST...: every file here is named in one of the lists, and nothing else is here. Lists are in the format
# of sha256sum; what a package does not list itself is given in $unlisted.
no_strangers() {
    find . -type f | sed 's|^\./||' | sort > "$folder/found"
    { cat "$@" | cut -c67-; printf '%s\n' "$unlisted"; } | grep -v '^$' | sort > "$folder/named"
    cmp -s "$folder/found" "$folder/named" || wrong "files and lists differ: $(comm -3 "$folder/found" "$folder/named" | tr '\n\t' '  ')"
}

echo "1. Unpacking: every name once, and no name that leads elsewhere."
unzip -Z1 ../package.zip > ../names
[ -z "$(sort ../names | uniq -d)" ] || wrong "a name occurs twice: $(sort ../names | uniq -d | head -n 1)"
! grep -qE '^/|(^|/)\.\.(/|$)' ../names || wrong "a name leads out of the folder"
unzip -q ../package.zip
[ -z "$(find . ! -type f ! -type d)" ] || wrong "something that is no plain file"

echo "2. Digests: each file is what the lists say."
sha256sum -c --strict --quiet manifest-sha256.txt
sha256sum -c --strict --quiet tagmanifest-sha256.txt
unlisted=$(printf 'tagmanifest-sha256.txt\n'; find META-INF -type f 2> /dev/null)
grep -q '  mimetype$' tagmanifest-sha256.txt || unlisted=$(printf '%s\nmimetype\n' "$unlisted")
no_strangers manifest-sha256.txt tagmanifest-sha256.txt

for part in site source; do
    [ -f "data/$part.zip" ] || continue
    echo "   ... and inside data/$part.zip."
    mkdir "$folder/$part"
    unzip -q "data/$part.zip" -d "$folder/$part"
    list=$PWD/data/$part.sha256
    (cd "$folder/$part" && sha256sum -c --strict --quiet "$list" && unlisted='' && no_strangers "$list")
done

echo "3. Signatures: each covers its manifest, and the manifest covers the lists."
[ -f META-INF/signature001.p7s ] || wrong "nobody signed this package"
lists=$(openssl dgst -sha256 -binary tagmanifest-sha256.txt | openssl base64)
for signature in META-INF/signature*.p7s; do
    number=${signature#META-INF/signature}
    manifest=META-INF/ASiCManifest${number%.p7s}.xml
    grep -qF "$signature" "$manifest" || wrong "$manifest belongs to another signature"
    grep -A 3 'URI="tagmanifest-sha256.txt"' "$manifest" | grep -qF "$lists" || wrong "$manifest does not cover tagmanifest-sha256.txt"
    openssl cms -verify -cades -binary -inform DER -in "$signature" -content "$manifest" \
        -CAfile "$folder/root.pem" -purpose any -out /dev/null 2> "$folder/said" || wrong "$signature: $(cat "$folder/said")"
    echo "   $signature: $(openssl cms -verify -noverify -binary -inform DER -in "$signature" -content "$manifest" \
        -signer "$folder/signer.pem" -out /dev/null 2> /dev/null && openssl x509 -noout -subject -in "$folder/signer.pem")"
done
echo "All of this is right."
