/* dossier new TYPE [ID]: a record or document to be filled in, where the project keeps such records; without an id on
 * standard output. What is there is never changed but for one item at the end of a list. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/skeleton.h"
#include "cli/where.h"
#include "model/known.h"
#include "model/record_load.h"

struct creation {
    struct session *session;
    const struct record_type *type;
    struct str id;
    struct str path;            /* relative to the project */
    struct buf text;            /* the whole file */
};

/* Behind the highest number with the type's prefix: CTL-061 behind CTL-060. */
static struct str next_id(struct session *session, const struct record_type *type)
{
    const struct list *records = model_records(&session->model, type);
    uint64_t highest = 0, number;
    size_t digits = 3;
    for (uint32_t i = 0; i < records->n; i++) {
        struct str id = records->v[i].as.ref.record->id, rest = str_sub(id, type->id_prefix.n, id.n);
        if (!str_starts(id, type->id_prefix) || !str_u64(rest, &number) || number < highest || rest.n > 9)
            continue;
        highest = number;
        digits = rest.n;
    }
    return str_printf(session->output, "%.*s%0*llu", STR(type->id_prefix.n ? type->id_prefix : type->name), (int)digits, (unsigned long long)highest + 1);
}

static void refuse_id(const struct creation *creation)
{
    const struct session *session = creation->session;
    const struct record *record = model_find(&session->model, creation->id);
    if (!record_id_is_valid(creation->id))
        usage_error(session->call->command, "'%.*s' cannot be an id: a letter, then up to 63 letters, digits, dots, underscores or hyphens", STR(creation->id));
    if (record)
        usage_error(session->call->command, "'%.*s' exists already: %.*s:%u", STR(creation->id), STR(sources_shown(&session->sources, record->pos.file)), record->pos.line);
}

/* --- where -------------------------------------------------------------------------------------------------- */

static const char *ending_of(const struct creation *creation)
{
    return creation->type->document ? ".md" : creation->type == creation->session->model.known->evidence ? ".evidence.yaml" : ".yaml";
}

/* Where the first record of a type goes. */
static struct str first_home(const struct creation *creation)
{
    const struct known *known = creation->session->model.known;
    struct arena *arena = creation->session->output;
    if (creation->type->document)
        return str_printf(arena, "content/%s/%.*s.md", creation->type == known->policy ? "policies" : "pages", STR(creation->id));
    return creation->type == known->evidence ? S("content/evidence/index.yaml") : str_printf(arena, "controls/%.*s.yaml", STR(creation->type->plural));
}

/* The file of the last record of the type. *single: there is none in any other file. */
static struct str home_of(const struct creation *creation, bool *single)
{
    const struct session *session = creation->session;
    const struct list *records = model_records(&session->model, creation->type);
    *single = true;
    for (uint32_t i = 1; i < records->n; i++)
        *single = *single && records->v[i].as.ref.record->pos.file == records->v[0].as.ref.record->pos.file;
    return records->n ? sources_shown(&session->sources, records->v[records->n - 1].as.ref.record->pos.file) : first_home(creation);
}

static bool is_there(const struct creation *creation)
{
    const struct session *session = creation->session;
    return faccessat(session->project.folder, str_c(session->output, creation->path), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* --- an item at the end of a list --------------------------------------------------------------------------- */

static const struct node *read_again(struct creation *creation, struct str text)
{
    struct session *session = creation->session;
    struct diags none;
    diags_new(session->output, &none);
    const struct node *node = yaml_read(session->output, &none, project_source(&session->project, creation->path), text, 1);
    return node && node->kind == NODE_MAPPING && node->n && !none.errors ? node : NULL;
}

/* The list that a file ends with, if it is one of this type; an empty key counts as one. */
static const struct node *last_list(const struct creation *creation, const struct node *node)
{
    const struct node_pair *last = node ? &node->pairs[node->n - 1] : NULL;
    bool fits = last && str_eq(last->key, creation->type->plural) && (node_is_null(&last->value) || last->value.kind == NODE_SEQUENCE);
    return fits ? &last->value : NULL;
}

/* Puts the item behind the last one and reads the result again: only a list that is longer by exactly this record will do. */
static bool append(struct creation *creation)
{
    struct session *session = creation->session;
    struct str text;
    if (file_read(session->output, session->project.folder, str_c(session->output, creation->path), YAML_FILE_MAX, &text) != FILE_FINE)
        return false;
    const struct node *list = last_list(creation, read_again(creation, text));
    if (!list)
        return false;
    size_t n = list->kind == NODE_SEQUENCE ? list->n : 0;
    unsigned indent = n && list->items[0].pos.col > 3 ? list->items[0].pos.col - 3 : n ? 0 : 2;
    buf_put(&creation->text, text);
    if (text.n && text.p[text.n - 1] != '\n')
        buf_putc(&creation->text, '\n');
    skeleton_item(&creation->text, creation->type, creation->id, indent);
    list = last_list(creation, read_again(creation, buf_copy(session->output, &creation->text)));
    const struct node *id = list && list->kind == NODE_SEQUENCE && list->n == n + 1 ? node_find(&list->items[n], "id") : NULL;
    if (id && str_eq(id->text, creation->id))
        return true;
    buf_reset(&creation->text);
    return false;
}

/* --- the command -------------------------------------------------------------------------------------------- */

static void make_text(struct creation *creation)
{
    const struct known *known = creation->session->model.known;
    if (creation->type->document) {
        skeleton_document(&creation->text, creation->type, creation->id, creation->type != known->policy && creation->type != known->page);
    } else {
        buf_printf(&creation->text, "%.*s:\n", STR(creation->type->plural));
        skeleton_item(&creation->text, creation->type, creation->id, 2);
    }
}

/* One file that holds all such records gets one more; else there is a new file beside the last. */
static void write_new(struct creation *creation)
{
    struct session *session = creation->session;
    bool single;
    creation->path = home_of(creation, &single);
    if (single && !creation->type->document && append(creation)) {
        file_replace(session->project.folder, str_c(session->output, creation->path), buf_str(&creation->text));
        return;
    }
    if (is_there(creation))
        creation->path = path_join(session->output, path_folder(creation->path), str_printf(session->output, "%.*s%s", STR(creation->id), ending_of(creation)));
    if (is_there(creation))
        usage_error(session->call->command, "%.*s exists already; choose another id", STR(creation->path));
    make_text(creation);
    file_write(session->project.folder, str_c(session->output, creation->path), buf_str(&creation->text));
}

static void run_loaded(struct session *session)
{
    const struct invocation *call = session->call;
    struct creation creation = { .session = session, .type = type_of_operand(session, call->operands[0]) };
    if (!type_is_written(creation.type))
        usage_error(call->command, "a %.*s is no record of its own: see controls/frameworks and controls/crosswalks", STR(creation.type->name));
    creation.id = call->n_operands > 1 ? str_of(call->operands[1]) : next_id(session, creation.type);
    if (call->n_operands > 1) {
        refuse_id(&creation);
        write_new(&creation);
        if (call->verbosity > VERBOSITY_QUIET)
            fprintf(stderr, "%.*s: %.*s is there to be filled in; `dossier check` says what is missing\n", STR(session_path(session, creation.path)), STR(creation.id));
    } else {
        make_text(&creation);
        printf("%.*s", STR(buf_str(&creation.text)));
    }
    buf_free(&creation.text);
}

static int run(const struct invocation *call)
{
    struct session session;
    int status = EXIT_FINE;
    session_open(&session, call);
    if (session.loaded)
        run_loaded(&session);
    else
        session_refuses(&session, &status);
    session_close(&session);
    return status;
}

const struct command command_new = { .name = "new", .operands = "TYPE [ID]",
    .summary = "write a record or document to be filled in; without an ID show it", .least = 1, .most = 2, .run = run };
