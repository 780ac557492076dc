/* Names against each other: unique without regard to case and Unicode form, and no file that is also a folder. */
#include <string.h>

#include "base/path.h"
#include "verify/zip.h"

static void check_folders(const struct zip *zip, struct judgement *judgement, struct map *folded, struct str key,
                          struct str name)
{
    for (size_t i = 0; i < key.n; i++) {
        if (key.p[i] != '/' || map_find(folded, str_sub(key, 0, i)) == NULL)
            continue;
        judge(judgement, PROBLEM_ZIP_NAME, zip_shown(judgement, zip, name), "a folder of this name is also a file");
        return;
    }
}

/* Names are compared as the strictest file systems would. Always returns true: the data can still be read. */
bool zip_check_names(struct zip *zip, struct judgement *judgement)
{
    struct arena *arena = judgement->arena;
    struct map *folded = map_new(arena);
    struct str *keys = arena_array(arena, zip->entries.n + 1, struct str);
    zip->by_name = map_new(arena);
    for (size_t i = 0; i < zip->entries.n; i++) {
        struct zip_entry *entry = &zip->entries.v[i];
        keys[i] = path_fold(arena, entry->name);
        map_put(zip->by_name, entry->name, entry);
        if (!map_put(folded, keys[i], entry))
            judge(judgement, PROBLEM_ZIP_NAME, zip_shown(judgement, zip, entry->name),
                  "the name is there twice, or differs from another one in case only");
    }
    for (size_t i = 0; i < zip->entries.n; i++)
        check_folders(zip, judgement, folded, keys[i], zip->entries.v[i].name);
    return true;
}

struct zip_entry *zip_find(const struct zip *zip, struct str name)
{
    return map_find(zip->by_name, name);
}
