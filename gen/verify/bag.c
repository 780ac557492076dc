/* BagIt manifests against the entries: each entry named exactly once, each name there, each digest right. */
#include "verify/bag.h"

#include <inttypes.h>

#include "pack/format.h"

/* A list in the format of sha256sum, and what it lists. */
struct list {
    const struct zip *zip;          /* what it lists */
    struct judgement *judgement;
    struct str shown;               /* the list itself, for messages */
    unsigned mark;
    bool (*covers)(struct str name);    /* may it name this entry? */
};

static bool is_payload(struct str name)
{
    return str_starts(name, S(PACKAGE_PAYLOAD));
}

static bool is_tag(struct str name)
{
    return !is_payload(name) && !str_starts(name, S(PACKAGE_META)) && !str_is(name, PACKAGE_TAG_MANIFEST);
}

static bool is_anything(struct str name)
{
    return name.n > 0;
}

static bool check_line(const struct list *list, struct str line)
{
    struct judgement *judgement = list->judgement;
    struct digest digest;
    struct str name = str_sub(line, 66, line.n);
    if (line.n < 67 || line.p[64] != ' ' || line.p[65] != ' ' || !digest_parse(str_sub(line, 0, 64), &digest))
        return judge(judgement, PROBLEM_BAG_FORMAT, list->shown, "has a line that is no digest and name");
    struct zip_entry *entry = zip_find(list->zip, name);
    if (entry == NULL)
        return judge(judgement, PROBLEM_REFERENCE_MISSING, zip_shown(judgement, list->zip, name), "is named in %.*s but not there",
                     STR(list->shown));
    if (!list->covers(name))
        return judge(judgement, PROBLEM_BAG_FORMAT, list->shown, "names '%.*s', which it must not", STR(name));
    if ((entry->listed & list->mark) != 0)
        return judge(judgement, PROBLEM_REFERENCE_DOUBLE, zip_shown(judgement, list->zip, name), "is named twice in %.*s",
                     STR(list->shown));
    entry->listed |= list->mark;
    if (entry->fault == NULL && !digest_eq(entry->digest, digest))
        return judge(judgement, PROBLEM_DIGEST_MISMATCH, zip_shown(judgement, list->zip, name), "is not what %.*s says",
                     STR(list->shown));
    return true;
}

/* Every line, then every entry that no line named. `optional` needs no line. */
static void check_list(const struct list *list, struct str text, const char *optional)
{
    struct str line, rest = text;
    if (text.n > 0 && text.p[text.n - 1] != '\n')
        judge(list->judgement, PROBLEM_BAG_FORMAT, list->shown, "does not end with a line feed");
    rest.n -= text.n > 0 && text.p[text.n - 1] == '\n';
    while (str_split(&rest, '\n', &line))
        check_line(list, line);
    for (size_t i = 0; i < list->zip->entries.n; i++) {
        const struct zip_entry *entry = &list->zip->entries.v[i];
        if ((entry->listed & list->mark) == 0 && list->covers(entry->name) && !str_is(entry->name, optional))
            judge(list->judgement, PROBLEM_UNREFERENCED, zip_shown(list->judgement, list->zip, entry->name),
                  "is not named in %.*s", STR(list->shown));
    }
}

static const struct zip_entry *need(const struct zip *zip, struct judgement *judgement, const char *name)
{
    const struct zip_entry *entry = zip_find(zip, str_of(name));
    if (entry == NULL)
        judge(judgement, PROBLEM_BAG_FORMAT, str_of(name), "is missing");
    return entry != NULL && entry->fault == NULL ? entry : NULL;
}

struct str bag_label(struct str text, const char *label)
{
    struct str line, found = {NULL, 0}, start = str_of(label);
    while (str_split(&text, '\n', &line)) {
        if (!str_starts(line, start) || line.n <= start.n || line.p[start.n] != ':')
            continue;
        if (found.n > 0)
            return (struct str){NULL, 0};
        found = str_trim(str_sub(line, start.n + 1, line.n));
    }
    return found;
}

static void check_oxum(const struct zip *zip, struct judgement *judgement, struct str info)
{
    uint64_t bytes = 0;
    size_t count = 0;
    for (size_t i = 0; i < zip->entries.n; i++) {
        if (!is_payload(zip->entries.v[i].name))
            continue;
        bytes += zip->entries.v[i].size;
        count++;
    }
    struct str real = str_printf(judgement->arena, "%" PRIu64 ".%zu", bytes, count), said = bag_label(info, BAG_OXUM);
    if (!str_eq(said, real))
        judge(judgement, PROBLEM_BAG_COUNT, S(PACKAGE_BAG_INFO), "says " BAG_OXUM " '%.*s' where '%.*s' is right", STR(said),
              STR(real));
}

/* The deflated bytes are those that were made, unless another program packed the same content again. */
static void check_packed(const struct zip *zip, struct judgement *judgement, struct str info)
{
    struct digest_stream *stream = digest_begin();
    struct digest said;
    uint64_t bytes = 0;
    size_t count = 0;
    for (size_t i = 0; i < zip->entries.n; i++) {
        const struct zip_entry *entry = &zip->entries.v[i];
        if (entry->method != ZIP_METHOD_DEFLATED || str_starts(entry->name, S(PACKAGE_META)))
            continue;
        digest_add(stream, entry->packed_digest.b, sizeof entry->packed_digest.b);
        bytes += entry->packed;
        count++;
    }
    struct digest real = digest_end(stream);
    struct str oxum = bag_label(info, BAG_PACKED_OXUM), digest = bag_label(info, BAG_PACKED_DIGEST);
    if (zip->foreign || (oxum.n == 0 && digest.n == 0))
        return;
    if (!str_eq(oxum, str_printf(judgement->arena, "%" PRIu64 ".%zu", bytes, count)))
        judge(judgement, PROBLEM_REPACKED, (struct str){NULL, 0}, "was packed again by another program; the content is the same");
    else if (!digest_parse(digest, &said) || !digest_eq(said, real))
        judge(judgement, PROBLEM_DIGEST_MISMATCH, (struct str){NULL, 0},
              "the compressed bytes are not those that were packed (" BAG_PACKED_DIGEST " in " PACKAGE_BAG_INFO ")");
}

bool bag_wants(struct str name)
{
    return str_is(name, PACKAGE_BAGIT) || str_is(name, PACKAGE_BAG_INFO) || str_is(name, PACKAGE_MANIFEST)
        || str_is(name, PACKAGE_TAG_MANIFEST) || str_is(name, PACKAGE_SITE PACKAGE_NESTED_LIST)
        || str_is(name, PACKAGE_SOURCE PACKAGE_NESTED_LIST);
}

void bag_check(const struct zip *zip, struct judgement *judgement)
{
    if (zip->foreign && zip_find(zip, S(PACKAGE_BAGIT)) == NULL)
        return;
    const struct zip_entry *bagit = need(zip, judgement, PACKAGE_BAGIT), *info = need(zip, judgement, PACKAGE_BAG_INFO);
    const struct zip_entry *manifest = need(zip, judgement, PACKAGE_MANIFEST);
    const struct zip_entry *tags = need(zip, judgement, PACKAGE_TAG_MANIFEST);
    struct list payload = {zip, judgement, S(PACKAGE_MANIFEST), LISTED_PAYLOAD, is_payload};
    struct list tag = {zip, judgement, S(PACKAGE_TAG_MANIFEST), LISTED_TAG, is_tag};
    if (bagit != NULL && !str_is(bagit->text, BAGIT_TEXT) && !zip->foreign)
        judge(judgement, PROBLEM_BAG_FORMAT, bagit->name, "is not the declaration of BagIt 1.0 in UTF-8");
    if (manifest != NULL)
        check_list(&payload, manifest->text, "");
    if (tags != NULL)
        check_list(&tag, tags->text, PACKAGE_MIMETYPE_NAME);
    if (info != NULL) {
        check_oxum(zip, judgement, info->text);
        check_packed(zip, judgement, info->text);
    }
}

void bag_check_nested(const struct zip *outer, struct str list_name, const struct zip *nested, struct judgement *judgement)
{
    const struct zip_entry *entry = zip_find(outer, list_name);
    struct list list = {nested, judgement, list_name, LISTED_INNER, is_anything};
    if (entry != NULL && entry->fault == NULL)
        check_list(&list, entry->text, "");
    else if (entry == NULL && !outer->foreign)
        judge(judgement, PROBLEM_BAG_FORMAT, list_name, "is missing");
}
