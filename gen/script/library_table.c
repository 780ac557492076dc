/* table.insert, remove, concat and sort. Tables here never have metatables, so all access is raw. */
#include "base/arena.h"
#include "script/values.h"
#include "script/stable_sort.h"

enum { MOVE_COST = 4, COMPARE_COST = 12, SORT_MAX = 1 << 20 };

static lua_Integer length_of(lua_State *L, const char *who)
{
    if (lua_type(L, 1) != LUA_TTABLE)
        script_fail(L, "'%s' needs a table, not %s", who, what_at(L, 1));
    return (lua_Integer)lua_rawlen(L, 1);
}

static lua_Integer position_arg(lua_State *L, int index, const char *who)
{
    int is_integer;
    lua_Integer position = lua_tointegerx(L, index, &is_integer);

    if (!is_integer)
        script_fail(L, "the position for '%s' must be a whole number", who);
    return position;
}

static int table_insert(lua_State *L)
{
    lua_Integer n = length_of(L, "table.insert") + 1, position = n;

    if (lua_gettop(L) == 3)
        position = position_arg(L, 2, "table.insert");
    else if (lua_gettop(L) != 2)
        script_fail(L, "'table.insert' needs a table, perhaps a position, and a value");
    if (position < 1 || position > n)
        script_fail(L, "the position for 'table.insert' lies outside of the table");
    script_pay(L, 4 + (size_t)(n - position) * MOVE_COST);
    for (lua_Integer i = n; i > position; i--) {
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_rawseti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer n = length_of(L, "table.remove"), position = n;

    if (!lua_isnoneornil(L, 2))
        position = position_arg(L, 2, "table.remove");
    if (n == 0 || position < 1 || position > n) {
        if (n != 0 && position != n + 1)
            script_fail(L, "the position for 'table.remove' lies outside of the table");
        lua_pushnil(L);
        return 1;
    }
    script_pay(L, 4 + (size_t)(n - position) * MOVE_COST);
    lua_rawgeti(L, 1, position);
    for (lua_Integer i = position; i < n; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, n);
    return 1;
}

static int table_concat(lua_State *L)
{
    struct buf *text = &script_of(L)->text;
    lua_Integer n = length_of(L, "table.concat");
    struct str separator = lua_isnoneornil(L, 2) ? S("") : text_arg(L, 2, "table.concat");
    lua_Integer from = lua_isnoneornil(L, 3) ? 1 : position_arg(L, 3, "table.concat");
    lua_Integer to = lua_isnoneornil(L, 4) ? n : position_arg(L, 4, "table.concat");

    if (from < 1 || to > n)
        script_fail(L, "the positions for 'table.concat' lie outside of the table");
    buf_reset(text);
    for (lua_Integer i = from; i <= to && !text->over; i++) {
        if (i > from)
            buf_put(text, separator);
        lua_rawgeti(L, 1, i);
        put_text(L, -1, text, "table.concat");
        lua_pop(L, 1);
        script_pay(L, 4);
    }
    return push_text(L);
}

/* --- sort --- */

/* A copy of the items stands at 3, so that a comparison that changes the table does no harm. */
static bool lua_before(void *context, uint32_t a, uint32_t b)
{
    lua_State *L = context;
    bool before;

    script_pay(L, COMPARE_COST);
    lua_pushvalue(L, 2);
    lua_rawgeti(L, 3, (lua_Integer)a + 1);
    lua_rawgeti(L, 3, (lua_Integer)b + 1);
    lua_call(L, 2, 1);
    before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

static bool plain_before(void *context, uint32_t a, uint32_t b)
{
    lua_State *L = context;
    bool before;
    int type_a = lua_rawgeti(L, 3, (lua_Integer)a + 1), type_b = lua_rawgeti(L, 3, (lua_Integer)b + 1);

    script_pay(L, COMPARE_COST * (size_t)script_of(L)->rate);
    if (type_a != type_b || (type_a != LUA_TNUMBER && type_a != LUA_TSTRING))
        script_fail(L, "'table.sort' cannot compare %s with %s; give it a function", what_at(L, -2), what_at(L, -1));
    before = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
    return before;
}

static int table_sort(lua_State *L)
{
    size_t n = (size_t)length_of(L, "table.sort");
    bool plain = lua_isnoneornil(L, 2);
    uint32_t *order;

    if (!plain && lua_type(L, 2) != LUA_TFUNCTION)
        script_fail(L, "'table.sort' needs a function, not %s", what_at(L, 2));
    if (n > SORT_MAX)
        script_fail(L, "'table.sort' takes at most a million items");
    lua_settop(L, 2);
    lua_createtable(L, (int)n, 0);
    order = script_temporary(L, n * 2 * sizeof *order);
    script_pay(L, n * MOVE_COST * 2);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        lua_rawseti(L, 3, (lua_Integer)i + 1);
        order[i] = (uint32_t)i;
    }
    stable_sort(order, order + n, n, plain ? plain_before : lua_before, L);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 3, (lua_Integer)order[i] + 1);
        lua_rawseti(L, 1, (lua_Integer)i + 1);
    }
    return 0;
}

const luaL_Reg library_table[] = {
    { "insert", table_insert }, { "remove", table_remove }, { "concat", table_concat }, { "sort", table_sort },
    { NULL, NULL } };
