#!/bin/sh
# Text of a project is text on every page: markup in titles, fields, documents, evidence and settings never becomes HTML.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
evil="\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% x %}"
quoted="'$(echo "$evil" | sed "s/'/''/g")'"
sed -i "s|^title: .*|title: $(echo "$quoted" | sed 's/[&|\\]/\\&/g')|; s|^organization: .*|organization: $(echo "$quoted" | sed 's/[&|\\]/\\&/g')|" \
    p/dossier.yaml p/content/policies/stop.md p/content/pages/start.md
cat >> p/controls/records.yaml << END
  - id: CTL-3
    title: $quoted
    owner: $quoted
    status: implemented
    description: $quoted
    satisfies: [demo:A.1]
    version: $quoted
    requires:
      - {id: drill, title: $quoted}
exceptions:
  - {id: EXC-1, title: $quoted, about: CTL-3, reason: $quoted, approved_by: $quoted, expires: 2027-01-31}
END
cat >> p/content/evidence/index.yaml << END
  - id: EV-3
    title: $quoted
    file: evil.xml
    supports: [CTL-3/drill]
    collected_at: 2026-11-02T09:00:00Z
    collected_by: $quoted
END
cat > p/content/evidence/evil.xml << 'END'
<testsuite name="&lt;script&gt;alert(3)&lt;/script&gt;" tests="1"><testcase name="&lt;img src=x onerror=alert(4)&gt;"><failure message="&quot;&gt;&lt;svg onload=alert(5)&gt;"/></testcase></testsuite>
END
sed -i "s|title: Policies|title: $(echo "$quoted" | sed 's/[&|\\]/\\&/g'), hint: $(echo "$quoted" | sed 's/[&|\\]/\\&/g')|" p/controls/frameworks/demo-2026.yaml
# shellcheck disable=SC2016  # a fence
printf '\n## %s\n\n%s\n\n[link](https://example.org/ "%s")\n\n```x"><script>\n%s\n```\n' "$evil" "$evil" 'x\" onload=\"alert(7)' "$evil" >> p/content/policies/stop.md

"$DOSSIER" -C p check > check.txt 2>&1 || true
ok "it builds" "$DOSSIER" -C p build
find p/site -name '*.html' > pages
is "there are pages" "$(($(wc -l < pages) > 20))" 1
is "no script that we did not write" "$(xargs grep -lE '<script[^>]*>[^<]' < pages)" ""
is "no markup from titles, fields or documents" "$(xargs grep -lE '<(script|img|svg)[^>]*(alert|src=x|onerror|onload)' < pages)" ""
is "no handler in any tag" "$(xargs grep -lE '<[a-z][^>]* on[a-z]+ *=' < pages | while read -r page; do
    # A quoted value may hold the words; a tag without its values may not.
    sed 's/="[^"]*"//g' "$page" | grep -qE '<[a-z][^<>]* on[a-z]+ *=' && echo "$page"
done)" ""
is "no address that runs" "$(xargs grep -liE '(href|src)="(javascript|data:text|vbscript)' < pages)" ""
is "template tags in text are text" "$(xargs grep -lF '49{%' < pages)" ""
has "the title is shown as it was written" p/site/controls/CTL-3.html "&lt;script&gt;alert(1)&lt;/script&gt;"
ok "data/dossier.json is JSON" jq -e . p/site/data/dossier.json
end
