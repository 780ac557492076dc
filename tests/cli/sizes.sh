#!/bin/sh
# What every reader has to load stays small, and does not grow with the site.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

at_most() { ok "$1: $2 of at most $3 bytes" test "$2" -gt 0 -a "$2" -le "$3"; }
bytes() { wc -c < "$1" | tr -d ' '; }

example example
ok "the example builds" "$DOSSIER" -C example build --output site
at_most "the script of the site" "$(bytes site/assets/site.js)" 40960
at_most "its style sheet" "$(bytes site/assets/site.css)" 40960
# A policy's page without its text.
frame() { awk '/<div class="prose body">/ { text = 1 } !text { print } text && /^<\/div>$/ { text = 0 }' "$1" | wc -c; }
largest=0
for page in site/policies/POL-*.html; do
    size=$(frame "$page")
    [ "$size" -le "$largest" ] || largest=$size
done
at_most "the largest page of a policy, without its text" "$largest" 61440

# The same policy, in a site of one and of 1,200.
project one
policies() {
    mkdir -p "$1/content/policies"
    i=1
    while [ "$i" -le "$2" ]; do
        printf -- '---\nid: POL-N-%04d\ntitle: Policy\nversion: "1"\nowner: Somebody\nstatus: draft\n---\n\nText.\n' "$i" > "$1/content/policies/n-$i.md"
        i=$((i + 1))
    done
}
cp -R one many
policies one 1
policies many 1200
ok "a site with one policy more" "$DOSSIER" -C one build
ok "a site with 1,200 more" "$DOSSIER" -C many build
for page in policies/POL-N-0001.html search.html about.html; do
    is "$page is not larger in a larger site" "$(bytes "many/site/$page")" "$(bytes "one/site/$page")"
done
at_most "a page of a long index" "$(awk '/<nav/ { nav = 1 } nav { print } /<\/nav>/ { nav = 0 }' many/site/policies/index-2.html | wc -c)" 4096
end
