#!/bin/sh
# Names in the output: ASCII, short, safe on every system, unique without regard to case, and inert in a browser.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
number=10
evidence() {
    mkdir -p "p/content/evidence/$(dirname "$1")"
    echo "$number" > "p/content/evidence/$1"
    echo "  - {id: EV-$number, title: Item $number, file: \"$1\", supports: [CTL-1], collected_at: 2026-11-01T09:00:00Z}" >> p/content/evidence/index.yaml
    number=$((number + 1))
}
for name in 'a b/two words.txt' 'x/log.txt' 'y/log.txt' 'x/LOG.txt' 'Ünïcödé/日本語.csv' 'con/nul.csv' 'noextension' 'page.html' 'drawing.SVG' \
    'script.js' 'feed.xml' 'data.yaml' 'server.log' 'dot.' 'dots.tar.gz' 'per%20cent.pdf' 'why?.csv' 'star*.json' 'a/.hidden' \
    "$(printf '%0150d' 0 | tr 0 n).txt"; do
    evidence "$name"
done
cat > p/controls/names.yaml << 'END'
roles:
  - {id: CON, title: A device}
  - {id: aux.md, title: A device with an extension}
  - {id: index, title: The name of another page}
  - {id: dots., title: A dot at the end}
  - {id: a234567890123456789012345678901234567890123456789012345678901234, title: The longest id}
END
sed -i 's/id: A\.2,/id: matrix,/' p/controls/frameworks/demo-2026.yaml
sed -i 's/demo:A\.2/demo:matrix/' p/controls/records.yaml

ok "it builds" "$DOSSIER" -C p build
ok "it packs" "$DOSSIER" -C p pack --output "$T/names.zip"
(cd p/site && find . -type f ! -name '.dossier-files' | sed 's|^\./||' | sort) > names
is "no name is longer than 120 characters" "$(awk 'length > 120' names)" ""
is "names are ASCII" "$(LC_ALL=C grep '[^ -~]' names)" ""
is "names hold nothing that some system refuses" "$(grep -E '[\\:*?"<>|%]|[. ](/|$)' names)" ""
is "no name is that of a device" "$(grep -iE '(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.[^/]*)?(/|$)' names)" ""
is "names differ in more than case" "$(tr '[:upper:]' '[:lower:]' < names | sort | uniq -d)" ""
is "every evidence file is there" "$(grep -c '^files/' names)" 21
is "every evidence file is inert in a browser" "$(grep '^files/' names | grep -vE '\.(png|jpe?g|pdf|csv|json|zip|xlsx|txt)$')" ""
is "every record has a page" "$(grep -c '^roles/' names)" 7
for number in 10 14 15 29; do
    name=$(grep -o 'href="../files/[^"]*"' "p/site/evidence/EV-$number.html" | head -n 1 | sed 's|^href="../||; s|"$||; s|%20| |g')
    is "EV-$number leads to its bytes" "$(cat "p/site/$name" 2> /dev/null)" "$number"
done
end
