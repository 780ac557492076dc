#!/bin/sh
# demo-keys.sh DIR: throw-away keys and certificates for trying things out. Nothing that they sign means anything.
# Keys that are there already are kept.
set -eu
umask 077

folder=${1:?usage: demo-keys.sh DIR}
days=3650
if [ -f "$folder/README.txt" ]; then
	exit 0
fi
mkdir -p "$folder"
work=$(mktemp -d "$folder/.making-XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

cat > "$work/openssl.cnf" <<CNF
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuing]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = emailProtection, 1.3.6.1.5.5.7.3.36
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
default_ca = lists
[lists]
database = $work/index.txt
crlnumber = $work/crlnumber
default_md = sha256
default_crl_days = $days
CNF

# new_key FILE CURVE
new_key() {
	openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -out "$1" 2>/dev/null
}
# issue NAME SECTION COMMON-NAME: a certificate by the issuing authority $by
issue() {
	openssl req -new -config "$work/openssl.cnf" -key "$work/$1.key" \
		-subj "/O=DEMO - not for real use/CN=$3" -out "$work/$1.csr"
	openssl x509 -req -sha256 -days "$days" -in "$work/$1.csr" -CA "$work/$by.pem" -CAkey "$work/$by.key" \
		-set_serial "0x$(openssl rand -hex 15)" -extfile "$work/openssl.cnf" -extensions "$2" \
		-out "$work/$1.pem" 2>/dev/null
}
# revocation_list NAME: an empty one, signed by NAME
revocation_list() {
	: > "$work/index.txt"
	echo 01 > "$work/crlnumber"
	openssl ca -gencrl -config "$work/openssl.cnf" -cert "$work/$1.pem" -keyfile "$work/$1.key" \
		-out "$work/$1.crl" 2>/dev/null
}

new_key "$work/root.key" P-384
openssl req -new -x509 -config "$work/openssl.cnf" -extensions root -sha384 -days "$days" -key "$work/root.key" \
	-subj "/O=DEMO - not for real use/CN=DEMO root authority" -out "$work/root.pem"
by=root
new_key "$work/ca.key" P-256
issue ca issuing "DEMO issuing authority"
by=ca
new_key "$work/signer.key" P-256
issue signer signer "DEMO signer"
new_key "$work/tsa.key" P-256
issue tsa tsa "DEMO time-stamping authority"
revocation_list root
revocation_list ca
cat "$work/ca.pem" "$work/root.pem" > "$work/chain.pem"

cat > "$work/README.txt" <<'TEXT'
DEMO - not for real use

Keys and certificates for trying out signing. They were made by a script, their private keys lie
here in the open, and nobody vouches for anybody: a package signed with them proves nothing.

root.pem      root authority: what a verifier is told to trust
ca.pem        issuing authority
chain.pem     both of them
signer.key    private key of the signer (EC P-256), with signer.pem
tsa.key       private key of a time-stamping authority, with tsa.pem
root.crl      revocation lists of the two authorities; they name nothing
ca.crl

The private keys of both authorities were thrown away. Delete the folder to get new ones.
TEXT

chmod 644 "$work"/*.pem "$work"/*.crl "$work/README.txt"
chmod 600 "$work"/*.key
mv "$work"/root.pem "$work"/ca.pem "$work"/chain.pem "$work"/root.crl "$work"/ca.crl "$work"/signer.key \
	"$work"/signer.pem "$work"/tsa.key "$work"/tsa.pem "$folder"/
mv "$work/README.txt" "$folder"/
chmod 755 "$folder"
