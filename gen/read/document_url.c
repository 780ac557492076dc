/* Bare addresses in text: http and https, ended as GitHub ends them. */
#include <string.h>

#include "read/document_compile.h"

enum { URL_MAX = 2048 };

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The bytes of "http" or "https" that end at `at`, or 0. */
static size_t scheme_before(struct str text, size_t at, size_t from)
{
    static const struct str schemes[] = { { "https", 5 }, { "http", 4 } };

    for (size_t i = 0; i < 2; i++) {
        size_t n = schemes[i].n;
        if (at - from < n || !str_eq_fold(str_sub(text, at - n, at), schemes[i]))
            continue;
        return at > n && is_word(text.p[at - n - 1]) ? 0 : n;
    }
    return 0;
}

/* What belongs to the sentence, not to the address: marks at its end, and a bracket that was not opened in it. */
static size_t trimmed_size(struct str url)
{
    long open = 0;

    for (size_t i = 0; i < url.n; i++)
        open += (url.p[i] == '(') - (url.p[i] == ')');
    while (url.n > 0) {
        char last = url.p[url.n - 1];
        if (last == ')' && open >= 0)
            break;
        open += last == ')';
        if (last != ')' && !strchr("?!.,:;*_~'\"]", last))
            break;
        url.n--;
    }
    return url.n;
}

struct str url_around(struct str text, size_t at, size_t from)
{
    size_t scheme = scheme_before(text, at, from), host = at + 3, end = host;

    if (scheme == 0 || host >= text.n || !is_word(text.p[host]))
        return (struct str){ 0 };
    while (end < text.n && (unsigned char)text.p[end] > ' ' && text.p[end] != '<' && end - at <= URL_MAX)
        end++;
    if (end - at > URL_MAX)
        return (struct str){ 0 };
    struct str url = str_sub(text, at - scheme, end);
    return str_sub(url, 0, trimmed_size(url));
}
