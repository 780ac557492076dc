# What a package is made of: layout, nesting, threads, signatures, and the three commands anyone can run.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
build_maker
demo_keys

# the three commands
with_keys maker signed.zip
mkdir p && (cd p && unzip -q ../signed.zip)
ok "sha256sum agrees with the payload manifest" sh -c 'cd p && sha256sum -c --strict --quiet manifest-sha256.txt'
ok "sha256sum agrees with the tag manifest" sh -c 'cd p && sha256sum -c --strict --quiet tagmanifest-sha256.txt'
ok "openssl verifies the signature" openssl cms -verify -cades -binary -inform DER -in p/META-INF/signature001.p7s \
    -content p/META-INF/ASiCManifest001.xml -CAfile keys/root.pem -purpose any -out /dev/null
has "the manifest names the tag manifest's digest" p/META-INF/ASiCManifest001.xml \
    "$(openssl dgst -sha256 -binary p/tagmanifest-sha256.txt | base64)"
(cd p && find . -type f | sed 's|^\./||' | grep -v -e '^META-INF/' -e '^mimetype$' -e '^tagmanifest-sha256.txt$' | sort) > found
cut -c67- p/manifest-sha256.txt p/tagmanifest-sha256.txt | grep -v '^mimetype$' | sort > named
same "every file is named, and nothing else is" found named
ok "the side-car is right" sha256sum -c --strict --quiet signed.zip.sha256
is "no folders, comments or extra fields" "$(zipinfo -v signed.zip | grep -cE 'extra field: +[1-9]|comment: +[1-9]|archive comment:')" 0
is "mimetype is first" "$(first_bytes signed.zip 69 | tail -c 39)" "mimetypeapplication/vnd.etsi.asic-e+zip"

# order, time, mode
unzip -Z1 signed.zip > names
sed -n '2,$p' names | grep -v '^META-INF/' > got
LC_ALL=C sort got > want
same "entries are sorted by bytes" got want
is "META-INF is last" "$(tail -n 2 names | tr '\n' ' ')" "META-INF/ASiCManifest001.xml META-INF/signature001.p7s "
is "times are those of SOURCE_DATE_EPOCH in UTC" "$(TZ=Asia/Tokyo zipinfo -l signed.zip | grep -c '23-Nov-14 22:13')" 18
is "mode is 0644" "$(stat -c %a signed.zip)" 644

# threads, repetition
for jobs in 1 4; do maker "jobs$jobs.zip" --jobs "$jobs" --files 40 --size 3000; done
ok "one thread and four give the same bytes" cmp jobs1.zip jobs4.zip
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out rsa.key 2> err
chmod 600 rsa.key
openssl req -new -x509 -key rsa.key -subj "/CN=RSA" -addext keyUsage=digitalSignature -days 30 -out rsa.pem 2> err
for n in 1 2; do maker "rsa$n.zip" --key rsa.key --cert rsa.pem; done
ok "an RSA signature at a given time is reproducible" cmp rsa1.zip rsa2.zip
judged "a signer's own certificate can be trusted" 0 "TOTAL-PASSED" rsa1.zip --trust rsa.pem
(umask 077 && TZ=America/New_York maker other.zip --jobs 3 --files 40 --size 3000)
ok "umask and time zone change nothing" cmp jobs1.zip other.zip

# signing later
maker unsigned.zip
judged "unsigned is UNSIGNED" 4 "UNSIGNED" unsigned.zip
cp unsigned.zip later.zip
with_keys maker later.zip --add-signature
judged "a signature can be added" 0 "TOTAL-PASSED" later.zip --trust keys/root.pem
size=$(perl -e 'local $/; open F, "<:raw", "unsigned.zip"; $_ = <F>; print unpack "x16 V", substr $_, -22')
first_bytes unsigned.zip "$size" > before
first_bytes later.zip "$size" > after
ok "the earlier entries stay, byte for byte" cmp before after
with_keys maker later.zip --add-signature
judged "a co-signature too" 0 "TOTAL-PASSED" later.zip --trust keys/root.pem
is "both are there" "$(unzip -Z1 later.zip | grep -c p7s)" 2
ok "the side-car follows" sha256sum -c --strict --quiet later.zip.sha256
is "no temporary file stays" "$(find . -maxdepth 1 -name '.*-??????' | wc -l)" 0

# nesting
with_keys maker nested.zip --files 1000 --size 200
is "many files are nested" "$(unzip -Z1 nested.zip | grep -c '^data/')" 5
judged "a nested package passes" 0 "1005 nested" nested.zip --trust keys/root.pem
mkdir n && (cd n && unzip -q ../nested.zip)
ok "the README's command unpacks and checks the site" sh -c \
    'cd n && unzip -q data/site.zip -d data/site && (cd data/site && sha256sum -c --strict --quiet ../site.sha256)'
has "README.txt says how" n/README.txt "unzip -q data/site.zip -d data/site"

# files of the project, small and streamed
maker large.zip --large 20000000 --jobs 4
judged "large files are packed in pieces" 4 "UNSIGNED" large.zip
ok "what shrinks comes back" sh -c 'unzip -p large.zip data/site/files/large.log | cmp - large.log'
ok "what does not shrink too" sh -c 'unzip -p large.zip data/site/files/large.bin | cmp - large.bin'
is "what does not shrink is stored" "$(unzip -v large.zip | awk '/large.bin/ { print $2 }')" Stored
end
