#!/bin/sh
# Words that the program itself writes never claim more than a record does: nothing is called compliant or certified.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

claims='compliant|complies with|in compliance|certified|conforms to|guarantees|guaranteed|konform|zertifiziert|garantiert'
# claims_in FOLDER: how many pages say such a thing. (Data files carry titles of laws: "Compliant AI systems which …".)
claims_in() {
    grep -rlwiE --include='*.html' "$claims" "$1" | wc -l
}

for language in en de; do
    ok "a project that says nothing itself, $language" "$DOSSIER" init "$language" --template iso-42001
    sed -i "s/^language: .*/language: $language/" "$language/dossier.yaml"
    is "in the language asked for" "$(grep -c "^language: $language" "$language/dossier.yaml")" 1
    is "its own words claim nothing" "$(grep -rlwiE "$claims" "$language" | wc -l)" 0
    ok "builds" "$DOSSIER" -C "$language" build --output "$T/site-$language"
    is "there are pages" "$([ "$(find "site-$language" -name '*.html' | wc -l)" -gt 50 ] && echo yes)" yes
    is "no page claims anything" "$(claims_in "site-$language")" 0
done
# so that the search is known to find something
printf '\nWe are certified.\n' >> "$(find en/content/pages -name '*.md' | head -n 1)"
ok "a claim of the project's own" "$DOSSIER" -C en build --output "$T/site-en"
is "is found" "$([ "$(claims_in site-en)" -gt 0 ] && echo yes)" yes
end
