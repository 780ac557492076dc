/* Words as the search index cuts them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "render/search_words.h"

static void take(void *context, struct str term)
{
    struct buf *out = context;
    if (out->n)
        buf_putc(out, ' ');
    buf_put(out, term);
}

/* The terms of texts that follow each other without a break. */
static void expect(const char *terms, const char *first, const char *second)
{
    struct buf out = { 0 };
    struct words words;
    words_begin(&words, take, &out);
    words_text(&words, str_of(first));
    words_text(&words, str_of(second));
    words_break(&words);
    buf_putc(&out, '\0');
    assert_string_equal(out.p, terms);
    buf_free(&out);
}

static void cuts_words(void **state)
{
    (void)state;
    expect("stop the 2nd drill", "Stop the 2nd", " drill!");
    expect("splitted", "split", "ted");
    expect("it s", "it's", "");
    expect("", " .-_ ", "");
}

static void keeps_ids_whole_and_in_parts(void **state)
{
    (void)state;
    expect("ctl 014 -ctl-014 stop drill -stop-drill", "CTL-014/stop-", "drill");
    expect("a 9 2 -a.9.2", "A.9.2.", "");
    expect("ab cd", "ab--cd", "");
    expect("a b", "-a_ b-", "");
    expect("co operation -co-operation", "co\u2010", "operation");
}

static void folds(void **state)
{
    (void)state;
    expect("grosse strasse strasse", "Große STRASSE ", "straße");
    expect("angstrom file full", "Ångström ﬁle ", "ｆｕｌｌ");
    expect("ονομα ονομα", "Όνομα ", "ΌΝΟΜΑ");
    expect("москва istanbul", "Москва\u0301 ", "İstanbul");
    expect("cafe", "cafe", "\u0301");
    expect("soft", "so\u00AD", "ft");
    expect("か\u3099", "が", "");
    expect("x2 1 2", "x² ", "½");
}

static void cuts_long_runs(void **state)
{
    char text[200], terms[201];
    (void)state;
    memset(text, 'a', 130);
    text[130] = '\0';
    memset(terms, 'a', 132);
    terms[64] = terms[129] = ' ';
    terms[132] = '\0';
    expect(terms, text, "");
    memset(text, 'b', 63);
    memcpy(text + 63, "-c", 3);
    memcpy(terms, text, 63);
    memcpy(terms + 63, " c", 3);
    expect(terms, text, "");
    memset(text, 'b', 62);
    memcpy(text + 62, "-c", 3);
    snprintf(terms, sizeof terms, "%.62s c -%.64s", text, text);
    expect(terms, text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_words), cmocka_unit_test(keeps_ids_whole_and_in_parts), cmocka_unit_test(folds), cmocka_unit_test(cuts_long_runs) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
