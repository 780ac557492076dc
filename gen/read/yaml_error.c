/* The messages of libyaml 0.2.5 (scanner.c, parser.c) in the words of someone who writes a record. */
#include "read/yaml_error.h"

#include <string.h>

struct yaml_message {
    const char *context;    /* how the library's context begins; NULL: any */
    const char *problem;    /* how its problem begins */
    const char *message, *hint;
    bool at_context;        /* the place to look at is where it began */
};

static const struct yaml_message messages[] = {
    { "while scanning a quoted", "found unexpected end of stream", "a quote is never closed",
      "close it with the same quote it began with", true },
    { "while scanning a quoted", "found unexpected document indicator", "a quote is never closed",
      "close it with the same quote it began with", true },
    { "while parsing a quoted", "found unknown escape", "this escape is not known in double quotes",
      "write two backslashes, or use single quotes", false },
    { NULL, "found unknown escape", "this escape is not known in double quotes",
      "write two backslashes, or use single quotes", false },
    { NULL, "did not find expected hexdecimal", "an escape lacks hexadecimal digits",
      "write two backslashes for one that stands for itself", false },
    { NULL, "found invalid Unicode character escape", "an escape names no character", NULL, false },
    { "while scanning an anchor", "", "an anchor (&) is not allowed",
      "put quotes around a text that begins with &", true },
    { "while scanning an alias", "", "an alias (*) is not allowed",
      "put quotes around a text that begins with *", true },
    { "while scanning a tag", "", "a tag (!) is not allowed", "put quotes around a text that begins with !", true },
    { "while parsing a tag", "", "a tag (!) is not allowed", "put quotes around a text that begins with !", true },
    { NULL, "found undefined tag handle", "a tag (!) is not allowed",
      "put quotes around a text that begins with !", false },
    { NULL, "found a tab character", "a tab stands where only spaces may indent", "indent with spaces", false },
    { "while scanning a block scalar", "", "after | or > only + or - or a digit may stand",
      "begin the text on the next line", false },
    { NULL, "mapping values are not allowed", "a colon cannot stand here",
      "check the indentation; put quotes around a text that holds a colon and a space", false },
    { NULL, "mapping keys are not allowed", "a key cannot begin here", "check the indentation", false },
    { NULL, "block sequence entries are not allowed", "a list cannot begin here",
      "begin the list on a line of its own", false },
    { "while parsing a block mapping", "did not find expected key", "no key of the mapping above begins here",
      "check the indentation; put quotes around a text that goes on after its closing quote", false },
    { "while parsing a block collection", "", "no item of the list above begins here",
      "items begin with '- ' at the same indentation", false },
    { "while parsing a flow sequence", "", "a list in [ ] lacks a comma or its closing bracket", NULL, false },
    { "while parsing a flow mapping", "", "a mapping in { } lacks a comma or its closing brace", NULL, false },
    { NULL, "did not find expected node content", "a value is missing here",
      "put quotes around a text that begins with one of , ] } - ?", false },
    { NULL, "did not find expected <document start>", "the file goes on after its end",
      "check the indentation of this line", false },
};

static bool begins(const char *s, const char *with)
{
    return s && strncmp(s, with, strlen(with)) == 0;
}

static const struct yaml_message *message_find(const yaml_parser_t *parser)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if ((!messages[i].context || begins(parser->context, messages[i].context)) &&
            begins(parser->problem, messages[i].problem))
            return &messages[i];
    return NULL;
}

/* The line before `offset` that is neither blank nor a comment; empty at the start of the text. */
static struct str content_before(struct str text, size_t offset)
{
    while (offset > 0) {
        size_t end = offset - 1, start = end;
        while (start > 0 && text.p[start - 1] != '\n')
            start--;
        struct str line = str_sub(text, start, end), trimmed = str_trim(line);
        if (trimmed.n && trimmed.p[0] != '#')
            return line;
        offset = start;
    }
    return (struct str){ 0 };
}

static bool is_directive(struct str text, size_t at)
{
    if (at > 0 && text.p[at - 1] != '\n')
        return false;
    struct str before = content_before(text, at);
    return before.n == 0 || str_starts(before, S("..."));
}

bool yaml_directives_check(const struct yaml_places *places)
{
    struct str text = places->text;

    for (size_t at = str_find(text, '%'); at < text.n; at += 1 + str_find(str_sub(text, at + 1, text.n), '%')) {
        if (!is_directive(text, at))
            continue;
        struct pos pos = pos_of_offset(places->file, text, at, 1);
        pos.line += places->first_line - 1;
        struct diag *diag = diag_report(places->diags, DIAG_MALFORMED_YAML, pos,
                                        "a line that begins with %% is not allowed");
        diag_hint(places->diags, diag, "put quotes around a text that begins with %%");
        return false;
    }
    return true;
}

/* A line that lacks its colon, or the space behind it. */
static void report_no_colon(struct yaml_places *places, const yaml_parser_t *parser)
{
    struct str rest = str_sub(places->text, yaml_offset(places, parser->context_mark), places->text.n);
    struct str line = str_trim(str_sub(rest, 0, str_find(rest, '\n')));
    struct pos pos = yaml_pos(places, parser->context_mark);
    size_t colon = str_find(line, ':');

    pos.len = (uint32_t)str_code_points(line);
    struct diag *diag = diag_report(places->diags, DIAG_MALFORMED_YAML, pos, "this line is no 'key: value'");
    if (colon + 1 < line.n && line.p[colon + 1] != ' ')
        diag_hint(places->diags, diag, "put a space after the colon");
    else
        diag_hint(places->diags, diag, "a text of several lines is indented deeper than its key");
}

static void report_bad_start(struct yaml_places *places, const yaml_parser_t *parser)
{
    size_t offset = yaml_offset(places, parser->problem_mark);
    char c = offset < places->text.n ? places->text.p[offset] : ' ';
    struct pos pos = yaml_pos(places, parser->problem_mark);

    pos.len = 1;
    if (c == '\t') {
        struct diag *diag = diag_report(places->diags, DIAG_MALFORMED_YAML, pos,
                                        "a tab stands where only spaces may indent");
        diag_hint(places->diags, diag, "indent with spaces");
        return;
    }
    struct diag *diag = diag_report(places->diags, DIAG_MALFORMED_YAML, pos, "a text cannot begin with %c", c);
    diag_hint(places->diags, diag, "put quotes around it");
}

/* The guard reads the text before the parser does, so this is seen only where the two disagree. */
static void report_unreadable(struct yaml_places *places, const yaml_parser_t *parser)
{
    struct pos pos = pos_of_offset(places->file, places->text, parser->problem_offset, 1);
    pos.line += places->first_line - 1;
    diag_report(places->diags, DIAG_BAD_TEXT, pos, "this character may not stand in YAML: %s", parser->problem);
}

static void report_message(struct yaml_places *places, const yaml_parser_t *parser, const struct yaml_message *message)
{
    struct pos pos = yaml_pos(places, message->at_context ? parser->context_mark : parser->problem_mark);
    pos.len = 1;
    struct diag *diag = diag_report(places->diags, DIAG_MALFORMED_YAML, pos, "%s", message->message);

    if (message->hint)
        diag_hint(places->diags, diag, "%s", message->hint);
    if (!message->at_context && begins(parser->context, "while parsing a")) {
        struct pos began = yaml_pos(places, parser->context_mark);
        if (began.line != pos.line || began.col != pos.col)
            diag_related(diag, began, S("it began here"));
    }
}

void yaml_error_report(struct yaml_places *places, const yaml_parser_t *parser)
{
    const struct yaml_message *message = message_find(parser);

    if (parser->error == YAML_READER_ERROR)
        report_unreadable(places, parser);
    else if (begins(parser->problem, "could not find expected ':'"))
        report_no_colon(places, parser);
    else if (begins(parser->problem, "found character that cannot start"))
        report_bad_start(places, parser);
    else if (message)
        report_message(places, parser, message);
    else
        diag_report(places->diags, DIAG_MALFORMED_YAML, yaml_pos(places, parser->problem_mark), "%s",
                    parser->problem ? parser->problem : "this is not YAML");
}
