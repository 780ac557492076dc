/* SPDX 2.x JSON: packages with their licences. An inventory, judged as CycloneDX is. */
#include "base/arena.h"
#include "read/evidence_bom.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON)
        return 0;
    const struct peek_key *version = peek_find(input, "spdxVersion");
    if (version && str_starts(version->text, S("SPDX-2")))
        return 9;
    return peek_is(input, "SPDXID", "SPDXRef-DOCUMENT") ? 8 : 0;
}

static bool says(struct str licence)
{
    return licence.n && !str_is(licence, "NOASSERTION") && !str_is(licence, "NONE");
}

static struct str licence_of(const struct js *package)
{
    struct str concluded = js_str(package, "licenseConcluded"), declared = js_str(package, "licenseDeclared");
    return says(concluded) ? concluded : says(declared) ? declared : (struct str){ 0 };
}

/* "Tool: syft-1.2" among the creators. */
static void read_tool(struct facts *facts, const struct js *creators)
{
    for (size_t i = 0; i < js_size(creators); i++) {
        struct str creator = js_string(js_item(creators, i));
        if (str_starts(creator, S("Tool: "))) {
            facts_tool(facts, "%.*s", STR(str_sub(creator, 6, creator.n)));
            return;
        }
    }
}

static void read_spdx(struct evidence_input *input, struct facts *facts)
{
    struct bom bom;
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    bom_begin(&bom, input, facts);
    facts_time(facts, js_str(root, "creationInfo.created"));
    facts->subject = facts_clean(facts, js_str(root, "name"));
    read_tool(facts, js_get(root, "creationInfo.creators"));
    js_fact(facts, "SPDX version", root, "spdxVersion");
    js_fact(facts, "namespace", root, "documentNamespace");
    const struct js *packages = js_get(root, "packages");
    for (size_t i = 0; i < js_size(packages); i++) {
        const struct js *package = js_item(packages, i);
        bom_component(&bom, S("library"), js_str(package, "versionInfo"), licence_of(package));
    }
    if (js_count(root, "files"))
        facts_add_number(facts, "files", js_count(root, "files"));
    bom_judge(&bom);
}

const struct evidence_format evidence_spdx2_json = {
    .id = "spdx2-json", .title = "SPDX 2 bill of materials (JSON)", .detect = detect, .read = read_spdx,
    .media_type = "application/spdx+json",
};
