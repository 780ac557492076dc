/* References become pointers, and back-links are filled. Resolving only looks at others and writes into its own record,
 * so it runs on all cores; a back-link writes into another record, so they are drawn one after the other, in order. */
#include "model/link.h"

#include "base/arena.h"
#include "base/path.h"

struct linker {
    struct model *model;
    struct diags *diags;
    struct arena *scratch;
    const struct map *by_path;
};

/* Plain text where a record may stand is fine, unless it is nearly the id of one. Looks at every record, so ask only
 * about what is none. */
static bool is_plain_text(const struct linker *linker, const struct field *field, struct str text)
{
    if (str_find(text, ' ') < text.n)
        return true;
    size_t limit = text.n / 3 > 3 ? 3 : text.n / 3;
    for (size_t t = 0; t < field->n_to; t++) {
        const struct list *records = model_records(linker->model, field->to[t]);
        for (uint32_t i = 0; i < records->n; i++)
            if (str_distance(text, records->v[i].as.ref.record->id, limit) <= limit)
                return false;
    }
    return true;
}

/* An exception about nothing is a finding of its own; see check/exceptions.c. */
static bool may_dangle(const struct linker *linker, const struct field *field)
{
    return field == linker->model->known->exception_about;
}

/* Frameworks refer to themselves; everybody else is told when the framework has no pages and states here. */
static void note_scope(struct linker *linker, const struct record *source, const struct record *target, struct pos pos)
{
    const struct known *known = linker->model->known;
    if (target->type != known->requirement || source->type == known->requirement)
        return;
    const struct framework *framework = model_framework_of(linker->model, target);
    date_days from = record_date(target, known->requirement_applies_from);
    if (!framework->in_scope)
        diag_report(linker->diags, DIAG_FRAMEWORK_NOT_IN_SCOPE, pos, "%.*s is known, but not in the scope of this project", STR(framework->id));
    else if (from != DATE_NONE && from > linker->model->as_of)
        diag_subject(diag_report(linker->diags, DIAG_NOT_YET_APPLICABLE, pos, "%.*s applies from %.*s", STR(record_text(target, known->requirement_label)),
                                 STR(date_text(linker->diags->arena, from))), source->id);
}

static void link_value(struct linker *linker, struct record *record, const struct field *field, struct value *value)
{
    if (value->kind != VALUE_TEXT)
        return;
    struct str text = value->as.text;
    struct resolved resolved;
    bool known = model_find(linker->model, text);
    bool quiet = may_dangle(linker, field) || (field->or_text && !known && is_plain_text(linker, field, text));
    struct pos pos = value_pos(record, value);
    pos.len = (uint32_t)str_code_points(text) + 2 * value->quoted;
    if (!reference_resolve(linker->model, linker->diags, field, text, pos, quiet, &resolved))
        return;
    note_scope(linker, record, resolved.record, pos);
    value->kind = VALUE_RECORD;
    value->as.ref.record = resolved.record;
    value->as.ref.part = resolved.part;
}

/* What could not be resolved is reported; only resolved items stay in a list, so that readers see records. */
static void link_list(struct linker *linker, struct record *record, const struct field *field, struct list *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        link_value(linker, record, field, &list->v[i]);
        if (list->v[i].kind == VALUE_RECORD || field->or_text)
            list->v[kept++] = list->v[i];
    }
    list->n = kept;
}

/* Asked before a value is looked at: the fields of a type are in the cache, the values of all records are not. */
static bool leads_on(const struct field *field)
{
    return !field->computed && (field->kind == FIELD_REF || field->kind == FIELD_REFS || field->kind == FIELD_ROWS);
}

static void link_record(struct linker *linker, struct record *record)
{
    const struct record_type *type = record->type;
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct field *field = &type->fields[i];
        struct value *value = &record->values[i];
        if (!leads_on(field) || value->kind == VALUE_NONE)
            continue;
        if (field->kind == FIELD_REF)
            link_value(linker, record, field, value);
        else if (field->kind == FIELD_REFS)
            link_list(linker, record, field, value->as.list);
        else
            for (uint32_t k = 0; k < value->as.list->n; k++)
                link_record(linker, value->as.list->v[k].as.ref.record);
    }
}

static bool has_anchor(const struct document *document, struct str anchor)
{
    for (size_t i = 0; i < document->n_headings; i++)
        if (str_eq(document->headings[i].anchor, anchor))
            return true;
    return false;
}

static void check_anchor(struct linker *linker, const struct record *target, struct str anchor, struct pos pos)
{
    if (!anchor.n || !target || !target->document || has_anchor(target->document, anchor))
        return;
    struct diag *diag = diag_report(linker->diags, DIAG_DEAD_ANCHOR, pos, "%.*s has no heading '#%.*s'", STR(target->id), STR(anchor));
    for (size_t i = 0; i < target->document->n_headings; i++)
        if (str_distance(anchor, target->document->headings[i].anchor, 3) <= anchor.n / 3) {
            diag_hint(linker->diags, diag, "did you mean '#%.*s'?", STR(target->document->headings[i].anchor));
            return;
        }
}

static void link_references(struct linker *linker, struct record *record, struct document *document)
{
    for (size_t i = 0; i < document->n_references; i++) {
        struct reference *reference = &document->references[i];
        struct resolved resolved;
        if (!reference_resolve(linker->model, linker->diags, NULL, reference->target, reference->pos, false, &resolved))
            continue;
        reference->record = resolved.record;
        note_scope(linker, record, resolved.record, reference->pos);
        check_anchor(linker, resolved.record, reference->anchor, reference->pos);
    }
}

static void link_links(struct linker *linker, struct record *record, struct document *document)
{
    struct str folder = path_folder(sources_shown(linker->model->sources, record->pos.file));
    for (size_t i = 0; i < document->n_links; i++) {
        struct link *link = &document->links[i];
        if (!link->path.n) {
            if (record->document == document)
                check_anchor(linker, record, link->anchor, link->pos);
            continue;
        }
        struct str path = path_resolve(linker->scratch, folder, link->path);
        link->record = path.n ? map_find(linker->by_path, path) : NULL;
        if (!link->record) {
            diag_report(linker->diags, DIAG_DEAD_LINK, link->pos, "'%.*s' is no document and no evidence file of this project", STR(link->path));
            continue;
        }
        check_anchor(linker, link->record, link->anchor, link->pos);
    }
}

static void link_document(void *linker, struct record *record, struct document *document)
{
    link_references(linker, record, document);
    link_links(linker, record, document);
}

/* Every document of a record: its own, and the rich texts of its fields and rows. */
static void each_document(struct record *record, const struct record *row, void (*each)(void *context, struct record *record, struct document *document),
                          void *context)
{
    if (row->document)
        each(context, record, row->document);
    for (size_t i = 0; i < row->type->n_fields; i++) {
        const struct value *value = &row->values[i];
        enum field_kind kind = row->type->fields[i].kind;
        if (kind == FIELD_MARKDOWN && value->kind == VALUE_RICH)
            each(context, record, value->as.rich->document);
        else if (kind == FIELD_ROWS && value->kind == VALUE_LIST)
            for (uint32_t k = 0; k < value->as.list->n; k++)
                each_document(record, value->as.list->v[k].as.ref.record, each, context);
    }
}

/* --- back-links --- */

static void add_back_link(struct arena *arena, const struct record *target, struct str name, struct record *source)
{
    const struct field *field = type_field(target->type, name);
    if (field && field->kind == FIELD_BACKLINKS)
        value_add_record(arena, record_value(target, field), source);
}

static void add_back_links(struct arena *arena, struct record *record)
{
    struct record *source = record->parent ? record->parent : record;
    for (size_t i = 0; i < record->type->n_fields; i++) {
        const struct field *field = &record->type->fields[i];
        if (!leads_on(field) || (!field->inverse.n && field->kind != FIELD_ROWS))
            continue;
        const struct value *value = &record->values[i];
        const struct value *items = value->kind == VALUE_LIST ? value->as.list->v : value;
        uint32_t n = value->kind == VALUE_LIST ? value->as.list->n : 1;
        for (uint32_t k = 0; k < n; k++) {
            if (items[k].kind == VALUE_RECORD && field->kind == FIELD_ROWS)
                add_back_links(arena, items[k].as.ref.record);
            else if (items[k].kind == VALUE_RECORD)
                add_back_link(arena, items[k].as.ref.record, field->inverse, source);
        }
    }
}

static void mention(struct arena *arena, const struct record *target, struct record *source)
{
    const struct field *field = target ? type_field(target->type, S("mentioned_by")) : NULL;
    if (field && target != source)
        value_add_record(arena, record_value(target, field), source);
}

static void add_mentions(void *arena, struct record *record, struct document *document)
{
    for (size_t i = 0; i < document->n_references; i++)
        mention(arena, document->references[i].record, record);
    for (size_t i = 0; i < document->n_links; i++)
        mention(arena, document->links[i].record, record);
}

/* --- all records --- */

struct linking {
    struct model *model;
    const struct map *by_path;
    struct record **records;        /* all, in the order of their serial numbers */
};

static void resolve_one(void *context, size_t i, struct worker *worker)
{
    const struct linking *linking = context;
    struct linker linker = { linking->model, &worker->diags, worker->scratch, linking->by_path };
    link_record(&linker, linking->records[i]);
    each_document(linking->records[i], linking->records[i], link_document, &linker);
}

void model_link(struct model *model, struct pool *pool, struct diags *diags, const struct map *by_path)
{
    struct arena *scratch = arena_new();
    struct linking linking = { model, by_path, arena_array(scratch, model->n_serials, struct record *) };
    size_t n = 0;
    for (size_t t = 0; t < model->n_types; t++)
        for (uint32_t i = 0; i < model->records[t]->n; i++)
            linking.records[n++] = model->records[t]->v[i].as.ref.record;
    pool_run(pool, n, resolve_one, &linking);
    pool_collect(pool, model->arena, diags);
    for (size_t i = 0; i < n; i++)
        add_back_links(model->arena, linking.records[i]);
    for (size_t i = 0; i < n; i++)
        each_document(linking.records[i], linking.records[i], add_mentions, model->arena);
    arena_free(scratch);
}
