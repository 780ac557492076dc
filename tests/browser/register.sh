#!/bin/sh
# Registers in Chromium, one of them longer than a page: see register.mjs.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

browser=$(command -v chromium || command -v chromium-browser || true)
[ -n "$browser" ] || skip_all "chromium is not installed"
command -v node > /dev/null 2>&1 || skip_all "node is not installed"
[ -d "$ROOT/tests/browser/node_modules" ] || skip_all "run npm ci in tests/browser"

example example
# a type of 2,600 records: six pages without scripts, and two scripts of rows
mkdir -p example/controls/types
printf '%s\n' 'type: part' 'plural: parts' 'title: Part' 'titles: Parts' 'help: A numbered part.' 'index: [id, title, owner]' \
    'fields: {}' > example/controls/types/part.yaml
{
    echo "parts:"
    echo "  - {id: PRT-HOSTILE, title: 'Hostile <img src=x onerror=alert(1)> \"&amp; </script><script>alert(2)</script>', owner: '<b>Nobody</b>'}"
    i=1
    while [ "$i" -le 2600 ]; do
        echo "  - {id: PRT-$i, title: Numbered part $((i * 7919 % 2600)), owner: $([ $((i % 3)) = 0 ] && echo ROLE-CISO || echo Somebody else)}"
        i=$((i + 1))
    done
} > example/controls/parts.yaml
if ! "$DOSSIER" -C example build --output "$T/site" > out 2> err; then
    fail "the example builds" err
    end
    exit 1
fi
CHROMIUM=$browser SITE="$T/site" exec node --test-reporter=tap "$ROOT/tests/browser/register.mjs"
