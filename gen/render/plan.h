/* The plan: every page and its URL, known before anything is rendered, so that each page can link to any other. */
#ifndef RENDER_PLAN_H
#define RENDER_PLAN_H

#include "render/engine.h"

enum page_kind { PAGE_SITE, PAGE_TYPE, PAGE_RECORD, PAGE_FRAMEWORK, PAGE_REQUIREMENT };

struct page {
    enum page_kind kind;
    const struct template *template;
    struct str url, title;
    const struct record *record;        /* of record, framework and requirement pages */
    const struct record_type *type;     /* of type pages */
    uint32_t number, count;             /* this page of so many; 1 of 1 when not paged */
    uint32_t first, n_rows;             /* rows on this page: index into the type's records */
    size_t n_args;                      /* what the template sees as `args`; the cover of the package has some */
    const struct part_option *args;
    int navigation;                     /* place in the main navigation; 0: not there */
};

struct plan {
    size_t n;
    struct page *pages;                 /* the large ones, about more than a record, first */
    struct str *record_url;             /* by record.serial; empty: no page */
    struct str *type_url;               /* by type index: its first index page */
    struct str *file_url;               /* by index of the evidence record: where its bytes go; empty: none */
    size_t n_navigation;
    const struct page **navigation;     /* sorted by place */
};

/* URLs are ASCII, unique without regard to case, safe on Windows, at most 120 characters long; a record whose
 * name is taken or reserved gets a "~" behind it, and of a name that is too long the middle gives way to a digest. In a plan
 * that `travels`, files with personal data have no URL. NULL: reported (a page header that is wrong). */
const struct plan *plan_make(struct arena *arena, struct diags *diags, const struct model *model,
                             const struct templates *templates, bool travels);

#endif
