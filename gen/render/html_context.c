/* The HTML a template writes, as a state machine over its literal bytes. */
#include "render/html_context.h"

#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }
static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

static void name_put(char *name, unsigned *n, size_t size, char c)
{
    if (*n < size - 1)
        name[*n] = lower(c), name[*n + 1] = 0;
    ++*n;
}

static bool name_is(const char *name, unsigned n, const char *word)
{
    return n == strlen(word) && !memcmp(name, word, n);
}

static bool name_in(const char *name, unsigned n, const char *const *words)
{
    for (; *words; words++)
        if (name_is(name, n, *words))
            return true;
    return false;
}

static bool tag_in(const struct html_context *html, const char *const *words)
{
    return name_in(html->tag, html->tag_n, words);
}

static bool attribute_in(const struct html_context *html, const char *const *words)
{
    return name_in(html->name, html->name_n, words);
}

static bool is_address(const struct html_context *html)
{
    static const char *const words[] = { "href", "src", "action", "cite", "poster", "data", "longdesc", "background",
        "manifest", "xlink:href", "codebase", "classid", "archive", "profile", "lowsrc", "dynsrc", "icon", NULL };
    return attribute_in(html, words);
}

/* --- tags --- */

static void tag_begin(struct html_context *html, bool closing)
{
    html->state = HTML_TAG_NAME;
    html->closing = closing;
    html->tag_n = html->name_n = 0;
    html->tag[0] = html->name[0] = 0;
    html->content_value = html->http_equiv = false;
}

static const char *tag_end(struct html_context *html)
{
    static const char *const raw[] = { "script", "style", "xmp", "iframe", "noembed", "noframes", NULL };
    static const char *const title[] = { "title", "textarea", NULL };
    html->match = 0;
    html->state = HTML_TEXT;
    if (html->closing)
        return NULL;
    if (html->http_equiv && html->content_value)
        return "a value may not stand in 'content' beside 'http-equiv'";
    if (tag_in(html, raw))
        html->state = HTML_RAW;
    else if (tag_in(html, title))
        html->state = HTML_TITLE;
    else if (name_is(html->tag, html->tag_n, "plaintext"))
        return "<plaintext> is not allowed: nothing can end it";
    return NULL;
}

static const char *step_less(struct html_context *html, char c)
{
    if (is_letter(c)) {
        tag_begin(html, false);
        name_put(html->tag, &html->tag_n, sizeof html->tag, c);
    } else if (c == '/') {
        html->state = HTML_LESS_SLASH;
    } else if (c == '!') {
        html->state = HTML_BANG;
        html->match = 0;
    } else if (c == '?') {
        return "'<?' means nothing in HTML";
    } else if (c != '<') {
        html->state = HTML_TEXT;
    }
    return NULL;
}

static const char *step_less_slash(struct html_context *html, char c)
{
    if (!is_letter(c))
        return "the name of a tag must follow '</'";
    tag_begin(html, true);
    name_put(html->tag, &html->tag_n, sizeof html->tag, c);
    return NULL;
}

/* After "<!": a doctype or "--". Forms that browsers close early are refused. */
static const char *step_bang(struct html_context *html, char c)
{
    if (html->match == 0 && is_letter(c)) {
        html->state = HTML_DECLARATION;
        return NULL;
    }
    if (c != '-')
        return "'<!' must begin a comment or the doctype";
    if (++html->match == 2) {
        html->state = HTML_COMMENT;
        html->match = 0;
        html->prefix_n = 0;     /* here: bytes of the comment, as far as they matter */
    }
    return NULL;
}

static const char *step_comment(struct html_context *html, char c)
{
    if (c == '>' && html->prefix_n < 2 && html->match == html->prefix_n)
        return "an HTML comment must not begin with '>' or '->'";
    if (html->prefix_n < 2)
        html->prefix_n++;
    if (c == '>' && html->match >= 2) {
        html->state = HTML_TEXT;
        html->match = 0;
    } else if (c == '!' && html->match >= 2) {
        return "an HTML comment must not hold '--!'";
    } else {
        html->match = c == '-' ? html->match + 1 : 0;
    }
    return NULL;
}

/* Inside <script>, <style>, <title> …: waits for the end tag. */
static const char *step_element(struct html_context *html, char c)
{
    unsigned match = html->match;
    if (html->state == HTML_TITLE && match == 1 && (is_letter(c) || c == '!' || c == '?'))
        return "no tag may stand inside <title> or <textarea>";
    if (html->state == HTML_RAW && match == 1 && c == '!')
        return "no comment may stand inside <script> or <style>";
    if (match >= 2 && match - 2 == html->tag_n) {
        if (c == '>' || c == '/' || is_space(c)) {
            html->closing = true;
            html->state = HTML_BETWEEN;
            return c == '>' ? tag_end(html) : NULL;
        }
        html->match = c == '<';
    } else if (match >= 2 && lower(c) == html->tag[match - 2]) {
        html->match++;
    } else if (match == 1 && c == '/') {
        html->match = 2;
    } else {
        html->match = c == '<';
    }
    return NULL;
}

/* --- attributes --- */

static const char *name_begin(struct html_context *html, char c)
{
    if (c == '"' || c == '\'' || c == '<' || c == '=')
        return "the name of an attribute cannot begin here";
    html->state = HTML_NAME;
    html->name_n = 0;
    name_put(html->name, &html->name_n, sizeof html->name, c);
    return NULL;
}

static const char *step_name(struct html_context *html, char c)
{
    if (c == '"' || c == '\'' || c == '<')
        return "the name of an attribute cannot hold this";
    if (is_space(c))
        html->state = HTML_AFTER_NAME;
    else if (c == '=')
        html->state = HTML_EQUALS;
    else if (c == '/')
        html->state = HTML_BETWEEN;
    else if (c == '>')
        return tag_end(html);
    else
        name_put(html->name, &html->name_n, sizeof html->name, c);
    return NULL;
}

static const char *step_between(struct html_context *html, char c)
{
    if (is_space(c))
        return NULL;
    if (c == '>')
        return tag_end(html);
    if (c == '/') {
        html->state = HTML_BETWEEN;
        return NULL;
    }
    if (c == '=' && html->state == HTML_AFTER_NAME) {
        html->state = HTML_EQUALS;
        return NULL;
    }
    return name_begin(html, c);
}

static const char *step_equals(struct html_context *html, char c)
{
    if (is_space(c))
        return NULL;
    if (name_is(html->name, html->name_n, "http-equiv"))
        html->http_equiv = true;
    html->url = URL_START;
    html->prefix_n = 0;
    if (c == '"' || c == '\'') {
        html->state = HTML_QUOTED;
        html->quote = c;
        return NULL;
    }
    if (c == '>' || c == '<' || c == '=' || c == '`')
        return "the value of an attribute must follow '='";
    html->state = HTML_UNQUOTED;
    return NULL;
}

static const char *step_unquoted(struct html_context *html, char c)
{
    if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '`')
        return "quote the value of the attribute";
    if (is_space(c))
        html->state = HTML_BETWEEN;
    else if (c == '>')
        return tag_end(html);
    return NULL;
}

/* --- addresses --- */

static bool scheme_is_allowed(const struct html_context *html)
{
    static const char *const words[] = { "http", "https", "mailto", NULL };
    return html->prefix_n < sizeof html->prefix && name_in(html->prefix, html->prefix_n, words);
}

static bool is_plain(char c) { return (unsigned char)c > ' ' && c != '\\' && c != '&' && c != 0x7f; }

static const char *step_address(struct html_context *html, char c)
{
    switch (html->url) {
    case URL_START:
    case URL_PREFIX:
        if (!is_plain(c) || (c == '/' && html->url == URL_START))
            html->url = URL_ODD;
        else if (c == '/' || c == '?' || c == '#')
            html->url = URL_SETTLED;
        else if (c == ':')
            html->url = scheme_is_allowed(html) ? URL_SETTLED : URL_ODD;
        else {
            name_put(html->prefix, &html->prefix_n, sizeof html->prefix, c);
            html->url = URL_PREFIX;
        }
        return NULL;
    case URL_VALUE:
    case URL_MIXED:
        if (c == ':' || !is_plain(c))
            return "in an address that begins with a value, '/', '?' or '#' must come before this";
        if (html->url == URL_VALUE && (c == '/' || c == '?' || c == '#'))
            html->url = URL_SETTLED;
        return NULL;
    default:
        return NULL;
    }
}

static const char *step_quoted(struct html_context *html, char c)
{
    if (c == html->quote) {
        html->state = HTML_BETWEEN;
        return NULL;
    }
    return is_address(html) ? step_address(html, c) : NULL;
}

const char *html_step(struct html_context *html, char c)
{
    switch (html->state) {
    case HTML_TEXT:
        if (c == '<')
            html->state = HTML_LESS;
        return NULL;
    case HTML_LESS: return step_less(html, c);
    case HTML_LESS_SLASH: return step_less_slash(html, c);
    case HTML_BANG: return step_bang(html, c);
    case HTML_COMMENT: return step_comment(html, c);
    case HTML_DECLARATION:
        if (c == '>')
            html->state = HTML_TEXT;
        return NULL;
    case HTML_TAG_NAME:
        if (!is_space(c) && c != '/' && c != '>') {
            name_put(html->tag, &html->tag_n, sizeof html->tag, c);
            return c == '<' ? "a tag is not closed" : NULL;
        }
        html->state = HTML_BETWEEN;
        return step_between(html, c);
    case HTML_BETWEEN:
    case HTML_AFTER_NAME: return step_between(html, c);
    case HTML_NAME: return step_name(html, c);
    case HTML_EQUALS: return step_equals(html, c);
    case HTML_QUOTED: return step_quoted(html, c);
    case HTML_UNQUOTED: return step_unquoted(html, c);
    case HTML_SEPARATE:
        if (!is_space(c) && c != '/' && c != '>')
            return "white space must stand between this and the block before it";
        html->state = HTML_BETWEEN;
        return step_between(html, c);
    case HTML_RAW:
    case HTML_TITLE: return step_element(html, c);
    }
    return NULL;
}

/* --- values --- */

static enum html_mode address_mode(struct html_context *html, const char **problem)
{
    static const char *const links[] = { "a", "area", NULL };
    static const char *const quotes[] = { "blockquote", "q", "ins", "del", NULL };
    switch (html->url) {
    case URL_START:
        html->url = URL_VALUE;
        return tag_in(html, links) || tag_in(html, quotes) ? MODE_ADDRESS : MODE_RELATIVE;
    case URL_ODD:
        *problem = "a value may not continue this address: it must be relative, http, https or mailto";
        return 0;
    case URL_MIXED:
        *problem = "a value may not follow a block that may have begun the address";
        return 0;
    default:
        if (html->url == URL_PREFIX)
            html->url = URL_VALUE;
        return MODE_PIECE;
    }
}

static enum html_mode attribute_mode(struct html_context *html, const char **problem)
{
    static const char *const never[] = { "style", "srcset", "imagesrcset", "formaction", "srcdoc", "ping", "http-equiv",
        "attributename", "xml:base", "nonce", "integrity", "sandbox", NULL };
    static const char *const moving[] = { "animate", "set", "animatetransform", "animatemotion", "base", NULL };
    if (html->name_n >= 2 && html->name[0] == 'o' && html->name[1] == 'n')
        *problem = "a value may not stand in an event handler";
    else if (html->name_n >= 5 && !memcmp(html->name, "xmlns", 5))
        *problem = "a value may not name a namespace";
    else if (attribute_in(html, never))
        *problem = "a value may not stand in this attribute";
    else if (tag_in(html, moving))
        *problem = "a value may not stand in an attribute of this tag";
    else if (is_address(html))
        return address_mode(html, problem);
    if (*problem)
        return 0;
    if (name_is(html->name, html->name_n, "content"))
        html->content_value = true;
    return MODE_ATTRIBUTE;
}

enum html_mode html_value(struct html_context *html, const char **problem)
{
    *problem = NULL;
    switch (html->state) {
    case HTML_TEXT: return MODE_TEXT;
    case HTML_TITLE:
        if (html->match == 0)
            return MODE_ATTRIBUTE;
        *problem = "a value may not follow '<'";
        return 0;
    case HTML_QUOTED: return attribute_mode(html, problem);
    case HTML_EQUALS:
    case HTML_UNQUOTED: *problem = "quote the value of the attribute: name=\"{{ … }}\""; return 0;
    case HTML_RAW: *problem = "a value may not stand in <script> or <style>; put it into a data- attribute"; return 0;
    case HTML_COMMENT: *problem = "a value may not stand in an HTML comment"; return 0;
    case HTML_LESS:
    case HTML_LESS_SLASH:
    case HTML_TAG_NAME: *problem = "a value may not be the name of a tag"; return 0;
    case HTML_BANG:
    case HTML_DECLARATION: *problem = "a value may not stand in a declaration"; return 0;
    default: *problem = "a value may not be the name of an attribute"; return 0;
    }
}
