#!/bin/sh
# The example's site, opened from file:// in Chromium, and its pages as text: see site.mjs.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

browser=$(command -v chromium || command -v chromium-browser || true)
[ -n "$browser" ] || skip_all "chromium is not installed"
command -v node > /dev/null 2>&1 || skip_all "node is not installed"
[ -d "$ROOT/tests/browser/node_modules" ] || skip_all "run npm ci in tests/browser"

example example
if ! "$DOSSIER" -C example build --output "$T/site" > out 2> err; then
    fail "the example builds" err
    end
    exit 1
fi
CHROMIUM=$browser SITE="$T/site" exec node --test-reporter=tap "$ROOT/tests/browser/site.mjs"
