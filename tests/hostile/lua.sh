#!/bin/sh
# Lua that nobody should run: each script must end soon, in little memory, with an error at a line of the template.
. "$(dirname "$0")/../tap.sh"

build=$ROOT/build/${FLAVOUR:-release}
seconds=3 megabytes=128 flags=
case ${FLAVOUR:-release} in
asan) seconds=60 megabytes=0 flags='-fsanitize=address,undefined -fno-sanitize-recover=all' ;;
tsan) seconds=60 megabytes=0 flags='-fsanitize=thread' ;;
cov)  seconds=60 megabytes=0 flags='--coverage' ;;
esac

# Of the files that there are: the object of a source that was removed may still lie there.
set --
for room in base read read/evidence model script render; do
    for source in "$ROOT/gen/$room"/*.c; do
        set -- "$@" "$build/gen/$room/$(basename "$source" .c).o"
    done
done
# shellcheck disable=SC2046,SC2086  # lists of words
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -O1 $flags -I"$ROOT/gen" -o run "$ROOT/tests/hostile/lua_run.c" "$@" \
    $(pkg-config --cflags --libs libcmark-gfm yaml-0.1 libxml-2.0 lua5.4 libzip libcrypto libdeflate zlib) \
    -lcmark-gfm-extensions -l:libutf8proc.a -lm -lcmocka -pthread

# refused FILE: ends with an error at a line, not by a signal, not by the clock.
refused() {
    status=0
    timeout "$seconds" ./run "$1" "$megabytes" > out 2> err || status=$?
    if [ "$status" = 1 ] && grep -q '^templates/p[a-z]*/hostile.html:[0-9][0-9]*:[0-9]' out; then
        pass "${1##*/}"
    else
        echo "exit status $status" > why
        fail "${1##*/}" why out err
    fi
}

# Code that is small for us and much for a parser: n times a piece.
many() { awk -v n="$1" -v piece="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", piece }'; }
mkdir long
{ printf 'local x = '; many 30000 'x or '; echo 1; } > long/or-chain.lua
{ echo 'local x = 1 if x then'; many 9000 'elseif x then '; echo 'end x()'; } > long/elseif-chain.lua
{ printf 'local x = '; many 60 '('; printf 1; many 60 ')'; echo ' x()'; } > long/brackets.lua
{ printf 'local x = '; many 300 '('; printf 1; many 300 ')'; } > long/brackets-deep.lua
{ printf 'local x = '; many 250 '-'; echo 1; } > long/minus.lua
{ printf 'local x = '; many 30000 '1 .. '; echo 1; } > long/concat-chain.lua
{ printf 'local x = '; many 20000 'not '; echo 1; } > long/not-chain.lua
awk 'BEGIN { for (i = 0; i < 300; i++) print "local x" i " = " i }' > long/locals.lua
awk 'BEGIN { for (i = 0; i < 9000; i++) print "goto l" i; print "::l::" }' > long/gotos.lua
{ many 70 'do '; many 70 'end '; } > long/blocks.lua
{ many 9000 'repeat until '; } > long/repeats.lua
many 200000 'local x=1 ' > long/code.lua
{ many 60000 '{{ 1 }}<'; } > long/tags.html
{ many 200000 '<p>text</p>'; } > long/template.html
printf '{%% local s = "a\000b" %%}' > long/nul.html
printf '<p>\377\376</p>' > long/bytes.html
printf '\033Lua' > long/bytecode.lua

for script in "$ROOT"/tests/hostile/lua/* long/*; do
    refused "$script"
done
if [ -d "$ROOT/../shared/data/hostile/lua" ]; then
    for script in "$ROOT"/../shared/data/hostile/lua/*.lua; do
        refused "$script"
    done
else
    skip "shared scripts" "no ../shared"
fi
end
