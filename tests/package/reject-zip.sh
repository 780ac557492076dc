# Broken variants of a package, one for each rule of its container, its bag and its manifests: all are refused.
# shellcheck shell=sh
# shellcheck source=lib.inc
. "$(dirname "$0")/lib.inc"
build_maker
demo_keys
with_keys maker good.zip
judged "the package itself passes" 0 "TOTAL-PASSED" good.zip --trust keys/root.pem

perl "$ZIP_PL" list > variants
while read -r variant code; do
    if ! perl "$ZIP_PL" make "$variant" good.zip bad.zip 2> why; then
        if grep -q SKIP why; then skip "$variant" "not possible in this package"; else fail "$variant" why; fi
        continue
    fi
    judged "$variant" 4 "[$code]" bad.zip --trust keys/root.pem
done < variants

# The same inside a nested ZIP.
with_keys maker nested.zip --files 1000 --size 200
judged "the nested package passes" 0 "TOTAL-PASSED" nested.zip --trust keys/root.pem
perl "$ZIP_PL" get nested.zip data/site.zip > site.zip
for variant in front-bytes gap-before-entry descriptor-flag symbolic-link name-dotdot deflate-tail crc-both \
    inflates-to-more bomb-ratio; do
    code=$(sed -n "s/^$variant //p" variants)
    perl "$ZIP_PL" make "$variant" site.zip inner.zip
    perl "$ZIP_PL" replace nested.zip bad.zip data/site.zip inner.zip
    judged "nested $variant" 4 "[$code]" bad.zip --trust keys/root.pem
done

# Cut off at each end of a part, and nonsense.
size=$(stat -c %s good.zip)
for cut in 0 1 21 22 30 $((size / 2)) $((size - 22)) $((size - 1)); do
    head -c "$cut" good.zip > bad.zip
    judged "cut to $cut bytes" 4 "FORMAT_FAILURE" bad.zip --trust keys/root.pem
done
head -c 100000 /dev/urandom > bad.zip
judged "noise" 4 "FORMAT_FAILURE" bad.zip
cat good.zip good.zip > bad.zip
judged "twice the same" 4 "FORMAT_FAILURE" bad.zip --trust keys/root.pem

# The same content in another container.
perl "$ZIP_PL" list-same > variants
while read -r variant; do
    perl "$ZIP_PL" make "$variant" good.zip other.zip
    case $variant in
    foreign*)
        judged "$variant is refused" 4 "FORMAT_FAILURE" other.zip --trust keys/root.pem
        judged "$variant passes with --foreign" 0 "TOTAL-PASSED" other.zip --trust keys/root.pem --foreign ;;
    *) judged "$variant passes" 0 "TOTAL-PASSED" other.zip --trust keys/root.pem ;;
    esac
done < variants

# With --foreign, coverage, overlap and names are refused all the same.
for variant in entry-added tag-file-added content-changed gap-before-entry overlap-same-data name-dotdot name-case-twin \
    name-file-and-folder reference-removed meta-stranger symbolic-link deflate-tail hidden-local-entry front-bytes encrypted; do
    perl "$ZIP_PL" make "$variant" good.zip bad.zip
    judged "$variant with --foreign" 4 "TOTAL-FAILED" bad.zip --trust keys/root.pem --foreign
done
end
