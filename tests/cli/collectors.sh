#!/bin/sh
# The collectors of the library, run for real: what each leaves, and that it never makes a pass of what it could not see.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"
unset SOURCE_DATE_EPOCH

project p
# collect ID COMMAND [OUTPUT]: runs one collector; its newest file is left in ./item, what `inspect` says of it in ./facts.
collect() {
    { echo "collectors:"; echo "  - {id: $1, command: [$2], output: ${3:-stdout}, record: {title: $1, supports: [CTL-1/drill]}}"; } > p/controls/collectors.yaml
    status=0
    "$DOSSIER" -C p collect "$1" > out 2>&1 || status=$?
    newest=$(find p/content/evidence/"$1" -name '*.evidence.yaml' | sort | tail -n 1)
    cp "$(dirname "$newest")/$(sed -n 's/^    file: "\(.*\)"/\1/p' "$newest")" item
    "$DOSSIER" inspect --format json item > facts
    sleep 1             # the next one has another second
}

# --- commands as a JUnit report ---
collect junit 'junit, one, "true", --next, "a <second> & \"third\"", sh, -c, "echo said; exit 3", --next, crash, sh, -c, "kill -SEGV $$", --next, absent, no-such-program, --next, args, test, "a  b", =, "a  b"'
is "junit ends well whatever its commands do" "$status" 0
json "each command is a case: passes, failures, and errors where nothing was shown" facts '.format == "junit-xml" and .counts.pass == 2 and .counts.fail == 1 and .counts.error == 2'
json "so a failure contradicts" facts '.state == "contradicts"'
has "names are text" item 'name="a &lt;second&gt; &amp; &quot;third&quot;"'
has "what a command said is kept" item '<system-out>said'
collect junit 'junit, noise, head, -c, "3000", /dev/urandom'
json "what a command says may be anything" facts '.state == "supports" and .counts.pass == 1'
collect junit 'junit, only a name'
is "a name without a command is a failed run" "$status" 1
json "and no result" facts '.format == "collector-run" and .state == "no-result"'

# --- Debian packages ---
if command -v dpkg-query > /dev/null; then
    collect debian debian-packages
    installed=$(dpkg-query -W -f '${db:Status-Status}\n' | grep -c '^installed$')
    json "debian-packages lists what is installed" facts ".format == \"cyclonedx-json\" and .counts.components == $installed and .state == \"supports\""
    json "as CycloneDX with package URLs" item '.bomFormat == "CycloneDX" and (.components | all(.purl | startswith("pkg:deb/"))) and ([.components[]."bom-ref"] | length == (unique | length))'
    json "with the versions that dpkg says" item ".components[] | select(.name == \"dpkg\") | .version == \"$(dpkg-query -W -f '${Version}' dpkg)\""
else
    skip "debian-packages" "this machine has no dpkg"
fi

# --- npm packages ---
if command -v node > /dev/null; then
    cat > p/package-lock.json <<'JSON'
{"name": "portal", "version": "1.2.3", "lockfileVersion": 3, "packages": {
  "": {"name": "portal", "version": "1.2.3"},
  "node_modules/left": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-AAECAw=="},
  "node_modules/@scope/right": {"version": "2.0.0", "dev": true},
  "node_modules/left/node_modules/@scope/right": {"version": "3.0.0"},
  "node_modules/linked": {"link": true, "resolved": "elsewhere"}}}
JSON
    collect npm npm-packages
    json "npm-packages lists what a lock file pins, at every depth" facts '.format == "cyclonedx-json" and .counts.components == 3 and .subject == "portal"'
    json "with package URLs, licences and digests" item '.components | map(select(.purl == "pkg:npm/left@1.0.0"))[0] | .licenses[0].license.name == "MIT" and .hashes[0].content == "00010203"'
    json "and scopes" item '[.components[].purl] == ["pkg:npm/%40scope/right@2.0.0", "pkg:npm/%40scope/right@3.0.0", "pkg:npm/left@1.0.0"]'
    collect npm "npm-packages, $ROOT/tests/browser/package-lock.json"
    json "a real lock file" facts ".counts.components > 5 and .state == \"supports\""
    echo '{"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "dependencies": {"b": {"version": "2.0.0"}}}}}' > p/package-lock.json
    collect npm npm-packages
    json "the oldest form of lock files" facts '.counts.components == 2'
    echo '{}' > p/package-lock.json
    collect npm npm-packages
    json "what is no lock file is a failed run, not an empty list" facts '.state == "no-result" and .format == "collector-run"'
else
    skip "npm-packages" "node is not installed"
fi

# --- git ---
git init -q p
cd p
git config user.name "Ann Author"
git config user.email ann@example.org
git config commit.gpgsign false
git add content/policies
git commit -qm 'Write the policy, "quoted", <and> more'
echo "One more sentence." >> content/policies/stop.md
git commit -qam 'Say more' -m 'Approved-by: Bob Boss <bob@example.org>'
echo "Another sentence." >> content/policies/stop.md
git commit -qam 'Approve myself' -m 'Approved-by: Ann Author <ann@example.org>'
cd ..
collect history 'git-history, content/policies'
json "git-history is a table of commits" facts '.format == "csv" and .counts.rows == 3'
has "with approvals" item "Bob Boss <bob@example.org>"
is "oldest last, quoted" "$(tail -n 1 item | cut -d, -f8-)" '"Write the policy, ""quoted"", <and> more"'
collect approvals git-approvals
json "git-approvals passes what somebody else approved, and nothing else" facts '.format == "junit-xml" and .counts.pass == 1 and .counts.fail == 2'
has "it says who" item "by Ann Author, approved by Bob Boss"
collect approvals 'git-approvals, no/such/path'
json "no commit is no result" facts '.state == "no-result"'
rm -rf p/.git
collect approvals git-approvals
json "no repository is a failed run" facts '.format == "collector-run"'

# --- certificates ---
make_certificate() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -subj "/O=North & Light/CN=$1" -days "$2" -out "p/$1.pem" 2> /dev/null; }
make_certificate long 400
make_certificate short 10
cat p/long.pem p/short.pem > p/both.pem
collect tls 'certificates, long.pem'
json "a certificate that lasts is a pass" facts '.format == "junit-xml" and .counts.pass == 1 and .state == "supports"'
has "with its name and its last day" item "North &amp; Light"
collect tls 'certificates, both.pem'
json "each of a file is a case, and one that ends soon a failure" facts '.counts.pass == 1 and .counts.fail == 1'
collect tls 'certificates, --days, "5", both.pem'
json "how soon is said" facts '.counts.pass == 2'
printf -- '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' > p/broken.pem
echo none > p/none.pem
collect tls 'certificates, broken.pem, none.pem, absent.pem, long.pem'
json "what cannot be read is an error" facts '.counts.error == 3 and .counts.pass == 1 and .state == "contradicts"'

# --- OpenSCAP ---
if command -v oscap > /dev/null; then
    cp "$ROOT"/tests/cli/openscap/*.xml p
    collect scap 'openscap, "{output}", content.xml' results.xml
    is "openscap: that a rule fails is no failed run" "$status" 0
    json "it leaves XCCDF results" facts '.format == "xccdf-results" and .counts.pass == 1 and .counts.fail == 1'
    collect scap 'openscap, "{output}", absent.xml' results.xml
    json "content that is not there is a failed run" facts '.format == "collector-run"'
else
    skip "openscap" "oscap is not installed"
fi
cp "$ROOT/tests/cli/openscap/content.xml" p/latest.xml
collect latest 'result-file, latest.xml'
is "a result file of today is taken" "$status" 0
same "as it is" item p/latest.xml
touch -d '3 days ago' p/latest.xml
collect latest 'result-file, latest.xml'
json "an old one is not" facts '.format == "collector-run"'
collect latest 'result-file, --days, "7", latest.xml'
is "unless that is what was asked for" "$status" 0

"$DOSSIER" -C p --as-of "$(date -u +%F)" check > checked || true
lacks "the ledger of all this holds" checked "[ledger"
lacks "and nothing is without a record" checked "[evidence-unrecorded"
for program in "$ROOT"/controls/collectors/*; do
    is "${program##*/} shows how to use it" "$(grep -c '  - id: ' "$program") $([ -x "$program" ] && echo runs)" "1 runs"
done
end
