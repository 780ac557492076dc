/* Records that supersede themselves, be it through others: nobody can tell which of them is the newest. */
#include "model/link.h"

#include "base/arena.h"

enum { UNSEEN, ON_THE_WAY, DONE };

struct step { struct record *record; uint32_t next; };

/* A walk down one field, without recursion: a chain of versions may be long. */
struct walk {
    struct arena *scratch;
    struct diags *diags;
    const struct field *field;
    uint8_t *marks;                 /* by index of the record */
    vec(struct step) way;
};

static void report(struct walk *walk, const struct record *record, const struct value *older)
{
    const struct record *other = older->as.ref.record;
    struct diag *diag = diag_report(walk->diags, DIAG_SUPERSEDES_CIRCLE, value_pos(record, older),
                                    other == record ? "%.*s supersedes itself" : "%.*s supersedes %.*s, which supersedes it in turn",
                                    STR(record->id), STR(other->id));
    const struct list *back = record_list(other, walk->field);
    diag_hint(walk->diags, diag, "only the newer of two versions supersedes the older");
    diag_subject(diag, record->id);
    if (other != record && back->n)
        diag_related(diag, value_pos(other, &back->v[0]), S("the way back begins here"));
}

static void enter(struct walk *walk, struct record *record)
{
    walk->marks[record->index] = ON_THE_WAY;
    *vec_add(walk->scratch, &walk->way) = (struct step){ record, 0 };
}

static void walk_from(struct walk *walk, struct record *start)
{
    enter(walk, start);
    while (walk->way.n) {
        struct step *step = &walk->way.v[walk->way.n - 1];
        const struct list *older = record_list(step->record, walk->field);
        if (step->next == older->n) {
            walk->marks[step->record->index] = DONE;
            walk->way.n--;
            continue;
        }
        const struct value *value = &older->v[step->next++];
        if (value->kind != VALUE_RECORD)
            continue;
        struct record *record = value->as.ref.record;
        if (walk->marks[record->index] == ON_THE_WAY)
            report(walk, step->record, value);
        else if (walk->marks[record->index] == UNSEEN)
            enter(walk, record);
    }
}

void link_circles(const struct model *model, struct diags *diags)
{
    struct arena *scratch = arena_new();
    for (size_t t = 0; t < model->n_types; t++) {
        const struct field *field = type_field(model->types[t], S("supersedes"));
        const struct list *records = model->records[t];
        if (!field || field->kind != FIELD_REFS || field->n_to != 1 || field->to[0] != model->types[t])
            continue;
        struct walk walk = { .scratch = scratch, .diags = diags, .field = field, .marks = arena_array(scratch, records->n, uint8_t) };
        for (uint32_t i = 0; i < records->n; i++)
            if (walk.marks[i] == UNSEEN)
                walk_from(&walk, records->v[i].as.ref.record);
    }
    arena_free(scratch);
}
