/* Blocks and the HTML around them: where a block may end, and what is known behind it. */
#include <string.h>

#include "render/html_context.h"

/* Between the name of a tag and its '>', outside of values. */
static bool in_tag(const struct html_context *html)
{
    switch (html->state) {
    case HTML_TAG_NAME:
    case HTML_BETWEEN:
    case HTML_NAME:
    case HTML_AFTER_NAME:
    case HTML_SEPARATE: return true;
    default: return false;
    }
}

static bool same_name(const char *a, unsigned a_n, const char *b, unsigned b_n)
{
    return a_n == b_n && !strcmp(a, b);
}

static bool same_tag(const struct html_context *a, const struct html_context *b)
{
    return a->closing == b->closing && same_name(a->tag, a->tag_n, b->tag, b->tag_n);
}

static bool same(const struct html_context *a, const struct html_context *b)
{
    if (a->state != b->state)
        return false;
    switch (a->state) {
    case HTML_TEXT: return true;
    case HTML_RAW:
    case HTML_TITLE: return same_tag(a, b) && a->match == b->match;
    case HTML_COMMENT: return a->match == b->match && a->prefix_n == b->prefix_n;
    case HTML_QUOTED:
        return same_tag(a, b) && a->quote == b->quote && same_name(a->name, a->name_n, b->name, b->name_n);
    case HTML_UNQUOTED:
    case HTML_NAME:
    case HTML_AFTER_NAME: return same_tag(a, b) && same_name(a->name, a->name_n, b->name, b->name_n);
    case HTML_TAG_NAME:
    case HTML_BETWEEN:
    case HTML_SEPARATE: return same_tag(a, b);
    default: return false;      /* half a tag: no block may begin or end there */
    }
}

/* A loop comes back to its beginning: what was true there must be true again. From the name of a tag on, only
 * white space can lead to a place between attributes, so these two are one. */
static bool may_repeat(const struct html_context *begin, const struct html_context *end)
{
    if (begin->state == HTML_QUOTED && same(begin, end))
        return begin->url == end->url;
    if (begin->state == HTML_TAG_NAME && end->state == HTML_BETWEEN)
        return same_tag(begin, end);
    return same(begin, end);
}

bool html_block_may_end(const struct html_context *begin, const struct html_context *end, bool loop)
{
    if (loop)
        return may_repeat(begin, end);
    return same(begin, end) || (in_tag(begin) && in_tag(end) && same_tag(begin, end));
}

void html_join(struct html_context *joined, const struct html_context *branch)
{
    joined->content_value |= branch->content_value;
    joined->http_equiv |= branch->http_equiv;
    if (joined->state == HTML_QUOTED) {
        if (joined->url != branch->url && joined->url != URL_ODD)
            joined->url = branch->url == URL_ODD ? URL_ODD : URL_MIXED;
        else if (joined->url == URL_PREFIX && !same_name(joined->prefix, joined->prefix_n, branch->prefix, branch->prefix_n))
            joined->url = URL_MIXED;
    } else if (in_tag(joined) && !(joined->state == HTML_BETWEEN && branch->state == HTML_BETWEEN)) {
        if (!same(joined, branch) || joined->state == HTML_NAME || joined->state == HTML_AFTER_NAME)
            joined->state = HTML_SEPARATE;
    }
}

const char *html_where(const struct html_context *html)
{
    switch (html->state) {
    case HTML_TEXT: return NULL;
    case HTML_QUOTED:
    case HTML_UNQUOTED:
    case HTML_EQUALS: return "in an attribute";
    case HTML_COMMENT: return "in an HTML comment";
    case HTML_RAW: return "in <script> or <style>";
    case HTML_TITLE: return "in <title> or <textarea>";
    case HTML_BANG:
    case HTML_DECLARATION: return "in a declaration";
    default: return "in a tag";
    }
}
