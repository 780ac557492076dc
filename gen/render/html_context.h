/* Where a template stands in the HTML it writes, decided from the literal text alone.
 * Invariant: the machine never has to look ahead, so text may be cut at any byte by template tags, and it agrees
 * with browsers because everything on which they could disagree is refused. */
#ifndef RENDER_HTML_CONTEXT_H
#define RENDER_HTML_CONTEXT_H

#include <stdbool.h>

#include "base/str.h"

enum html_state {
    HTML_TEXT, HTML_LESS, HTML_LESS_SLASH, HTML_BANG, HTML_COMMENT, HTML_DECLARATION,
    HTML_TAG_NAME, HTML_BETWEEN, HTML_NAME, HTML_AFTER_NAME, HTML_EQUALS, HTML_QUOTED, HTML_UNQUOTED,
    HTML_SEPARATE,      /* in a tag, after a block that may have ended in a name: white space or '>' must follow */
    HTML_RAW,           /* script, style and their like: no value may stand here */
    HTML_TITLE          /* title and textarea: text without tags */
};

/* What is known about an address (the value of href, src …) before the next byte. */
enum url_place {
    URL_START, URL_PREFIX,      /* nothing yet; literal text that may become a scheme */
    URL_SETTLED,                /* no scheme can come any more */
    URL_VALUE,                  /* began with a value and may still become a scheme */
    URL_MIXED,                  /* branches disagree: nothing but literal text may follow */
    URL_ODD                     /* an address in which no value may stand */
};

struct html_context {
    enum html_state state;
    enum url_place url;
    char quote;                 /* of HTML_QUOTED */
    bool closing;               /* in </…> */
    bool content_value, http_equiv;     /* this tag has a value in content="", has http-equiv */
    unsigned match;             /* how much of "</name" or "-->" has been seen */
    unsigned tag_n, name_n, prefix_n;
    char tag[16], name[24], prefix[16]; /* lower case; longer ones are cut, their length is not */
};

/* One literal byte. NULL, or what is wrong with it. */
const char *html_step(struct html_context *html, char c);

/* How the next value must be written; the letter goes before the literal text that precedes it. */
enum html_mode {
    MODE_TEXT = 't',        /* escaped; rich text as it is */
    MODE_ATTRIBUTE = 'a',   /* escaped; no rich text. Also inside <title> */
    MODE_ADDRESS = 'u',     /* a whole address: schemes of the allow-list */
    MODE_RELATIVE = 'r',    /* a whole address of something the page loads: relative only */
    MODE_PIECE = 'p',       /* a piece of an address: percent-encoded */
    MODE_NONE = 'n'         /* no value follows */
};
/* A value stands here: how to write it, or 0 with *problem. */
enum html_mode html_value(struct html_context *html, const char **problem);

/* Whether a block that began at `begin` may end (or change its branch) at `end`; `loop`: and begin again. */
bool html_block_may_end(const struct html_context *begin, const struct html_context *end, bool loop);
/* The context behind a block of which one branch ended at `branch`, when `*joined` holds what came before. */
void html_join(struct html_context *joined, const struct html_context *branch);
/* NULL in plain text, or where the template stands, in words: "in a tag". */
const char *html_where(const struct html_context *html);

#endif
