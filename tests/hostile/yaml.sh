#!/bin/sh
# YAML that takes a parser more than it should: each text must be read or refused within seconds and megabytes.
. "$(dirname "$0")/../tap.sh"
. "$ROOT/tests/hostile/read_run.inc"

many 500000 '[' > own.yml
bounded "open brackets" own.yml
many 250000 '{a: ' > own.yml
bounded "open braces" own.yml
many 400000 '- ' > own.yml
bounded "dashes" own.yml
{ many 60000 '%TAG !a! tag:x\n'; echo '--- a'; } > own.yml
bounded "directives" own.yml
{ echo 'a: b'; echo '...'; many 60000 '%TAG !a! tag:x\n'; } > own.yml
bounded "directives behind the document" own.yml
awk 'BEGIN { for (i = 0; i < 200000; i++) print "key" i ": v" }' > own.yml
bounded "keys" own.yml
many 200000 'a: b\n' > own.yml
bounded "equal keys" own.yml
awk 'BEGIN { print "a0: &a0 [x, x]"; for (i = 1; i < 40; i++) printf "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1 }' > own.yml
bounded "laughs" own.yml

shared yaml_patterns.py yml
end
