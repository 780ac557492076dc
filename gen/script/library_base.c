/* Lua's own functions, made safe: nothing that shows an address, depends on the order of a hash table, or takes
 * longer than it pays for. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "script/values.h"
#include "script/stable_sort.h"

enum { NUMBER_TEXT_MAX = 200, KEY_COST = 12 };

/* --- numbers and texts --- */

size_t number_text(lua_State *L, int index, char text[static 48])
{
    lua_Number number;

    if (lua_isinteger(L, index))
        return (size_t)snprintf(text, 48, "%lld", (long long)lua_tointeger(L, index));
    number = lua_tonumber(L, index);
    if (isnan(number))
        script_fail(L, "this is not a number: 0/0");
    if (fabs(number) < 1e15 && number == floor(number))
        return (size_t)snprintf(text, 48, "%lld", (long long)number);
    return (size_t)snprintf(text, 48, "%.14g", number);
}

void put_text(lua_State *L, int index, struct buf *out, const char *who)
{
    char number[48];
    size_t n;
    const char *s;

    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        s = lua_tolstring(L, index, &n);
        buf_bytes(out, s, n);
        return;
    case LUA_TNUMBER: buf_bytes(out, number, number_text(L, index, number)); return;
    case LUA_TBOOLEAN: buf_puts(out, lua_toboolean(L, index) ? "true" : "false"); return;
    default: script_fail(L, "'%s' needs a text, not %s", who, lua_isnone(L, index) ? "nothing" : what_at(L, index));
    }
}

int push_text(lua_State *L)
{
    struct buf *text = &script_of(L)->text;

    if (text->over)
        script_fail(L, "this makes a text of more than %d KB", SCRIPT_TEXT_MAX >> 10);
    script_pay_bytes(L, text->n);
    push_str(L, buf_str(text));
    return 1;
}

static int base_tostring(lua_State *L)
{
    struct buf *text = &script_of(L)->text;

    script_pay(L, 4);
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_settop(L, 1);
        return 1;
    }
    if (lua_isnil(L, 1)) {
        lua_pushliteral(L, "nil");
        return 1;
    }
    buf_reset(text);
    put_text(L, 1, text, "tostring");
    return push_text(L);
}

static int base_tonumber(lua_State *L)
{
    size_t n;
    const char *s;
    lua_Integer base = luaL_optinteger(L, 2, 10);

    script_pay(L, 8);
    if (lua_type(L, 1) == LUA_TNUMBER && base == 10) {
        lua_settop(L, 1);
        return 1;
    }
    if (base < 2 || base > 36)
        script_fail(L, "a base is a number from 2 to 36");
    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) > NUMBER_TEXT_MAX) {
        lua_pushnil(L);
        return 1;
    }
    s = lua_tolstring(L, 1, &n);
    if (base == 10) {
        if (lua_stringtonumber(L, s) != n + 1)
            lua_pushnil(L);
        return 1;
    }
    char *end;
    long long value = strtoll(s, &end, (int)base);
    if (end == s || *end)
        lua_pushnil(L);
    else
        lua_pushinteger(L, value);
    return 1;
}

static int base_type(lua_State *L)
{
    const struct thing *thing = thing_at(L, 1);

    if (lua_isnone(L, 1))
        script_fail(L, "'type' needs a value");
    if (!thing)
        lua_pushstring(L, luaL_typename(L, 1));
    else if (thing->kind == THING_RECORD)
        lua_pushliteral(L, "record");
    else if (thing->kind == THING_LIST)
        lua_pushliteral(L, "list");
    else if (thing->kind == THING_HTML || thing->kind == THING_RICH)
        lua_pushliteral(L, "html");
    else
        lua_pushliteral(L, "thing");
    return 1;
}

static int base_error(lua_State *L)
{
    struct str message = text_arg(L, 1, "error");

    if (message.n > 2000)
        message.n = 2000;
    push_str(L, message);
    return lua_error(L);
}

static int base_assert(lua_State *L)
{
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    if (!lua_isnoneornil(L, 2)) {
        lua_remove(L, 1);
        return base_error(L);
    }
    script_fail(L, "an assertion failed");
}

/* --- pairs in order --- */

struct key {
    int type;
    lua_Number number;
    struct str text;            /* of strings, and the ids of records */
    uint32_t serial;
};
struct keys {
    lua_State *L;
    struct key *v;
};

/* Numbers, then strings by bytes, false and true, records by id. */
static int key_rank(int type)
{
    return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : type == LUA_TBOOLEAN ? 2 : 3;
}

static bool key_before(void *context, uint32_t i, uint32_t j)
{
    const struct key *a = &((struct keys *)context)->v[i], *b = &((struct keys *)context)->v[j];
    int order;

    if (a->type != b->type)
        return key_rank(a->type) < key_rank(b->type);
    if (a->type == LUA_TNUMBER || a->type == LUA_TBOOLEAN)
        return a->number < b->number;
    order = str_cmp(a->text, b->text);
    return order ? order < 0 : a->serial < b->serial;
}

/* The key at the top of the stack; it stays alive in its table. */
static struct key read_key(lua_State *L)
{
    struct key key = { .type = lua_type(L, -1) };
    const struct record *record = record_at(L, -1);

    if (key.type == LUA_TNUMBER)
        key.number = lua_tonumber(L, -1);
    else if (key.type == LUA_TSTRING)
        key.text.p = lua_tolstring(L, -1, &key.text.n);
    else if (key.type == LUA_TBOOLEAN)
        key.number = lua_toboolean(L, -1);
    else if (record && record->id.n)
        key.text = record->id, key.serial = record->serial;
    else
        script_fail(L, "'pairs' knows no order for %s as a key", what_at(L, -1));
    return key;
}

static int next_pair(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));

    script_pay(L, 4);
    for (;;) {
        lua_pushinteger(L, ++i);
        lua_replace(L, lua_upvalueindex(3));
        if (lua_rawgeti(L, lua_upvalueindex(2), i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            return 2;
        lua_pop(L, 2);      /* removed on the way */
    }
}

/* From the keys of the table at 1, of which there are n: pushes an array of them in order. Uses 2 to 4. */
static void push_sorted_keys(lua_State *L, size_t n)
{
    struct keys keys = { L, script_temporary(L, n * (sizeof *keys.v + 2 * sizeof(uint32_t))) };
    uint32_t *order = (uint32_t *)(keys.v + n);
    size_t i = 0;

    lua_createtable(L, (int)n, 0);
    lua_createtable(L, (int)n, 0);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        keys.v[i] = read_key(L);
        order[i] = (uint32_t)i;
        lua_rawseti(L, 3, (lua_Integer)++i);
    }
    stable_sort(order, order + n, n, key_before, &keys);
    for (i = 0; i < n; i++) {
        lua_rawgeti(L, 3, (lua_Integer)order[i] + 1);
        lua_rawseti(L, 4, (lua_Integer)i + 1);
    }
}

static int base_pairs(lua_State *L)
{
    size_t n = 0;

    if (lua_type(L, 1) != LUA_TTABLE)
        script_fail(L, "'pairs' needs a table, not %s; lists are walked with each(list)", what_at(L, 1));
    lua_settop(L, 1);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        n++;
    script_pay(L, n * KEY_COST);
    push_sorted_keys(L, n);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 4);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

const luaL_Reg library_base[] = {
    { "tostring", base_tostring }, { "tonumber", base_tonumber }, { "type", base_type }, { "error", base_error },
    { "assert", base_assert }, { "pairs", base_pairs }, { NULL, NULL } };
