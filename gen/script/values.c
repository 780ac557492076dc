/* The model as Lua sees it: pointers that say what they are, with one metatable for all of them.
 * Nothing is set up for a record, and nothing can be changed. */
#include "script/opening.h"

#include <string.h>

#include "base/arena.h"

enum { READ_COST = 6 };     /* units: what reading a field takes longer than an instruction */

void push_str(lua_State *L, struct str s)
{
    lua_pushlstring(L, s.n ? s.p : "", s.n);
}

void push_thing(lua_State *L, const struct thing *thing)
{
    if (thing)
        lua_pushlightuserdata(L, (void *)(uintptr_t)thing);
    else
        lua_pushnil(L);
}

void push_record(lua_State *L, const struct record *record)
{
    push_thing(L, record ? &record->thing : NULL);
}

static void push_number(lua_State *L, double number)
{
    lua_Integer integer;

    if (lua_numbertointeger(number, &integer) && (double)integer == number)
        lua_pushinteger(L, integer);
    else
        lua_pushnumber(L, number);
}

/* `n` digits before `end`; gives where they begin. */
static char *put_digits(char *end, int number, int n)
{
    for (; n > 0; n--, number /= 10)
        *--end = (char)('0' + number % 10);
    return end;
}

static void put_day(char text[static 10], date_days date)
{
    struct date_parts parts = date_parts(date);
    char *end = put_digits(text + 10, parts.day, 2);

    *--end = '-';
    end = put_digits(end, parts.month, 2);
    *--end = '-';
    put_digits(end, parts.year, 4);
}

void push_date(lua_State *L, date_days date)
{
    char text[10];

    put_day(text, date);
    lua_pushlstring(L, text, sizeof text);
}

static void push_datetime(lua_State *L, struct datetime datetime)
{
    int second = datetime.second;
    char text[20];
    char *end = text + sizeof text;

    *--end = 'Z';
    end = put_digits(end, second % 60, 2);
    *--end = ':';
    end = put_digits(end, second / 60 % 60, 2);
    *--end = ':';
    end = put_digits(end, second / 3600, 2);
    *--end = 'T';
    put_day(text, datetime.day);
    lua_pushlstring(L, text, !datetime.has_time ? 10 : datetime.has_zone ? sizeof text : sizeof text - 1);
}

void value_push(lua_State *L, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_NONE: lua_pushnil(L); return;
    case VALUE_TEXT: push_str(L, value->as.text); return;
    case VALUE_NUMBER: push_number(L, value->as.number.number); return;
    case VALUE_BOOL: lua_pushboolean(L, value->as.truth); return;
    case VALUE_DATE: push_date(L, value->as.date); return;
    case VALUE_DATETIME: push_datetime(L, value->as.datetime); return;
    case VALUE_DURATION: lua_pushfstring(L, "%d%c", (int)value->as.duration.count, value->as.duration.unit); return;
    case VALUE_RECORD: push_record(L, value->as.ref.record); return;
    case VALUE_LIST: push_thing(L, &value->as.list->thing); return;
    case VALUE_RICH: push_thing(L, &value->as.rich->thing); return;
    }
    lua_pushnil(L);
}

/* --- what stands on the stack --- */

const struct thing *thing_at(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TLIGHTUSERDATA ? lua_touserdata(L, index) : NULL;
}

static const void *of_kind(lua_State *L, int index, uint32_t kind)
{
    const struct thing *thing = thing_at(L, index);

    return thing && thing->kind == kind ? thing : NULL;
}

const struct record *record_at(lua_State *L, int index) { return of_kind(L, index, THING_RECORD); }
const struct list *list_at(lua_State *L, int index) { return of_kind(L, index, THING_LIST); }

const char *type_words(lua_State *L, const struct record_type *type)
{
    const char *article = type->name.n && strchr("aeiou", type->name.p[0]) ? "an" : "a";

    push_str(L, type->name);
    return lua_pushfstring(L, type->is_rows ? "a row of '%s%s'" : "%s %s", type->is_rows ? "" : article, lua_tostring(L, -1));
}

static const char *lua_words(int type)
{
    switch (type) {
    case LUA_TNONE:
    case LUA_TNIL: return "nil";
    case LUA_TBOOLEAN: return "a boolean";
    case LUA_TNUMBER: return "a number";
    case LUA_TSTRING: return "a text";
    case LUA_TTABLE: return "a table";
    default: return "a function";
    }
}

const char *what_at(lua_State *L, int index)
{
    const struct thing *thing = thing_at(L, index);

    if (!thing)
        return lua_words(lua_type(L, index));
    switch (thing->kind) {
    case THING_RECORD: return type_words(L, ((const struct record *)thing)->type);
    case THING_LIST: return "a list";
    case THING_TYPE: return "a type";
    case THING_FIELD: return "a field";
    case THING_RICH:
    case THING_HTML: return "HTML";
    default: return "this";
    }
}

struct str text_arg(lua_State *L, int index, const char *who)
{
    struct str text;

    if (!lua_isstring(L, index))
        script_fail(L, "'%s' needs a text, not %s", who, lua_isnone(L, index) ? "nothing" : what_at(L, index));
    text.p = lua_tolstring(L, index, &text.n);
    return text;
}

const struct record *record_arg(lua_State *L, int index, const char *who)
{
    const struct record *record = record_at(L, index);

    if (!record)
        script_fail(L, "'%s' needs a record, not %s", who, lua_isnone(L, index) ? "nothing" : what_at(L, index));
    return record;
}

/* --- fields of records --- */

/* What every record has, whatever its type says. */
enum special { SPECIAL_ID, SPECIAL_TYPE, SPECIAL_FILE, SPECIAL_LINE, SPECIAL_COUNT };
static const struct field specials[SPECIAL_COUNT] = {
    [SPECIAL_ID] = { .name = { "id", 2 } }, [SPECIAL_TYPE] = { .name = { "type", 4 } },
    [SPECIAL_FILE] = { .name = { "source_file", 11 } }, [SPECIAL_LINE] = { .name = { "source_line", 11 } },
};

static const struct field *find_field(const struct record_type *type, struct str name)
{
    const struct field *field = type_field(type, name);

    if (str_eq(name, specials[SPECIAL_ID].name) && !type->is_rows)
        return &specials[SPECIAL_ID];       /* also where it was made, not written */
    for (int i = 0; !field && i < SPECIAL_COUNT; i++)
        if (str_eq(name, specials[i].name))
            field = &specials[i];
    return field;
}

static void put_field_names(struct map *names, const struct record_type *type)
{
    for (size_t i = 0; i < type->n_fields; i++)
        map_put(names, type->fields[i].name, names);
    for (int i = 0; i < SPECIAL_COUNT; i++)
        map_put(names, specials[i].name, names);
}

static _Noreturn void no_field(lua_State *L, const struct record_type *type, struct str name)
{
    struct map *names = map_new(script_of(L)->scratch);
    const char *what = type_words(L, type);

    put_field_names(names, type);
    script_hint(L, map_nearest(names, name));
    push_str(L, name);
    script_fail(L, "%s has no field '%s'", what, lua_tostring(L, -1));
}

const struct field *field_of(lua_State *L, const struct record_type *type, struct str name)
{
    const struct field *field = type_field(type, name);

    if (!field)
        no_field(L, type, name);
    return field;
}

/* The address of a short Lua string stands for its content as long as it lives; the comparison covers the rest. */
static const struct field *cached_field(lua_State *L, const struct record_type *type, struct str name, const char *key)
{
    size_t hash = ((uintptr_t)key >> 3) ^ ((uintptr_t)type >> 6);
    struct field_slot *slot = &script_of(L)->fields[hash % FIELD_SLOTS];

    if (slot->key == key && slot->type == type && str_eq(slot->field->name, name))
        return slot->field;
    *slot = (struct field_slot){ key, type, find_field(type, name) };
    if (!slot->field) {
        slot->key = NULL;
        no_field(L, type, name);
    }
    return slot->field;
}

static void push_special(lua_State *L, const struct record *record, enum special which)
{
    switch (which) {
    case SPECIAL_ID: push_str(L, record->id); return;
    case SPECIAL_TYPE: push_str(L, record->type->name); return;
    case SPECIAL_FILE: push_str(L, sources_shown(script_of(L)->model->sources, record->pos.file)); return;
    default: lua_pushinteger(L, record->pos.line); return;
    }
}

void field_push(lua_State *L, const struct record *record, struct str name, const char *key)
{
    const struct field *field = cached_field(L, record->type, name, key);

    if (field >= specials && field < specials + SPECIAL_COUNT)
        push_special(L, record, (enum special)(field - specials));
    else if (field_holds_list(field))
        push_thing(L, &record_list(record, field)->thing);
    else
        value_push(L, &record->values[field->index]);
}

/* --- the metatable --- */

static int index_list(lua_State *L, const struct list *list)
{
    lua_Integer i;
    int is_integer;

    i = lua_tointegerx(L, 2, &is_integer);
    if (!is_integer || lua_type(L, 2) != LUA_TNUMBER)
        script_fail(L, "a list has #, [number] and each(list), no '%s'",
                    lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : what_at(L, 2));
    if (i >= 1 && i <= (lua_Integer)list->n)
        value_push(L, &list->v[i - 1]);
    else
        lua_pushnil(L);
    return 1;
}

static int on_index(lua_State *L)
{
    const struct thing *thing = lua_touserdata(L, 1);
    struct str key;

    script_pay(L, READ_COST);
    if (thing->kind == THING_LIST)
        return index_list(L, (const struct list *)thing);
    if (lua_type(L, 2) != LUA_TSTRING)
        script_fail(L, "%s has fields with names, not with %s", what_at(L, 1), what_at(L, 2));
    key.p = lua_tolstring(L, 2, &key.n);
    switch (thing->kind) {
    case THING_RECORD: field_push(L, (const struct record *)thing, key, key.p); return 1;
    case THING_TYPE: return type_index(L, (const struct record_type *)thing, key);
    case THING_FIELD: return field_index(L, (const struct field *)thing, key);
    case THING_HTML:
    case THING_RICH: script_fail(L, "HTML has no fields");
    default: return script_of(L)->index_other(L, thing, key);
    }
}

static int on_length(lua_State *L)
{
    const struct list *list = list_at(L, 1);

    script_pay(L, 2);
    if (!list)
        script_fail(L, "%s has no length", what_at(L, 1));
    lua_pushinteger(L, list->n);
    return 1;
}

static int on_newindex(lua_State *L)
{
    script_fail(L, "%s cannot be changed", what_at(L, 1));
}

static int on_concat(lua_State *L)
{
    int index = lua_type(L, 1) == LUA_TLIGHTUSERDATA ? 1 : 2;
    const struct thing *thing = thing_at(L, index);

    if (thing->kind == THING_HTML || thing->kind == THING_RICH)
        script_fail(L, "HTML and text cannot be joined with '..'; write them one after the other");
    script_fail(L, "%s is no text and cannot be joined with '..'", what_at(L, index));
}

static int on_call(lua_State *L)
{
    script_fail(L, "%s is no function", what_at(L, 1));
}

static int on_compare(lua_State *L)
{
    script_fail(L, "%s and %s have no order", what_at(L, 1), what_at(L, 2));
}

void values_open(lua_State *L)
{
    static const luaL_Reg methods[] = {
        { "__index", on_index }, { "__len", on_length }, { "__newindex", on_newindex }, { "__concat", on_concat },
        { "__call", on_call }, { "__lt", on_compare }, { "__le", on_compare }, { NULL, NULL } };

    lua_pushlightuserdata(L, NULL);
    luaL_newlib(L, methods);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
