# The commands after packing: sign, cosign, stamp, extend, digest, withdraw; and the script that checks without us.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
# shellcheck source=pki.inc
. "$ROOT/tests/package/pki.inc"
build_maker
pki
unset SOURCE_DATE_EPOCH     # the authority's clock is the real one

authority tsa
ec="--key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem"
rsa="--key pki/rsa.key --cert pki/rsa.pem --chain pki/chain.pem"

# The whole way from B to LTA, with the commands alone.
maker p.zip --files 4
cp p.zip unsigned.zip
# shellcheck disable=SC2086  # options
ok "sign" "$DOSSIER" sign p.zip $ec
judged "level B" 0 "CAdES-BASELINE-B," p.zip --trust pki/root.pem
# shellcheck disable=SC2086
exits 2 "sign a second time" "$DOSSIER" sign p.zip $ec
has "names the other command" err "dossier cosign"
# shellcheck disable=SC2086
exits 2 "cosign what nobody signed" "$DOSSIER" cosign unsigned.zip $ec
has "names what comes first" err "dossier sign"
cp p.zip one.zip
# shellcheck disable=SC2086
ok "cosign" "$DOSSIER" cosign p.zip $rsa
judged "two signatures" 0 "signature: CN=rsa" p.zip --trust pki/root.pem
perl "$ZIP_PL" get one.zip META-INF/signature001.p7s > first.p7s
perl "$ZIP_PL" get p.zip META-INF/signature001.p7s > still.p7s
ok "the first signature is as it was" cmp first.p7s still.p7s
kept=$(od -An -tu4 -j "$(($(stat -c %s one.zip) - 6))" -N 4 one.zip | tr -d ' ')
first_bytes one.zip "$kept" > before
first_bytes p.zip "$kept" > after
ok "no byte before it has moved" cmp before after

ok "a request for a time-stamp" "$DOSSIER" stamp p.zip --signature 1 --tsq request.tsq
ok "openssl reads it" sh -c 'openssl ts -query -in request.tsq -text > shown'
has "its digest is SHA-256" shown "sha256"
openssl ts -reply -config tsa.cnf -queryfile request.tsq -out answer.tsr 2> ts.log
exits 2 "the answer for another signature" "$DOSSIER" stamp p.zip --signature 2 --tsr answer.tsr
ok "the answer goes in" "$DOSSIER" stamp p.zip --signature 1 --tsr answer.tsr
judged "one of two is stamped: still level B" 0 "CAdES-BASELINE-B," p.zip --trust pki/root.pem
ok "a helper command asks" "$DOSSIER" stamp p.zip --tsa 'openssl ts -reply -config tsa.cnf -queryfile /dev/stdin 2> ts.log'
judged "level T" 0 "CAdES-BASELINE-T," p.zip --trust pki/root.pem
cp p.zip t.zip
exits 3 "a helper that fails" "$DOSSIER" stamp p.zip --tsa 'exit 7'
has "its exit status is said" err "exit status 7"
exits 2 "a helper that answers nonsense" "$DOSSIER" stamp p.zip --tsa 'echo hello'
exits 2 "a helper that says nothing" "$DOSSIER" stamp p.zip --tsa true
exits 2 "a helper that never ends its answer" "$DOSSIER" stamp p.zip --tsa 'exec cat /dev/zero'
ok "all of this left the package alone" cmp p.zip t.zip
exits 2 "neither request nor answer" "$DOSSIER" stamp p.zip
exits 2 "both" "$DOSSIER" stamp p.zip --tsq x.tsq --tsr answer.tsr
absent "wrote nothing" x.tsq
exits 2 "a signature that is not there" "$DOSSIER" stamp p.zip --signature 3 --tsq x.tsq
exits 2 "a number that is none" "$DOSSIER" stamp p.zip --signature one --tsq x.tsq
exits 3 "an answer that is not there" "$DOSSIER" stamp p.zip --tsr absent.tsr
exits 2 "stamp what nobody signed" "$DOSSIER" stamp unsigned.zip --tsq x.tsq

ok "extend" "$DOSSIER" extend p.zip --crl pki/ca.crl --crl pki/root.crl
judged "level LT, strictly" 0 "CAdES-BASELINE-LT," p.zip --trust pki/root.pem --strict
exits 2 "extend by nothing" "$DOSSIER" extend p.zip
exits 2 "extend by what is no list" "$DOSSIER" extend p.zip --crl pki/ca.pem
ok "stamp everything" "$DOSSIER" stamp p.zip --archive --tsa 'openssl ts -reply -config tsa.cnf -queryfile /dev/stdin 2> ts.log'
judged "level LTA, strictly" 0 "CAdES-BASELINE-LTA," p.zip --trust pki/root.pem --strict
# shellcheck disable=SC2086
exits 2 "cosign behind the archive" "$DOSSIER" cosign p.zip $ec
has "says why not" err "archive time-stamp"
ok "the side-car follows" sha256sum -c --strict --quiet p.zip.sha256

# Nothing that is not whole is signed.
perl "$ZIP_PL" get unsigned.zip README.txt | sed 's/How/Who/' > readme
perl "$ZIP_PL" replace unsigned.zip altered.zip README.txt readme
cp altered.zip same.zip
# shellcheck disable=SC2086
exits 4 "sign what was altered" "$DOSSIER" sign altered.zip $ec
has "says what is wrong" err "digest-mismatch"
ok "it stays as it is" cmp altered.zip same.zip
exits 4 "digest of what was altered" "$DOSSIER" digest altered.zip

# digest
ok "digest" "$DOSSIER" digest p.zip
digest=$(cut -c1-64 out)
"$DOSSIER" digest unsigned.zip > out
is "signatures do not change the digest" "$(cut -c1-64 out)" "$digest"
perl "$ZIP_PL" get unsigned.zip manifest-sha256.txt > manifest
is "it is that of the payload manifest" "$(sha256sum < manifest | cut -c1-64)" "$digest"
perl "$ZIP_PL" make same-repacked unsigned.zip again.zip
ok "another program packs it" "$DOSSIER" digest again.zip
is "the digest is the same" "$(cut -c1-64 out)" "$digest"
maker other.zip --files 5
"$DOSSIER" digest other.zip > out
ok "other content has another digest" test "$(cut -c1-64 out)" != "$digest"
maker nested.zip --files 1000
"$DOSSIER" digest nested.zip > out
mkdir flat && (cd flat && unzip -q ../nested.zip && for part in site source; do
    [ ! -f data/$part.zip ] || { unzip -q data/$part.zip -d data/$part && rm data/$part.zip data/$part.sha256; }; done)
(cd flat && find data -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > listed
is "nested files count as what they are once unpacked" "$(sha256sum < listed | cut -c1-64)" "$(cut -c1-64 out)"
exits 2 "digest of nothing" "$DOSSIER" digest
exits 3 "digest of what is not there" "$DOSSIER" digest absent.zip

# withdraw
mkdir notices
# shellcheck disable=SC2086
ok "withdraw" "$DOSSIER" withdraw t.zip --reason 'An evaluation was of the wrong model' --output notices/t.withdrawal.txt $rsa
ok "openssl verifies the notice" openssl cms -verify -cades -binary -inform DER -in notices/t.withdrawal.txt.p7s \
    -content notices/t.withdrawal.txt -CAfile pki/root.pem -purpose any -out /dev/null
has "it names the file's digest" notices/t.withdrawal.txt "Package-SHA256: $(sha256sum t.zip | cut -c1-64)"
has "it names the content" notices/t.withdrawal.txt "Content-SHA256: $digest"
judged "without notices it passes" 0 "TOTAL-PASSED" t.zip --trust pki/root.pem
judged "with them it does not" 4 "[withdrawn]" t.zip --trust pki/root.pem --notices notices
has "the reason is said" verdict "An evaluation was of the wrong model"
has "and who said it" verdict "by CN=rsa"
judged "nor under any other signature" 4 "[withdrawn]" p.zip --trust pki/root.pem --notices notices
with() { maker other.zip --files 5 --key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem; }
with
judged "other content passes" 0 "TOTAL-PASSED" other.zip --trust pki/root.pem --notices notices
exits 4 "as JSON" "$DOSSIER_VERIFY" t.zip --trust pki/root.pem --notices notices --format json
json "with its code" out '.problems | length == 1 and .[0].code == "withdrawn"'
json "and the content" out ".content == \"$digest\""
# shellcheck disable=SC2086
exits 2 "a notice that is there already" "$DOSSIER" withdraw t.zip --reason again --output notices/t.withdrawal.txt $rsa
# shellcheck disable=SC2086
exits 2 "no reason" "$DOSSIER" withdraw t.zip $rsa
# shellcheck disable=SC2086
exits 2 "a reason of two lines" "$DOSSIER" withdraw t.zip --reason 'one
two' $rsa
absent "wrote nothing" t.zip.withdrawal.txt
# shellcheck disable=SC2086
exits 2 "a name by which it is not found" "$DOSSIER" withdraw t.zip --reason x --output notice.txt $rsa
sed -i 's/wrong model/right model/' notices/t.withdrawal.txt
judged "a notice that was altered leaves it open" 4 "INDETERMINATE" t.zip --trust pki/root.pem --notices notices
has "and says so" verdict "[withdrawal-open]"
rm notices/t.withdrawal.txt.p7s
judged "so does one without signature" 4 "[withdrawal-open]" t.zip --trust pki/root.pem --notices notices
echo "nothing" > notices/t.withdrawal.txt
judged "one that cannot be read is a note" 0 "[notice-unreadable]" t.zip --trust pki/root.pem --notices notices
judged "no folder of notices" 4 "[notices-absent]" t.zip --trust pki/root.pem --notices absent
# shellcheck disable=SC2086
ok "withdraw beside the package" "$DOSSIER" withdraw t.zip --reason 'A stranger may say so' --key pki/stranger.key --cert pki/stranger.pem
judged "a stranger's notice leaves it open" 4 "[withdrawal-open]" t.zip --trust pki/root.pem --notices .

# the script
"$DOSSIER" verify --explain > verify.sh
ok "the script passes a package" sh verify.sh p.zip pki/root.pem
has "names who signed" out "CN = rsa"
with_pki() { maker "$1" --files "$2" --key pki/ec.key --cert pki/ec.pem --chain pki/chain.pem; }
with_pki nested.zip 1000
ok "and a nested one" sh verify.sh nested.zip pki/root.pem
exits 1 "nobody signed" sh verify.sh unsigned.zip pki/root.pem
exits 1 "another root" sh verify.sh p.zip pki/otherroot.pem
perl "$ZIP_PL" replace p.zip bad.zip README.txt readme
exits 1 "an altered file" sh verify.sh bad.zip pki/root.pem
cp p.zip more.zip && echo stray > data-stray && zip -q -X more.zip data-stray
exits 1 "a file more" sh verify.sh more.zip pki/root.pem
has "names it" err "data-stray"
exits 2 "no root" sh verify.sh p.zip
end
