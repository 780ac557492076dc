/* Getters of JSON values, which never fail. */
#include "read/json_parts.h"

#include <stddef.h>

size_t js_size(const struct js *list)
{
    return js_is_list(list) ? list->n : 0;
}

const struct js *js_item(const struct js *list, size_t index)
{
    return index < js_size(list) ? &list->as.items[index] : NULL;
}

const struct js_member *js_first(const struct js *object)
{
    return js_is_object(object) ? object->as.object->members : NULL;
}

const struct js_member *js_end(const struct js *object)
{
    return js_is_object(object) ? object->as.object->members + object->n : NULL;
}

static const struct js *find_sorted(const struct js *object, struct str key)
{
    size_t from = 0, to = object->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct js_member *member = object->as.object->sorted[middle];
        int order = str_cmp(key, member->key);
        if (order == 0)
            return &member->value;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

const struct js *js_member(const struct js *object, struct str key)
{
    if (js_is_object(object) && object->as.object->sorted)
        return find_sorted(object, key);
    js_each(object, member)
        if (str_eq(member->key, key))
            return &member->value;
    return NULL;
}

struct str js_string(const struct js *value)
{
    return js_is_string(value) ? (struct str){ value->as.string, value->n } : (struct str){ 0 };
}

double js_real(const struct js *number)
{
    if (js_is_integer(number))
        return (double)number->as.integer;
    return js_is_kind(number, JS_REAL) ? number->as.real : 0;
}
