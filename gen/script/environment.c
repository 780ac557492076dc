/* The environment of the sandbox: an allow-list. What code sees as its globals is an empty table that cannot be
 * written; names are found in a second table behind it, and a third one says which of them may be nil. */
#include <lualib.h>
#include <string.h>

#include "base/die.h"
#include "script/opening.h"

static const char environment_key, base_key, optional_key;

static int on_panic(lua_State *L)
{
    const char *message = lua_tostring(L, -1);

    die(EXIT_MACHINE, "internal error: %s", message ? message : "in Lua");
}

static void suggest_name(lua_State *L, struct str name)
{
    struct map *names = map_new(script_of(L)->scratch);

    lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
        map_put(names, str_of(lua_tostring(L, -2)), names);
    lua_pop(L, 1);
    script_hint(L, map_nearest(names, name));
}

static int on_unknown_name(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &optional_key);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL) {
        lua_pushnil(L);
        return 1;
    }
    if (lua_type(L, 2) != LUA_TSTRING)
        script_fail(L, "a name must be a text");
    suggest_name(L, str_of(lua_tostring(L, 2)));
    script_fail(L, "nothing is called '%s' here", lua_tostring(L, 2));
}

static int on_assignment(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";

    script_fail(L, "'%s' is not a local: write local %s = …", name, name);
}

static int on_library_assignment(lua_State *L)
{
    script_fail(L, "this table cannot be changed");
}

static int on_unknown_function(lua_State *L)
{
    script_fail(L, "'%s' is not available here", lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "this");
}

/* Leaves on the stack an empty table behind which the fields of the table on top can be read, and nothing else. */
static void lock(lua_State *L, lua_CFunction newindex)
{
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, newindex);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

/* What the table on top does not have is answered by `unknown`. */
static void set_unknown(lua_State *L, lua_CFunction unknown)
{
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void add_library(lua_State *L, const char *name, const luaL_Reg *functions)
{
    lua_createtable(L, 0, 16);
    luaL_setfuncs(L, functions, 0);
    set_unknown(L, on_unknown_function);
    lock(L, on_library_assignment);
    lua_setfield(L, -2, name);
}

/* Of Lua's own functions only those named here are taken over as they are. */
static void take(lua_State *L, const char *library, lua_CFunction open, const char *const *names)
{
    lua_pushcfunction(L, open);
    lua_pushstring(L, library);
    lua_call(L, 1, 1);
    for (; *names; names++) {
        lua_getfield(L, -1, *names);
        lua_setfield(L, -3, *names);
    }
    lua_pop(L, 1);
}

static int open_environment(lua_State *L)
{
    static const char *const base[] = { "ipairs", "select", NULL };
    static const char *const math[] = { "floor", "ceil", "min", "max", "abs", NULL };

    lua_createtable(L, 0, 64);
    take(L, "_G", luaopen_base, base);
    luaL_setfuncs(L, library_base, 0);
    luaL_setfuncs(L, library_text, 0);
    luaL_setfuncs(L, library_list, 0);
    luaL_setfuncs(L, library_model, 0);
    luaL_setfuncs(L, library_evidence, 0);
    add_library(L, "string", library_string);
    add_library(L, "table", library_table);
    lua_createtable(L, 0, 8);
    take(L, "math", luaopen_math, math);
    set_unknown(L, on_unknown_function);
    lock(L, on_library_assignment);
    lua_setfield(L, -2, "math");
    set_unknown(L, on_unknown_name);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &base_key);
    lock(L, on_assignment);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
    lua_createtable(L, 0, 8);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &optional_key);
    values_open(L);
    library_text_methods(L);
    return 0;
}

void script_open(struct script *script, const struct model *model)
{
    *script = (struct script){ .model = model, .rate = 1, .work_max = SCRIPT_WORK_MAX, .memory_max = SCRIPT_MEMORY_MAX, .text.max = SCRIPT_TEXT_MAX };
    script->L = lua_newstate(sandbox_allocate, script);
    if (!script->L)
        die(EXIT_MACHINE, "no memory");
    lua_atpanic(script->L, on_panic);
    *(struct script **)lua_getextraspace(script->L) = script;
    lua_pushcfunction(script->L, open_environment);
    lua_call(script->L, 0, 0);
}

void script_close(struct script *script)
{
    backstop_free(script);
    lua_close(script->L);
    blocks_free(&script->blocks);
    buf_free(&script->text);
}

void script_add(struct script *script, const luaL_Reg *functions)
{
    lua_rawgetp(script->L, LUA_REGISTRYINDEX, &base_key);
    luaL_setfuncs(script->L, functions, 0);
    lua_pop(script->L, 1);
}

void script_set(struct script *script, const char *name, const struct thing *thing)
{
    lua_State *L = script->L;

    lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
    lua_pushstring(L, name);
    push_thing(L, thing);
    lua_rawset(L, -3);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &optional_key);
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, name);
    lua_pop(L, 2);
}

void script_set_date(struct script *script, const char *name, date_days date)
{
    lua_rawgetp(script->L, LUA_REGISTRYINDEX, &base_key);
    push_date(script->L, date);
    lua_setfield(script->L, -2, name);
    lua_pop(script->L, 1);
}

void script_push_environment(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}
