/* Reading rules and their descriptions. */
#include "check/rule_file.h"

#include "base/arena.h"
#include "base/map.h"
#include "model/shape.h"

enum { CODE_MAX = 64 };

struct loading {
    struct project *project;
    struct diags *diags;
    struct rule_files *rules;
};

/* --- the description --- */

/* The YAML between "--[[rule" and "]]", with as many "=" between the brackets as one likes. */
static bool find_description(struct str text, struct str *yaml)
{
    size_t level = 0;

    if (!str_starts(text, S("--[")))
        return false;
    while (3 + level < text.n && text.p[3 + level] == '=')
        level++;
    struct str rest = str_sub(text, 3 + level, text.n);
    if (!str_starts(rest, S("[rule")))
        return false;
    rest = str_sub(rest, 5, rest.n);
    for (size_t at = 0; at + level + 2 <= rest.n; at++) {
        size_t k = 1;
        while (k <= level && rest.p[at + k] == '=')
            k++;
        if (rest.p[at] != ']' || k != level + 1 || rest.p[at + k] != ']')
            continue;
        *yaml = str_sub(rest, 0, at);
        return true;
    }
    return false;
}

static bool is_code(struct str text)
{
    bool fine = text.n && text.n <= CODE_MAX && text.p[0] >= 'a' && text.p[0] <= 'z';

    for (size_t i = 0; i < text.n; i++)
        fine &= (text.p[i] >= 'a' && text.p[i] <= 'z') || (text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '-';
    return fine;
}

static bool read_severity(struct diags *diags, const struct node *node, enum severity *severity)
{
    static const struct str words[] = { S_INIT("note"), S_INIT("warning"), S_INIT("error") };
    struct str word = shape_text(diags, node, "severity");

    *severity = SEVERITY_WARNING;
    for (size_t i = 0; i < 3; i++)
        if (str_eq(word, words[i])) {
            *severity = (enum severity)i;
            return true;
        }
    if (!word.n)
        return true;
    struct diag *diag = diag_report(diags, DIAG_BAD_VALUE, node_find(node, "severity")->pos, "'%.*s' is no severity", STR(word));
    diag_hint(diags, diag, "write note, warning or error");
    return false;
}

/* A code belongs to one rule, or to the compiler. */
static bool claim_code(struct loading *loading, const struct node *node, struct diag_code *code)
{
    struct str name = str_of(code->name);
    struct pos pos = node_find(node, "code")->pos;

    if (!is_code(name)) {
        diag_report(loading->diags, DIAG_BAD_VALUE, pos, "'%s' is no code: a-z, 0-9 and hyphens, a letter first", code->name);
        return false;
    }
    if (diag_code_find(name)) {
        diag_report(loading->diags, DIAG_RULE_ERROR, pos, "'%s' is a code of the compiler's own", code->name);
        return false;
    }
    if (map_put(loading->rules->codes, name, code))
        return true;
    for (size_t i = 0; i < loading->rules->n; i++)
        for (size_t k = 0; k < loading->rules->v[i].n_codes; k++)
            if (str_is(name, loading->rules->v[i].codes[k].name)) {
                struct diag *diag = diag_report(loading->diags, DIAG_RULE_ERROR, pos, "another rule has the code '%s'", code->name);
                diag_related(diag, (struct pos){ .file = loading->rules->v[i].file, .line = 1, .col = 1 }, S("this one"));
                return false;
            }
    diag_report(loading->diags, DIAG_RULE_ERROR, pos, "the code '%s' stands twice in this rule", code->name);
    return false;
}

static bool read_code(struct loading *loading, const struct node *node, struct diag_code *code)
{
    static const char *const keys[] = { "code", "severity", "summary", "meaning", "example", "fix", NULL };
    struct diags *diags = loading->diags;
    const char *what = "a rule's description";

    if (!shape_is(diags, node, NODE_MAPPING, what) || !shape_keys(diags, node, what, keys))
        return false;
    struct str name = shape_required(diags, node, "code", what), summary = shape_required(diags, node, "summary", what);
    struct str meaning = shape_required(diags, node, "meaning", what), example = shape_required(diags, node, "example", what);
    struct str fix = shape_required(diags, node, "fix", what);
    enum severity severity;
    if (!read_severity(diags, node, &severity) || !name.n || !summary.n || !meaning.n || !example.n || !fix.n)
        return false;
    struct arena *arena = loading->project->arena;
    *code = (struct diag_code){ name.p, severity, severity == SEVERITY_WARNING, summary.p, str_copy(arena, str_trim(meaning)).p,
                                str_copy(arena, str_trim(example)).p, str_copy(arena, str_trim(fix)).p };
    return claim_code(loading, node, code);
}

/* One mapping, or a list of them: one a code. */
static bool read_description(struct loading *loading, const struct node *node, struct rule_file *rule)
{
    bool several = node->kind == NODE_SEQUENCE, fine = true;

    rule->n_codes = several ? node->n : 1;
    rule->codes = arena_array(loading->project->arena, rule->n_codes, struct diag_code);
    for (size_t i = 0; i < rule->n_codes; i++)
        fine = read_code(loading, several ? &node->items[i] : node, &rule->codes[i]) && fine;
    if (!rule->n_codes)
        diag_report(loading->diags, DIAG_RULE_ERROR, node->pos, "this rule describes no code that it could report");
    return fine && rule->n_codes;
}

/* --- files --- */

static void load_rule(struct loading *loading, struct input *input)
{
    struct project *project = loading->project;
    struct rule_file rule = { .name = input->name, .file = input->file };
    struct str yaml;

    if (!input_read(project->arena, loading->diags, project, input, RULE_FILE_MAX))
        return;
    rule.text = input->text;
    if (!find_description(rule.text, &yaml)) {
        struct diag *diag = diag_report(loading->diags, DIAG_RULE_ERROR, (struct pos){ .file = input->file, .line = 1, .col = 1 },
                                        "a rule begins with its description");
        diag_hint(loading->diags, diag, "the first line is --[[rule, then YAML with code, summary, meaning, example and fix, then ]]");
        return;
    }
    const struct node *node = yaml_read(project->arena, loading->diags, input->file, yaml, 1);
    if (node && read_description(loading, node, &rule))
        loading->rules->v[loading->rules->n++] = rule;
}

void rule_files_load(struct project *project, struct diags *diags, struct rule_files *rules)
{
    struct inputs inputs = { 0 };
    struct loading loading = { project, diags, rules };

    project_overlay(project, "controls/rules", "lua", &inputs);
    *rules = (struct rule_files){ .codes = map_new(project->arena) };
    rules->v = arena_array(project->arena, inputs.list.n, struct rule_file);
    for (size_t i = 0; i < inputs.list.n; i++)
        load_rule(&loading, &inputs.list.v[i]);
}
