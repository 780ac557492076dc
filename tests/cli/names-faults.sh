#!/bin/sh
# Names of a project that cannot stand in a site: shortened or given another address where that is possible, else a
# diagnostic at their place, never a build that breaks down.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

paths() { (cd "$1" && find . -type f ! -name '.*' | sed 's|^\./||' | sort); }
links() { (cd "$1" && grep -oh 'href="[^"#]*' "$2" | sed 's/^href="//' | grep -v '^data:' | sort -u); }

# (a) names that are too long together
long=a23456789-123456789-123456789-123456789-123456789-123456789
project long
sed -i "s/demo-2026/$long/" long/dossier.yaml long/controls/frameworks/demo-2026.yaml
mv long/controls/frameworks/demo-2026.yaml "long/controls/frameworks/$long.yaml"
for last in x y; do
    echo "  - {id: $long$last, kind: clause, parent: A, title: Long $last, assessable: true}" >> "long/controls/frameworks/$long.yaml"
done
sed -i "s/satisfies: \[demo:A.1, demo:A.2\]/satisfies: [demo:A.1, demo:A.2, demo:${long}x, demo:${long}y]/" long/controls/records.yaml
ok "long names build" "$DOSSIER" -C long build
paths long/site > names
is "no address is longer than 120 characters" "$(awk 'length > 120' names)" ""
is "long names keep their beginning" "$(grep -cE "^frameworks/$long/a23456789-1[0-9-]*~[0-9a-f]{12}\.html$" names)" 2
exists "short ones are as they were" "long/site/frameworks/$long/A.1.html"
missed=
for link in $(links long/site/controls CTL-1.html); do
    [ -e "long/site/controls/$link" ] || missed="$missed $link"
done
is "links lead to them" "$missed" ""
ok "long names pack" "$DOSSIER" -C long pack -o long.zip
ok "once more" "$DOSSIER" -C long build -o again
ok "gives the same names" diff -r long/site again

# (b) addresses of page templates
template() { printf '{#page\nurl: "%s"\neach: %s\n#}\n<p>x</p>\n' "$1" "$2" > pages/templates/pages/own.html; }
project pages
mkdir -p pages/templates/pages
for url in ../../evil.html /evil.html 'a//b.html' 'a\\b.html' con.html 'what?.html' ä.html "$(printf '%0120d' 0).html" data/dossier.json Assets/site.css files; do
    template "$url" site
    exits 1 "a page at $url" "$DOSSIER" -C pages build
    has "is an error in its header" err "templates/pages/own.html:2:6: error: "
    has "of the template" err "[template-error]"
done
template 'policies/index.html/{id}.html' role
exits 1 "pages below a page" "$DOSSIER" -C pages build
has "are an error" err "lies below a page [template-error]"
template '{id}' role
mkdir -p pages/controls
echo 'roles: [{id: dots., title: A dot at the end}]' > pages/controls/more.yaml
exits 1 "a record's name at the end of an address" "$DOSSIER" -C pages build
has "is an error when it does not suit" err "ends with a dot or a space [template-error]"
absent "nothing was written" pages/site
is "nothing is left" "$(ls -A pages)" "$(printf 'content\ncontrols\ndossier.yaml\ntemplates')"
rm pages/controls/more.yaml
template 'controls' site
exits 1 "a page with the name of a folder" "$DOSSIER" -C pages build
has "is an error" err "'controls/CTL-1.html' lies below a page [template-error]"
printf '{#page\nurl: "{plural}/list"\neach: role\n#}\n<p>x</p>\n' > pages/templates/pages/own.html
ok "pages without extension" "$DOSSIER" -C pages build

# (c) names of types
type() { mkdir -p "$1/controls/types"; printf 'type: %s\nplural: %s\nfields:\n  note: {kind: text}\n' "$2" "$3" > "$1/controls/types/$4.yaml"; }
for plural in ../x Notes 'a b' "$(printf '%061d' 0)"; do
    project plural
    type plural note "$plural" note
    exits 1 "a plural '$plural'" "$DOSSIER" -C plural check
    has "is a bad value" out "controls/types/note.yaml:2:9: error: "
    has "of plural" out "'plural' must be 1 to 60 of a-z, 0-9 and -"
    exits 1 "and stops the build" "$DOSSIER" -C plural build
done
project kind
type kind No.te notes No.te
exits 1 "a type 'No.te'" "$DOSSIER" -C kind check
has "is a bad value, too" out "'type' must be 1 to 60 of a-z, 0-9 and -"

# (d) evidence that would be a file and a folder
number=10
evidence() {
    mkdir -p "$1/content/evidence/$(dirname "$2")"
    echo "{\"n\": $number}" > "$1/content/evidence/$2"
    echo "  - {id: EV-$number, title: Item $number, file: \"$2\", supports: [CTL-1], collected_at: 2026-11-01T09:00:00Z}" >> "$1/content/evidence/index.yaml"
    number=$((number + 1))
}
for order in first last; do
    project $order
    [ $order = last ] || evidence $order x
    evidence $order x.txt/y.json
    evidence $order x.txt/z/y.json
    [ $order = first ] || evidence $order x
    ok "a file beside a folder of its new name, $order" "$DOSSIER" -C $order build
    is "all of them are there" "$(paths $order/site | grep -c '^files/')" 4
    ok "and packed" "$DOSSIER" -C $order pack -o $order.zip
done

# (e) assets of one name
project assets
mkdir -p assets/themes/plain/a assets/themes/plain/b/c
echo '/* a */' > assets/themes/plain/a/site.css
echo '/* b */' > assets/themes/plain/b/c/site.css
ok "assets of one name in several folders" "$DOSSIER" -C assets build
is "keep their folders" "$(paths assets/site | grep '^assets/.*css')" "$(printf 'assets/a/site.css\nassets/b/c/site.css\nassets/site.css')"
has "and their bytes" assets/site/assets/a/site.css '/* a */'
echo '/* A */' > assets/themes/plain/a/Site.css
exits 1 "assets that differ in case only" "$DOSSIER" -C assets build
has "are an error" err "differs only in case from another one [bad-value]"
rm assets/themes/plain/a/Site.css
mkdir assets/themes/plain/site.css.d
echo '/* d */' > assets/themes/plain/site.css.d/aux.css
exits 1 "an asset that is a device of Windows" "$DOSSIER" -C assets build
has "is an error" err "has the name of a Windows device [bad-value]"
end
