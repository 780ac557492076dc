/* dossier.yaml into settings. */
#include "model/settings.h"

#include "base/arena.h"
#include "model/shape.h"

static const char *const top_keys[] = { "dossier", "id", "organization", "title", "language", "as_of", "frameworks",
    "theme", "levels", "audiences", "risk", "package", "fail_on", NULL };

static bool id_is_valid(struct str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!(id.p[i] >= 'a' && id.p[i] <= 'z') && !(id.p[i] >= '0' && id.p[i] <= '9') && id.p[i] != '-')
            return false;
    return id.n >= 2 && id.n <= 40;
}

static unsigned load_number(struct diags *diags, const struct node *mapping, const char *key, unsigned otherwise,
                            unsigned low, unsigned high)
{
    struct str text = shape_text(diags, mapping, key);
    uint64_t value;
    if (!text.n)
        return otherwise;
    if (str_u64(text, &value) && value >= low && value <= high)
        return (unsigned)value;
    diag_report(diags, DIAG_BAD_VALUE, node_find(mapping, key)->pos, "'%s' must be a whole number from %u to %u", key, low, high);
    return otherwise;
}

static const struct node *section(struct diags *diags, const struct node *node, const char *key, const char *const *keys)
{
    const struct node *mapping = node_find(node, key);
    if (!mapping || node_is_null(mapping) || !shape_is(diags, mapping, NODE_MAPPING, key))
        return NULL;
    shape_keys(diags, mapping, key, keys);
    return mapping;
}

static bool is_level(const struct settings *settings, struct str name)
{
    for (size_t i = 0; i < settings->n_levels; i++)
        if (str_eq(settings->levels[i], name))
            return true;
    return false;
}

static void default_audiences(struct arena *arena, struct settings *settings)
{
    settings->n_audiences = 1;
    settings->audiences = arena_array(arena, 1, struct audience);
    settings->audiences[0] = (struct audience){ .name = S("internal"), .ceiling = settings->levels[settings->n_levels - 1] };
}

static void load_audience(struct arena *arena, struct diags *diags, const struct settings *settings,
                          const struct node_pair *pair, struct audience *audience)
{
    static const char *const keys[] = { "ceiling", "without", NULL };
    audience->name = pair->key;
    audience->pos = pair->key_pos;
    audience->ceiling = settings->levels[settings->n_levels - 1];
    if (!shape_is(diags, &pair->value, NODE_MAPPING, "an audience"))
        return;
    shape_keys(diags, &pair->value, "an audience", keys);
    struct str ceiling = shape_required(diags, &pair->value, "ceiling", "an audience");
    if (ceiling.n && !is_level(settings, ceiling)) {
        struct diag *diag = diag_report(diags, DIAG_BAD_VALUE, node_find(&pair->value, "ceiling")->pos,
                                        "'%.*s' is not one of the levels", STR(ceiling));
        shape_suggest(diags, diag, ceiling, settings->n_levels, settings->levels);
    } else if (ceiling.n) {
        audience->ceiling = ceiling;
    }
    audience->n_without = shape_list(arena, diags, &pair->value, "without", &audience->without, NULL);
}

static void load_audiences(struct arena *arena, struct diags *diags, const struct node *node, struct settings *settings)
{
    const struct node *mapping = node_find(node, "audiences");
    if (!mapping || node_is_null(mapping) || !shape_is(diags, mapping, NODE_MAPPING, "audiences") || !mapping->n) {
        default_audiences(arena, settings);
        return;
    }
    settings->n_audiences = mapping->n;
    settings->audiences = arena_array(arena, mapping->n, struct audience);
    for (size_t i = 0; i < mapping->n; i++)
        load_audience(arena, diags, settings, &mapping->pairs[i], &settings->audiences[i]);
}

static void load_levels(struct arena *arena, struct diags *diags, const struct node *node, struct settings *settings)
{
    static const struct str standard[] = { { "public", 6 }, { "internal", 8 }, { "confidential", 12 }, { "restricted", 10 } };
    settings->n_levels = shape_list(arena, diags, node, "levels", &settings->levels, NULL);
    if (settings->n_levels)
        return;
    settings->n_levels = 4;
    settings->levels = arena_array(arena, 4, struct str);
    for (size_t i = 0; i < 4; i++)
        settings->levels[i] = standard[i];
}

static void load_as_of(struct diags *diags, const struct node *node, struct settings *settings)
{
    struct str text = shape_text(diags, node, "as_of");
    settings->as_of = DATE_NONE;
    if (!text.n)
        return;
    settings->as_of_pos = node_find(node, "as_of")->pos;
    if (!date_parse(text, &settings->as_of))
        diag_report(diags, DIAG_BAD_VALUE, settings->as_of_pos, "'%.*s' is not a date such as 2026-11-30", STR(text));
}

static void load_risk_and_package(struct diags *diags, const struct node *node, struct settings *settings)
{
    static const char *const risk_keys[] = { "scale", "appetite", NULL };
    static const char *const package_keys[] = { "profile", NULL };
    const struct node *risk = section(diags, node, "risk", risk_keys);
    settings->risk_scale = risk ? load_number(diags, risk, "scale", 5, 2, 10) : 5;
    settings->risk_appetite = risk ? load_number(diags, risk, "appetite", 6, 1, 100) : 6;
    const struct node *package = section(diags, node, "package", package_keys);
    settings->package_profile = package ? shape_text(diags, package, "profile") : S("");
    if (settings->package_profile.n)
        settings->package_profile_pos = node_find(package, "profile")->pos;
}

bool settings_load(struct arena *arena, struct diags *diags, const struct node *node, struct settings *settings)
{
    size_t errors = diags->errors;
    if (!shape_is(diags, node, NODE_MAPPING, "dossier.yaml"))
        return false;
    shape_keys(diags, node, "dossier.yaml", top_keys);
    struct str version = shape_required(diags, node, "dossier", "dossier.yaml");
    if (version.n && !str_is(version, "1"))
        diag_report(diags, DIAG_BAD_VALUE, node_find(node, "dossier")->pos, "format version %.*s is not known; this program reads version 1", STR(version));
    settings->id = shape_required(diags, node, "id", "dossier.yaml");
    if (settings->id.n && !id_is_valid(settings->id))
        diag_report(diags, DIAG_BAD_VALUE, node_find(node, "id")->pos, "'id' must be 2 to 40 of a-z, 0-9 and hyphen: it names packages");
    settings->organization = shape_required(diags, node, "organization", "dossier.yaml");
    settings->title = shape_required(diags, node, "title", "dossier.yaml");
    settings->language = shape_text(diags, node, "language");
    if (!settings->language.n)
        settings->language = S("en");
    settings->theme = shape_text(diags, node, "theme");
    if (!settings->theme.n)
        settings->theme = S("plain");
    load_as_of(diags, node, settings);
    settings->n_frameworks = shape_list(arena, diags, node, "frameworks", &settings->frameworks, &settings->framework_pos);
    load_levels(arena, diags, node, settings);
    load_audiences(arena, diags, node, settings);
    load_risk_and_package(diags, node, settings);
    struct str fail_on = shape_text(diags, node, "fail_on");
    settings->fail_on_warning = str_is(fail_on, "warning");
    if (fail_on.n && !settings->fail_on_warning && !str_is(fail_on, "error"))
        diag_report(diags, DIAG_BAD_VALUE, node_find(node, "fail_on")->pos, "'fail_on' must be error or warning");
    return diags->errors == errors;
}

const struct audience *settings_audience(const struct settings *settings, struct str name)
{
    for (size_t i = 0; i < settings->n_audiences; i++)
        if (str_eq(settings->audiences[i].name, name))
            return &settings->audiences[i];
    return NULL;
}
