#!/bin/sh
# Markdown that takes a parser more than it should: each text must be read or refused within seconds and megabytes.
. "$(dirname "$0")/../tap.sh"
. "$ROOT/tests/hostile/read_run.inc"

# Blocks just below the largest size, as many as a file may have of them: what one pattern costs at most.
while read -r piece; do
    many $((16000 / ${#piece})) "$piece" > block
    printf '\n\n' >> block
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat block; done > own.md
    bounded "16 blocks of $piece" own.md
    many $((4000 / ${#piece})) "$piece" > block
    printf '\n\n' >> block
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat block block block block block block block block; done > own.md
    bounded "128 blocks of $piece" own.md
done << 'END'
<?
<!A
<!--
<![CDATA[
![[]()
[ (](
*a **a_
a_*b*_
[a](<b
[a](b
[[a
~~a~
http://a)
&#x1F600;
[^a]
|a
**_*
END
printf 'a\n' > lines
many 8000 'a\n' > block
printf '|-|\n\n' >> block
for _ in 1 2 3 4 5 6 7 8; do cat block; done > own.md
bounded "a table after thousands of lines" own.md
{ many 31 '- '; echo x; many 500000 '\n'; } > own.md
bounded "blank lines in deep lists" own.md
many 150000 '[x]: y\n' > own.md
bounded "definitions" own.md
{ many 60000 'a[^1]\n\n'; echo '[^1]: b'; } > own.md
bounded "uses of one footnote" own.md
many 100000 '# a\n' > own.md
bounded "equal headings" own.md

shared markdown_patterns.py md
end
