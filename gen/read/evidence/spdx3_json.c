/* SPDX 3 JSON-LD: packages, models and data sets in one graph. An inventory, judged as CycloneDX is. */
#include "base/arena.h"
#include "read/evidence_bom.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    const struct peek_key *context = input->peek->family == PEEK_JSON ? peek_find(input, "@context") : NULL;
    if (context && str_contains(context->text, S("spdx.org/rdf/3")))
        return 9;
    return peek_has(input, "@graph[].spdxId") || peek_has(input, "@graph[].creationInfo") ? 5 : 0;
}

/* The type of an element, as CycloneDX calls it; empty when it is no part of an inventory. */
static struct str component_type(struct str type)
{
    if (str_is(type, "ai_AIPackage"))
        return S("machine-learning-model");
    if (str_is(type, "dataset_DatasetPackage"))
        return S("data");
    return str_is(type, "software_Package") ? S("library") : (struct str){ 0 };
}

static struct str version_of(const struct js *element)
{
    struct str version = js_str(element, "software_packageVersion");
    return version.n ? version : js_str(element, "packageVersion");
}

static void read_element(struct bom *bom, const struct js *element)
{
    struct facts *facts = bom->facts;
    struct str type = js_str(element, "type"), component = component_type(type);
    if (component.n) {
        bom_component(bom, component, version_of(element), js_str(element, "simplelicensing_licenseExpression"));
    } else if (str_is(type, "CreationInfo") && facts->time.n == 0) {
        facts_time(facts, js_str(element, "created"));
        js_fact(facts, "SPDX version", element, "specVersion");
    } else if (str_is(type, "SpdxDocument")) {
        facts->subject = facts_clean(facts, js_str(element, "name"));
    } else if (str_is(type, "Tool") && facts->tool.n == 0) {
        facts_tool(facts, "%.*s", STR(js_str(element, "name")));
    }
}

static void read_spdx(struct evidence_input *input, struct facts *facts)
{
    struct bom bom;
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    bom_begin(&bom, input, facts);
    const struct js *graph = js_get(root, "@graph");
    for (size_t i = 0; i < js_size(graph); i++)
        read_element(&bom, js_item(graph, i));
    bom.without_licence = 0;        /* licences are relationships in SPDX 3, which are not followed */
    bom_judge(&bom);
}

const struct evidence_format evidence_spdx3_json = {
    .id = "spdx3-json", .title = "SPDX 3 bill of materials", .detect = detect, .read = read_spdx,
    .media_type = "application/spdx+json",
};
