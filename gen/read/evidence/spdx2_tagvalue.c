/* SPDX 2.x as tags and values, a line each: not JSON, not YAML. An inventory, judged as CycloneDX is. */
#include "base/arena.h"
#include "read/evidence_bom.h"
#include "read/evidence_peek.h"

enum { FILE_MAX = 64 << 20 };

struct package { bool open; struct str version, licence; };

static int detect(const struct evidence_input *input)
{
    struct str head = input->head;
    if (input->peek->family != PEEK_TEXT)
        return 0;
    return str_starts(head, S("SPDXVersion:")) || str_contains(head, S("\nSPDXVersion:")) ? 9 : 0;
}

static void close_package(struct bom *bom, struct package *package)
{
    if (package->open)
        bom_component(bom, S("library"), package->version, package->licence);
    *package = (struct package){ 0 };
}

static void read_tag(struct bom *bom, struct package *package, struct str tag, struct str value)
{
    struct facts *facts = bom->facts;
    bool says = !str_is(value, "NOASSERTION") && !str_is(value, "NONE");
    if (str_is(tag, "SPDXVersion"))
        facts_add(facts, "SPDX version", value);
    else if (str_is(tag, "DocumentName"))
        facts->subject = facts_clean(facts, value);
    else if (str_is(tag, "DocumentNamespace"))
        facts_add(facts, "namespace", value);
    else if (str_is(tag, "Created"))
        facts_time(facts, value);
    else if (str_is(tag, "Creator") && str_starts(value, S("Tool: ")) && facts->tool.n == 0)
        facts_tool(facts, "%.*s", STR(str_sub(value, 6, value.n)));
    else if (str_is(tag, "PackageName")) {
        close_package(bom, package);
        package->open = true;
    } else if (str_is(tag, "PackageVersion"))
        package->version = value;
    else if (str_is(tag, "PackageLicenseDeclared") && says && package->licence.n == 0)
        package->licence = value;
    else if (str_is(tag, "PackageLicenseConcluded") && says)
        package->licence = value;
}

static void read_spdx(struct evidence_input *input, struct facts *facts)
{
    struct str rest, line;
    struct bom bom;
    struct package package = { 0 };
    uint64_t files = 0;
    if (!evidence_rest(input->scratch, input, FILE_MAX, &rest)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: more than 64 MiB");
        return;
    }
    bom_begin(&bom, input, facts);
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_find(line, ':');
        struct str tag = str_trim(str_sub(line, 0, colon)), value = str_trim(str_sub(line, colon + 1, line.n));
        files += str_is(tag, "FileName");
        read_tag(&bom, &package, tag, value);
    }
    close_package(&bom, &package);
    if (files)
        facts_add_number(facts, "files", files);
    bom_judge(&bom);
}

const struct evidence_format evidence_spdx2_tagvalue = {
    .id = "spdx2-tagvalue", .title = "SPDX 2 bill of materials (tags)", .detect = detect, .read = read_spdx,
    .media_type = "text/spdx",
};
