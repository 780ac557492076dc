/* CycloneDX JSON (ECMA-424), any version: bill of materials, vulnerabilities (VEX), declarations. */
#include "base/arena.h"
#include "read/evidence_bom.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_JSON && peek_is(input, "bomFormat", "CycloneDX") ? 9 : 0;
}

/* The first licence: its SPDX id, its name, or an expression. */
static struct str licence_of(const struct js *component)
{
    static const char *const paths[] = { "licenses.0.license.id", "licenses.0.expression", "licenses.0.license.name" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct str licence = js_str(component, paths[i]);
        if (licence.n)
            return licence;
    }
    return (struct str){ 0 };
}

/* Components may hold components; the guard of the JSON reader bounds the depth. */
static void read_components(struct bom *bom, const struct js *list)
{
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *component = js_item(list, i);
        bom_component(bom, js_str(component, "type"), js_str(component, "version"), licence_of(component));
        read_components(bom, js_get(component, "components"));
    }
}

static void read_vulnerabilities(struct bom *bom, const struct js *list)
{
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *vulnerability = js_item(list, i), *ratings = js_get(vulnerability, "ratings");
        struct str severity = { 0 };
        for (size_t j = 0; j < js_size(ratings); j++)
            severity = bom_worse(severity, js_str(js_item(ratings, j), "severity"));
        bom_vulnerability(bom, js_str(vulnerability, "id"), severity, js_str(vulnerability, "analysis.state"));
    }
}

static void read_compositions(struct bom *bom, const struct js *list)
{
    for (size_t i = 0; i < js_size(list); i++)
        bom_completeness(bom, js_str(js_item(list, i), "aggregate"));
}

/* Up to 1.4 a list of tools, from 1.5 on an object with components or services. */
static void read_tool(struct facts *facts, const struct js *root)
{
    const struct js *tool = js_get(root, "metadata.tools.0");
    if (!tool)
        tool = js_get(root, "metadata.tools.components.0");
    if (!tool)
        tool = js_get(root, "metadata.tools.services.0");
    struct str name = js_str(tool, "name"), version = js_str(tool, "version");
    if (name.n)
        facts_tool(facts, "%.*s%s%.*s", STR(name), version.n ? " " : "", STR(version));
}

static void read_head(struct facts *facts, const struct js *root)
{
    read_tool(facts, root);
    facts_time(facts, js_str(root, "metadata.timestamp"));
    facts->subject = facts_clean(facts, js_str(root, "metadata.component.name"));
    js_fact(facts, "CycloneDX version", root, "specVersion");
    js_fact(facts, "serial number", root, "serialNumber");
    js_fact(facts, "subject version", root, "metadata.component.version");
}

static void read_cyclonedx(struct evidence_input *input, struct facts *facts)
{
    struct bom bom;
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    bom_begin(&bom, input, facts);
    read_head(facts, root);
    read_components(&bom, js_get(root, "components"));
    read_vulnerabilities(&bom, js_get(root, "vulnerabilities"));
    read_compositions(&bom, js_get(root, "compositions"));
    bom.claims = js_count(root, "declarations.claims");
    bom.standards = js_count(root, "definitions.standards");
    bom_judge(&bom);
}

const struct evidence_format evidence_cyclonedx_json = {
    .id = "cyclonedx-json", .title = "CycloneDX bill of materials (JSON)", .detect = detect, .read = read_cyclonedx,
    .media_type = "application/vnd.cyclonedx+json",
};
