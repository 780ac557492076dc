/* Record types and fields as templates see them: type_of(record).columns[1].title. */
#include "script/values.h"

static void push_fields(lua_State *L, const struct record_type *type)
{
    lua_createtable(L, (int)type->n_fields, 0);
    for (size_t i = 0; i < type->n_fields; i++) {
        push_thing(L, &type->fields[i].thing);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_columns(lua_State *L, const struct record_type *type)
{
    lua_createtable(L, (int)type->n_columns, 0);
    for (size_t i = 0; i < type->n_columns; i++) {
        push_thing(L, &type->columns[i]->thing);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_texts(lua_State *L, const struct str *texts, size_t n)
{
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        push_str(L, texts[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

int type_index(lua_State *L, const struct record_type *type, struct str key)
{
    if (str_is(key, "name"))
        push_str(L, type->name);
    else if (str_is(key, "plural"))
        push_str(L, type->plural);
    else if (str_is(key, "title"))
        push_str(L, type->title);
    else if (str_is(key, "titles"))
        push_str(L, type->titles);
    else if (str_is(key, "help"))
        push_str(L, type->help);
    else if (str_is(key, "date") && type->date)
        push_str(L, type->date->name);
    else if (str_is(key, "date"))
        lua_pushnil(L);
    else if (str_is(key, "clauses"))
        push_texts(L, type->clauses, type->n_clauses);
    else if (str_is(key, "fields"))
        push_fields(L, type);
    else if (str_is(key, "columns"))
        push_columns(L, type);
    else if (str_is(key, "records") && !type->is_rows)
        push_thing(L, &model_records(script_of(L)->model, type)->thing);
    else
        script_fail(L, "a type has no '%s'; it has name, plural, title, titles, help, date, clauses, columns, fields, records", key.p);
    return 1;
}

int field_index(lua_State *L, const struct field *field, struct str key)
{
    if (str_is(key, "name"))
        push_str(L, field->name);
    else if (str_is(key, "title"))
        push_str(L, field->title);
    else if (str_is(key, "help"))
        push_str(L, field->help);
    else if (str_is(key, "kind"))
        lua_pushstring(L, field_kind_name(field->kind));
    else if (str_is(key, "required"))
        lua_pushboolean(L, field->required);
    else if (str_is(key, "computed"))
        lua_pushboolean(L, field->computed);
    else if (str_is(key, "due"))
        lua_pushstring(L, field->due == DUE_DEADLINE ? "deadline" : field->due == DUE_EVENT ? "event" : NULL);
    else if (str_is(key, "words"))
        push_texts(L, field->words, field->n_words);
    else if (str_is(key, "rows"))
        push_thing(L, field->rows ? &field->rows->thing : NULL);
    else
        script_fail(L, "a field has no '%s'; it has name, title, help, kind, required, computed, due, words, rows", key.p);
    return 1;
}
