/* The file of the search index that a reader loads first: dossier_search("root", {…}) with
 *   sections, per_file   how many there are, and how many in a file
 *   shards               name and first term of each file of terms
 *   types, states, frameworks    name and title of each
 *   facets               what a section can be: [type, state, frameworks…], places in those lists; -1: none
 *   runs                 numbers: which facets, and how many sections one after the other have them */
#include <stdio.h>

#include "base/arena.h"
#include "base/json.h"
#include "model/known.h"
#include "render/search_index.h"

struct rooter {
    const struct search_index *index;
    struct arena *arena;
    bool *has;                      /* by framework of the model: the record has to do with it */
    int *places;                    /* by framework of the model: among those in scope, or -1 */
    struct map *types, *states, *facets;        /* texts, to &place of each */
    struct buf runs, text;
};

/* The place of a text among those that came before, or behind them. */
static int place_of(struct rooter *rooter, struct map *map, struct str text)
{
    int *place = map_find(map, text);
    if (!place) {
        place = arena_new_of(rooter->arena, int);
        *place = (int)map_count(map);
        map_put(map, str_copy(rooter->arena, text), place);
    }
    return *place;
}

/* --- facets of a unit --- */

static void add_framework(struct rooter *rooter, const struct framework *framework)
{
    if (framework && framework->in_scope)
        rooter->has[framework - rooter->index->context->model->frameworks] = true;
}

/* Those of the requirements that the field names. */
static void add_requirements(struct rooter *rooter, const struct value *value)
{
    const struct model *model = rooter->index->context->model;
    if (value->kind == VALUE_LIST)
        for (uint32_t i = 0; i < value->as.list->n; i++)
            add_requirements(rooter, &value->as.list->v[i]);
    if (value->kind == VALUE_RECORD && value->as.ref.record->type == model->known->requirement)
        add_framework(rooter, model_framework_of(model, value->as.ref.record));
    else if (value->kind == VALUE_RECORD && value->as.ref.record->type == model->known->framework)
        add_framework(rooter, model_framework(model, value->as.ref.record->id));
}

/* And of the controls that it names those that they satisfy. */
static void add_controls(struct rooter *rooter, const struct value *value)
{
    const struct known *known = rooter->index->context->model->known;
    if (value->kind == VALUE_LIST)
        for (uint32_t i = 0; i < value->as.list->n; i++)
            add_controls(rooter, &value->as.list->v[i]);
    if (value->kind == VALUE_RECORD && value->as.ref.record->type == known->control)
        add_requirements(rooter, record_value(value->as.ref.record, known->control_satisfies));
}

static void add_frameworks(struct rooter *rooter, const struct record *record)
{
    const struct model *model = rooter->index->context->model;
    memset(rooter->has, 0, model->n_frameworks * sizeof *rooter->has);
    if (record->type == model->known->requirement)
        add_framework(rooter, model_framework_of(model, record));
    else if (record->type == model->known->framework)
        add_framework(rooter, model_framework(model, record->id));
    for (size_t i = 0; i < record->type->n_fields && record->type != model->known->requirement; i++) {
        if (record->type->fields[i].computed || record->type->fields[i].kind == FIELD_BACKLINKS)
            continue;
        add_requirements(rooter, &record->values[i]);
        add_controls(rooter, &record->values[i]);
    }
}

/* Its state, or its status where that is one of some words. */
static int state_of(struct rooter *rooter, const struct record *record)
{
    const struct value *state = record_find(record, "state");
    if (!state) {
        const struct field *status = type_field(record->type, S("status"));
        state = status && status->kind == FIELD_WORD ? record_value(record, status) : NULL;
    }
    return state && state->kind == VALUE_TEXT ? place_of(rooter, rooter->states, state->as.text) : -1;
}

static int facets_of(struct rooter *rooter, const struct search_unit *unit)
{
    struct str type = unit->record ? unit->record->type->name : S("");
    size_t n_frameworks = rooter->index->context->model->n_frameworks;
    buf_reset(&rooter->text);
    buf_printf(&rooter->text, "[%d,%d", place_of(rooter, rooter->types, type), unit->record ? state_of(rooter, unit->record) : -1);
    if (unit->record)
        add_frameworks(rooter, unit->record);
    for (size_t i = 0; i < n_frameworks && unit->record; i++)
        if (rooter->has[i])
            buf_printf(&rooter->text, ",%d", rooter->places[i]);
    buf_putc(&rooter->text, ']');
    return place_of(rooter, rooter->facets, buf_str(&rooter->text));
}

static void put_runs(struct rooter *rooter)
{
    const struct search_index *index = rooter->index;
    const struct search_unit *unit = NULL;
    int now = -1;
    uint32_t n = 0;
    for (size_t c = 0; c < index->n_chunks; c++) {
        for (size_t i = 0; i < index->chunks[c].sections.n; i++, n++) {
            const struct search_unit *next = index->chunks[c].sections.v[i].unit;
            int facets = next == unit ? now : facets_of(rooter, next);
            if (facets != now && n) {
                search_put_number(&rooter->runs, (uint32_t)now);
                search_put_number(&rooter->runs, n);
                n = 0;
            }
            now = facets;
            unit = next;
        }
    }
    if (n) {
        search_put_number(&rooter->runs, (uint32_t)now);
        search_put_number(&rooter->runs, n);
    }
}

/* --- the file --- */

struct names { struct rooter *rooter; struct json *json; };

static void put_pair(struct json *json, struct str name, struct str title)
{
    json_array(json);
    json_str(json, name);
    json_str(json, title);
    json_end_array(json);
}

static void put_type(void *context, struct str name, void *place)
{
    const struct names *names = context;
    const struct search_index *index = names->rooter->index;
    const struct record_type *type = model_type(index->context->model, name);
    put_pair(names->json, name, templates_translate(index->context->templates, type ? type->titles : S("Pages of this site")));
    (void)place;
}

static void put_state(void *context, struct str name, void *place)
{
    const struct names *names = context;
    put_pair(names->json, name, templates_translate(names->rooter->index->context->templates, name));
    (void)place;
}

static void put_facets(void *context, struct str text, void *place)
{
    struct buf *out = context;
    if (*(const int *)place)
        buf_putc(out, ',');
    buf_put(out, text);
}

static void put_names(struct rooter *rooter, struct json *json, const char *key, struct map *map, void (*put)(void *, struct str, void *))
{
    json_key(json, key);
    json_array(json);
    map_each(map, put, &(struct names){ rooter, json });
    json_end_array(json);
}

static void put_frameworks(struct rooter *rooter, struct json *json)
{
    const struct model *model = rooter->index->context->model;
    json_key(json, "frameworks");
    json_array(json);
    for (size_t i = 0; i < model->n_frameworks; i++) {
        if (model->frameworks[i].in_scope)
            put_pair(json, model->frameworks[i].id, framework_name(model, &model->frameworks[i]));
    }
    json_end_array(json);
}

static void put_shards(struct json *json, const struct search_shards *shards, size_t n)
{
    json_key(json, "shards");
    json_array(json);
    for (size_t r = 0; r < n; r++) {
        for (size_t i = 0; i < shards[r].list.n; i++) {
            char name[48];
            snprintf(name, sizeof name, "t%zu-%zu", r, i);
            put_pair(json, str_of(name), shards[r].list.v[i].first);
        }
    }
    json_end_array(json);
}

static void put_root(struct rooter *rooter, struct json *json, const struct search_shards *shards, size_t n)
{
    json_object(json);
    json_member_int(json, "sections", rooter->index->n_sections);
    json_member_int(json, "per_file", SEARCH_SECTIONS_PER_FILE);
    put_shards(json, shards, n);
    put_names(rooter, json, "types", rooter->types, put_type);
    put_names(rooter, json, "states", rooter->states, put_state);
    put_frameworks(rooter, json);
    json_member(json, "runs", buf_str(&rooter->runs));
    json_key(json, "facets");
    buf_putc(json->out, '[');
    map_each(rooter->facets, put_facets, json->out);
    buf_putc(json->out, ']');
    json_end_object(json);
}

struct tree_made search_root(const struct search_index *index, struct worker *worker, const struct search_shards *shards, size_t n)
{
    const struct model *model = index->context->model;
    struct arena *arena = worker->scratch;
    struct rooter rooter = { .index = index, .arena = arena, .types = map_new(arena), .states = map_new(arena), .facets = map_new(arena),
        .has = arena_array(arena, model->n_frameworks, bool), .places = arena_array(arena, model->n_frameworks, int) };
    for (size_t i = 0, place = 0; i < model->n_frameworks; i++)
        rooter.places[i] = model->frameworks[i].in_scope ? (int)place++ : -1;
    put_runs(&rooter);
    struct buf out = { 0 };
    struct json json = { .out = &out, .compact = true };
    buf_puts(&out, "dossier_search(\"root\",");
    put_root(&rooter, &json, shards, n);
    buf_puts(&out, ");\n");
    struct tree_made file = tree_make(index->store, worker, S("assets/search/root.js"), buf_str(&out));
    buf_free(&rooter.runs);
    buf_free(&rooter.text);
    buf_free(&out);
    return file;
}
