#!/bin/sh
# Each rule of controls/rules has a project that triggers it and one that does not, and each of its codes is triggered.
set -eu
cd "$(dirname "$0")/../.."

status=0
for rule in controls/rules/*.lua; do
    name=$(basename "$rule" .lua)
    for part in yes no expect; do
        if [ ! -e "tests/rules/$name/$part" ]; then
            echo "tests/rules/$name/$part: the rule $rule has no test"
            status=1
        fi
    done
done
untriggered=$(for rule in controls/rules/*.lua; do
    expect=tests/rules/$(basename "$rule" .lua)/expect
    sed -n '/^\]=*\]/q; s/^-* *code: *//p' "$rule" | while read -r code; do
        grep -q "\[$code\]\$" "$expect" || echo "$expect: nothing triggers $code"
    done
done)
if [ -n "$untriggered" ]; then
    echo "$untriggered"
    status=1
fi
exit $status
