#!/bin/sh
# Lua that nobody should run, as rules of one project: one run reports each of them at a line of its own, and what the
# other rules found is still there.
# shellcheck source-path=SCRIPTDIR source=../tap.sh
. "$(dirname "$0")/../tap.sh"

project p
rules=p/controls/rules
mkdir -p "$rules" p/content/pages
# rule CODE: its description.
rule() { printf -- '--[==[rule\ncode: %s\nsummary: Nobody should run this\nmeaning: It must end as an error.\nexample: none\nfix: Remove it.\n]==]\n' "$1"; }
for script in "$ROOT"/tests/hostile/lua/*.lua; do
    name=hostile-$(basename "$script" .lua)
    { rule "$name"; cat "$script"; } > "$rules/$name.lua"
done
{ rule sane-finding; echo 'report{ at = records("control")[1], message = "a finding of a sane rule" }'; } > "$rules/sane.lua"
printf '\033Lua' > "$rules/bytecode.lua"
{ rule report-flood; echo 'local r = records("control")[1] while true do report{ at = r, message = ("x"):rep(4000) } end'; } > "$rules/report-flood.lua"
printf -- '---\nid: PG-WORDS\ntitle: Words\n---\nThe first of the words.\n' > p/content/pages/words.md
{ rule mentions-flood; echo 'for i = 1, 1000000000 do mentions({ "the", "a" }, function() end) end'; } > "$rules/mentions-flood.lua"
{ rule mentions-within; echo 'mentions({ "the" }, function() mentions({ "a" }, function() end) end)'; } > "$rules/mentions-within.lua"
{ rule text-flood; echo 'local r = records("control")[1] while true do local t = text(r, "title") end'; } > "$rules/text-flood.lua"

exits 1 "ends, with errors" timeout 300 "$DOSSIER" -C p check
for file in "$rules"/*.lua; do
    name=${file##*/}
    [ "$name" = sane.lua ] || is "$name" "$(grep -cE "^controls/rules/$name:[0-9]+(:[0-9]+)?: error: " out | sed 's/^[1-9].*/refused/')" refused
done
has "what others found stays" out "a finding of a sane rule [sane-finding]"
end
