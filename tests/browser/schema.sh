#!/bin/sh
# JSON Schemas of all types, as editors read them: see schema.mjs.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

command -v node > /dev/null 2>&1 || skip_all "node is not installed"
[ -d "$ROOT/tests/browser/node_modules" ] || skip_all "run npm ci in tests/browser"

example example
EXAMPLE="$T/example" exec node --test-reporter=tap "$ROOT/tests/browser/schema.mjs"
