/* Helpers for lists and arrays of records: walking, choosing, sorting, grouping, adding up. */
#include "script/values.h"
#include "script/stable_sort.h"

enum { ITEM_COST = 8, KEY_BYTES_MAX = 256, SORT_FIELDS_MAX = 8 };

/* A list of the model, or a Lua array: item i counts from 1. */
struct items {
    const struct list *list;
    size_t n;
};

static struct items items_arg(lua_State *L, const char *who)
{
    const struct list *list = list_at(L, 1);

    if (list)
        return (struct items){ list, list->n };
    if (lua_type(L, 1) != LUA_TTABLE)
        script_fail(L, "'%s' needs a list or an array, not %s", who, lua_isnone(L, 1) ? "nothing" : what_at(L, 1));
    return (struct items){ NULL, (size_t)lua_rawlen(L, 1) };
}

static void item_push(lua_State *L, const struct items *items, size_t i)
{
    if (items->list)
        value_push(L, &items->list->v[i - 1]);
    else
        lua_rawgeti(L, 1, (lua_Integer)i);
}

/* Pushes a field of the item at the top of the stack: of a record, or of a table such as diagnostics() gives. */
static void item_field(lua_State *L, struct str name, const char *key, const char *who)
{
    const struct record *record = record_at(L, -1);

    if (record) {
        field_push(L, record, name, key);
        return;
    }
    if (lua_type(L, -1) != LUA_TTABLE)
        script_fail(L, "'%s' needs a list of records; this one holds %s", who, what_at(L, -1));
    push_str(L, name);
    lua_rawget(L, -2);
}

static int list_next(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    const struct list *list = list_at(L, lua_upvalueindex(1));

    script_pay(L, 4);
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    if (!list)
        lua_rawgeti(L, lua_upvalueindex(1), i);
    else if (i <= (lua_Integer)list->n)
        value_push(L, &list->v[i - 1]);
    else
        lua_pushnil(L);
    return 1;
}

static int list_each(lua_State *L)
{
    items_arg(L, "each");
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, list_next, 2);
    return 1;
}

static int list_first(lua_State *L)
{
    struct items items = items_arg(L, "first");
    int is_integer;
    lua_Integer n = lua_tointegerx(L, 2, &is_integer);

    if (!is_integer || n < 0)
        script_fail(L, "'first' needs a number of items");
    if ((size_t)n > items.n)
        n = (lua_Integer)items.n;
    script_pay(L, (size_t)n * ITEM_COST);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        item_push(L, &items, (size_t)i);
        lua_rawseti(L, -2, i);
    }
    return 1;
}

/* --- filter and count --- */

/* Whether the value at `index` is the one at 3; a record is also its id. */
static bool is_wanted(lua_State *L, int index)
{
    const struct record *record = record_at(L, index), *wanted = record_at(L, 3);

    if (record && lua_type(L, 3) == LUA_TSTRING)
        return str_eq_fold(record->id, str_of(lua_tostring(L, 3)));
    if (wanted && lua_type(L, index) == LUA_TSTRING)
        return str_eq_fold(wanted->id, str_of(lua_tostring(L, index)));
    return lua_rawequal(L, index, 3);
}

/* The same for a field: of a list any item will do. */
static bool field_is_wanted(lua_State *L)
{
    const struct list *list = list_at(L, -1);
    bool found = false;

    if (!list)
        return is_wanted(L, lua_gettop(L));
    script_pay(L, list->n * 2);
    for (size_t i = 0; i < list->n && !found; i++) {
        value_push(L, &list->v[i]);
        found = is_wanted(L, lua_gettop(L));
        lua_pop(L, 1);
    }
    return found;
}

/* Counts the wanted items; puts them into the table at 4, if there is one. */
static lua_Integer choose(lua_State *L, const char *who)
{
    struct items items = items_arg(L, who);
    struct str name = text_arg(L, 2, who);
    lua_Integer n = 0;

    script_pay(L, items.n * ITEM_COST);
    for (size_t i = 1; i <= items.n; i++) {
        item_push(L, &items, i);
        item_field(L, name, name.p, who);
        if (field_is_wanted(L)) {
            n++;
            lua_pop(L, 1);
            if (lua_istable(L, 4))
                lua_rawseti(L, 4, n);
        }
        lua_settop(L, 4);
    }
    return n;
}

static int list_filter(lua_State *L)
{
    lua_settop(L, 3);
    lua_newtable(L);
    choose(L, "filter");
    return 1;
}

static int list_count(lua_State *L)
{
    lua_settop(L, 3);
    lua_pushnil(L);
    lua_pushinteger(L, choose(L, "count"));
    return 1;
}

/* How many items have which value: a table of numbers by value; empty fields count for nothing. */
static int list_tally(lua_State *L)
{
    struct items items = items_arg(L, "tally");
    struct str name = text_arg(L, 2, "tally");

    lua_settop(L, 2);
    lua_newtable(L);
    script_pay(L, items.n * ITEM_COST);
    for (size_t i = 1; i <= items.n; i++) {
        item_push(L, &items, i);
        item_field(L, name, name.p, "tally");
        if (!lua_isnil(L, -1)) {
            lua_pushvalue(L, -1);
            lua_rawget(L, 3);
            lua_pushinteger(L, lua_tointeger(L, -1) + 1);
            lua_replace(L, -2);
            lua_rawset(L, 3);
        }
        lua_settop(L, 3);
    }
    return 1;
}

static int list_sum(lua_State *L)
{
    struct items items = items_arg(L, "sum");
    struct str name = text_arg(L, 2, "sum");
    lua_Number sum = 0;
    lua_Integer integer;

    script_pay(L, items.n * ITEM_COST);
    for (size_t i = 1; i <= items.n; i++) {
        item_push(L, &items, i);
        item_field(L, name, name.p, "sum");
        if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
            script_fail(L, "'sum' needs numbers; '%s' holds %s", lua_tostring(L, 2), what_at(L, -1));
        sum += lua_tonumber(L, -1);
        lua_pop(L, 2);
    }
    if (lua_numbertointeger(sum, &integer) && (lua_Number)integer == sum)
        lua_pushinteger(L, integer);
    else
        lua_pushnumber(L, sum);
    return 1;
}

/* --- sort --- */

enum key_kind { KEY_NUMBER, KEY_TEXT, KEY_NONE };
struct sort_key {
    enum key_kind kind;
    double number;
    struct str text;
};
struct sorting {
    size_t n_fields;
    const bool *descends;
    struct sort_key *keys;      /* n_fields for each item */
};

/* Texts in natural order, so that A.2 comes before A.10; what is empty comes last. */
static int compare_keys(const struct sort_key *a, const struct sort_key *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == KEY_NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    return a->kind == KEY_TEXT ? str_cmp_natural(a->text, b->text) : 0;
}

static bool item_before(void *context, uint32_t a, uint32_t b)
{
    const struct sorting *sorting = context;

    for (size_t k = 0; k < sorting->n_fields; k++) {
        const struct sort_key *x = &sorting->keys[a * sorting->n_fields + k], *y = &sorting->keys[b * sorting->n_fields + k];
        int order = compare_keys(x, y);
        if (order && x->kind != KEY_NONE && y->kind != KEY_NONE && sorting->descends[k])
            return order > 0;
        if (order)
            return order < 0;
    }
    return false;
}

/* The key of the value at the top of the stack. Long texts are compared by their beginning. */
static struct sort_key sort_key(lua_State *L)
{
    const struct record *record = record_at(L, -1);
    struct str text = { .n = 0 };

    if (lua_type(L, -1) == LUA_TNUMBER)
        return (struct sort_key){ .kind = KEY_NUMBER, .number = lua_tonumber(L, -1) };
    if (lua_type(L, -1) == LUA_TBOOLEAN)
        return (struct sort_key){ .kind = KEY_NUMBER, .number = lua_toboolean(L, -1) };
    if (record)
        text = record_title(record);
    else if (lua_type(L, -1) == LUA_TSTRING)
        text.p = lua_tolstring(L, -1, &text.n);
    else if (!lua_isnil(L, -1))
        script_fail(L, "'sort' knows no order for %s", what_at(L, -1));
    if (text.n == 0)
        return (struct sort_key){ .kind = KEY_NONE };
    return (struct sort_key){ .kind = KEY_TEXT, .text = str_sub(text, 0, KEY_BYTES_MAX) };
}

/* Texts that are only on the stack, such as dates, are kept in the table at `keep`. */
static void read_keys(lua_State *L, const struct items *items, const struct str *names, struct sorting *sorting, int keep)
{
    for (size_t i = 0; i < items->n; i++)
        for (size_t k = 0; k < sorting->n_fields; k++) {
            size_t at = i * sorting->n_fields + k;
            item_push(L, items, i + 1);
            item_field(L, names[k], names[k].p, "sort");
            sorting->keys[at] = sort_key(L);
            lua_rawseti(L, keep, (lua_Integer)at + 1);
            lua_pop(L, 1);
        }
}

static size_t logarithm(size_t n)
{
    size_t log = 1;

    while (n >>= 1)
        log++;
    return log;
}

static void read_names(lua_State *L, size_t n, struct str *names, bool *descends)
{
    if (n == 0 || n > SORT_FIELDS_MAX)
        script_fail(L, "'sort' needs the names of one to %d fields", SORT_FIELDS_MAX);
    for (size_t k = 0; k < n; k++) {
        names[k] = text_arg(L, (int)k + 2, "sort");
        descends[k] = str_starts(names[k], S("-"));
        names[k] = str_sub(names[k], descends[k], names[k].n);
    }
}

static int list_sort(lua_State *L)
{
    struct items items = items_arg(L, "sort");
    size_t n = items.n, n_fields = (size_t)lua_gettop(L) - 1;
    struct str names[SORT_FIELDS_MAX];
    bool descends[SORT_FIELDS_MAX];
    struct sorting sorting = { n_fields, descends, NULL };
    uint32_t *order;

    read_names(L, n_fields, names, descends);
    script_pay(L, n * n_fields * (ITEM_COST + 24 * logarithm(n)));
    order = script_temporary(L, n * 2 * sizeof *order);
    sorting.keys = script_temporary(L, n * n_fields * sizeof *sorting.keys);
    lua_createtable(L, (int)(n * n_fields), 0);
    read_keys(L, &items, names, &sorting, lua_gettop(L));
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    stable_sort(order, order + n, n, item_before, &sorting);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        item_push(L, &items, (size_t)order[i] + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* --- group --- */

/* Stack: 1 list, 2 name, 3 result, 4 key to its array. Adds the item below the top to the group of the key on top. */
static void add_to_group(lua_State *L)
{
    int key = lua_gettop(L);

    if (lua_isnil(L, key))
        lua_pushboolean(L, 0);      /* nil is no key of a table; no field gives false */
    else
        lua_pushvalue(L, key);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 4) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_newtable(L);                        /* the array */
        lua_createtable(L, 0, 2);               /* the group */
        lua_pushvalue(L, key);
        lua_setfield(L, -2, "key");
        lua_pushvalue(L, -2);
        lua_setfield(L, -2, "list");
        lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 4);
    }
    lua_pushvalue(L, key - 1);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_settop(L, key);
}

static int list_group(lua_State *L)
{
    struct items items = items_arg(L, "group");
    struct str name = text_arg(L, 2, "group");

    lua_settop(L, 2);
    lua_newtable(L);
    lua_newtable(L);
    script_pay(L, items.n * ITEM_COST * 2);
    for (size_t i = 1; i <= items.n; i++) {
        const struct list *list;
        item_push(L, &items, i);
        item_field(L, name, name.p, "group");
        list = list_at(L, -1);
        if (!list)
            add_to_group(L);
        for (size_t k = 0; list && k < list->n; k++) {      /* of a list each item is a key */
            lua_settop(L, 5);
            value_push(L, &list->v[k]);
            add_to_group(L);
        }
        lua_settop(L, 4);
    }
    lua_settop(L, 3);
    return 1;
}

const luaL_Reg library_list[] = {
    { "each", list_each }, { "first", list_first }, { "filter", list_filter }, { "count", list_count },
    { "tally", list_tally }, { "sum", list_sum }, { "sort", list_sort }, { "group", list_group }, { NULL, NULL } };
