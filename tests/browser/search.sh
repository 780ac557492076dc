#!/bin/sh
# The search of the example's site, in Chromium, from file:// and from a server on the loopback: see search.mjs.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

browser=$(command -v chromium || command -v chromium-browser || true)
[ -n "$browser" ] || skip_all "chromium is not installed"
command -v node > /dev/null 2>&1 || skip_all "node is not installed"
[ -d "$ROOT/tests/browser/node_modules" ] || skip_all "run npm ci in tests/browser"

example example
mkdir -p example/content/pages
cat > example/content/pages/letters.md << 'END'
---
id: PAGE-LETTERS
title: Letters of many scripts
---
Größe, STRASSE and straße, Ångström, naïve ﬁle, Ελληνικά όνομα ᾠδή, Москва́, İstanbul, ｆｕｌｌ, co‑operation, soft­hyphen,
日本 が, हिन्दी, עִבְרִית, ½ of x² and a word split**ted** by emphasis; under_score, e-mail, 10.5, A.9.2, ab--cd.

## Ümlaute & entities

AT&T, "quoted", <tag>, it's here[^1] in `code.name` and ~~deleted~~.

| one | two |
|---|---|
| cellone | celltwo |

[^1]: A footnote.
END
if ! "$DOSSIER" -C example build --output "$T/site" > out 2> err; then
    fail "the example builds" err
    end
    exit 1
fi
CHROMIUM=$browser SITE="$T/site" exec node --test-reporter=tap "$ROOT/tests/browser/search.mjs"
