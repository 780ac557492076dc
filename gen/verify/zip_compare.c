/* A second opinion: libzip must find the entries that the strict scan found, no more and no others. */
#include <stdio.h>
#include <unistd.h>
#include <zip.h>

#include "verify/zip.h"

static bool same(const struct zip_entry *entry, const zip_stat_t *stat)
{
    return str_is(entry->name, stat->name) && stat->size == entry->size && stat->comp_size == entry->packed
        && stat->crc == entry->crc && stat->comp_method == entry->method;
}

static void compare_entries(zip_t *other, const struct zip *zip, struct judgement *judgement)
{
    for (size_t i = 0; i < zip->entries.n; i++) {
        zip_stat_t stat;
        if (zip_stat_index(other, i, ZIP_FL_ENC_RAW, &stat) == 0 && same(&zip->entries.v[i], &stat))
            continue;
        judge(judgement, PROBLEM_ZIP_FORMAT, zip->entries.v[i].name, "libzip sees another entry in its place");
        return;
    }
}

void zip_compare(const char *path, const struct zip *zip, struct judgement *judgement)
{
    struct str nothing = {NULL, 0};
    int code;
    zip_t *other = zip_open(path, ZIP_RDONLY, &code);
    if (other == NULL) {
        judge(judgement, PROBLEM_ZIP_FORMAT, nothing, "libzip cannot read it");
        return;
    }
    if ((zip_uint64_t)zip_get_num_entries(other, 0) != zip->entries.n)
        judge(judgement, PROBLEM_ZIP_FORMAT, nothing, "libzip sees another number of entries");
    else
        compare_entries(other, zip, judgement);
    zip_discard(other);
}
