/* The walls of the sandbox: memory, work, and what happens when one is hit.
 * Every limit counts something in the program's own steps. A count hook alone would not do: single instructions
 * that compare or copy long texts take as long as the texts are, so a long text makes every instruction dearer. */
#include "script/opening.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>


enum { HOOK_EVERY = 1000, RATE_BYTES = 512, ALLOCATION_BYTES = 8, ALLOCATION_COST = 4, TIDY_BYTES = 8 << 20 };

/* --- memory and work --- */

/* The innermost chunk and line that is being run; nothing when it is not known. */
static void find_place(struct script *script, lua_Debug *debug, struct str *chunk, int *line)
{
    for (int level = 0; lua_getstack(script->L, level, debug); level++) {
        if (!lua_getinfo(script->L, "Sl", debug) || *debug->what == 'C')
            continue;
        *line = debug->currentline;
        *chunk = str_copy(script->scratch, str_of(debug->source + 1));
        return;
    }
}

/* Lua raises "not enough memory" without calling the message handler, so the place is kept here. */
static void note_memory_place(struct script *script)
{
    lua_Debug debug;

    find_place(script, &debug, &script->memory_chunk, &script->memory_line);
}

static bool over_memory(struct script *script, size_t more)
{
    return script->running && script->memory - (script->base < script->memory ? script->base : script->memory) + more +
                              script->scratch_used > script->memory_max;
}

/* What a block of this size really takes. */
static size_t real_size(size_t size)
{
    return size ? (size + 23) & ~(size_t)15 : 0;
}

/* Lua's allocator. A refusal makes Lua collect all its garbage and ask again, which is paid for as work. */
void *sandbox_allocate(void *context, void *p, size_t old_size, size_t new_size)
{
    struct script *script = context;
    size_t old = p ? real_size(old_size) : 0, new = real_size(new_size);

    if (new_size == 0) {
        script->memory -= old;
        block_free(&script->blocks, p, old_size);
        return NULL;
    }
    if (new > old && over_memory(script, new - old)) {
        script->work += script->memory / ALLOCATION_BYTES;
        note_memory_place(script);
        return NULL;
    }
    if (!p && old_size == LUA_TSTRING && new_size / RATE_BYTES >= script->rate)
        script->rate = 1 + new_size / RATE_BYTES;
    if (new > old)
        script->work += ALLOCATION_COST + (new - old) / ALLOCATION_BYTES;
    script->memory += new - old;
    return block_resize(&script->blocks, p, old_size, new_size);
}

static void check_work(lua_State *L, const struct script *script)
{
    if (script->running && script->work > script->work_max)
        script_fail(L, "this takes too much work; the limit is the same on every machine");
}

void script_pay(lua_State *L, size_t units)
{
    struct script *script = script_of(L);

    script->work += units;
    check_work(L, script);
}

void script_count(lua_State *L, size_t size)
{
    struct script *script = script_of(L);

    if (size > script->memory_max || over_memory(script, size))
        script_fail(L, "this takes too much memory");
    script->scratch_used += size;
    script_pay_bytes(L, size);
}

void *script_scratch(lua_State *L, size_t size)
{
    script_count(L, size);
    return arena_alloc(script_of(L)->scratch, size);
}

void sandbox_hook(lua_State *L, lua_Debug *debug)
{
    struct script *script = script_of(L);

    (void)debug;
    script->work += HOOK_EVERY * script->rate;
    check_work(L, script);
}

/* --- errors --- */

void script_fail(lua_State *L, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_error(L);
    abort();        /* lua_error does not return */
}

void script_hint(lua_State *L, struct str near)
{
    struct script *script = script_of(L);

    script->hint[0] = 0;
    if (near.n && near.n < sizeof script->hint - 24) {
        memcpy(script->hint, "did you mean '", 14);
        memcpy(script->hint + 14, near.p, near.n);
        memcpy(script->hint + 14 + near.n, "'?", 3);
    }
}

/* Lua writes "CHUNK:LINE: " before its own messages; the place is known from the stack. */
static struct str without_place(struct str message, const char *chunk)
{
    struct str name = str_of(chunk), rest, line;
    uint64_t number;

    if (!str_starts(message, name) || message.n <= name.n || message.p[name.n] != ':')
        return message;
    rest = str_sub(message, name.n + 1, message.n);
    if (str_split(&rest, ':', &line) && str_u64(line, &number))
        return str_trim(rest);
    return message;
}

/* Runs where the error was raised. */
static int on_error(lua_State *L)
{
    struct script *script = script_of(L);
    lua_Debug debug = { .short_src = "" };
    struct str message = S("an error without a message");

    if (lua_type(L, 1) == LUA_TSTRING)
        message.p = lua_tolstring(L, 1, &message.n);
    find_place(script, &debug, &script->error_chunk, &script->error_line);
    message = without_place(message, debug.short_src);
    if (script->line)
        script->error_line = script->line;
    lua_pushlstring(L, message.p, message.n);
    return 1;
}

struct str script_syntax(struct str message, uint32_t *line)
{
    size_t colon = str_find(message, ':');
    struct str rest = str_sub(message, colon + 1, message.n), piece;
    uint64_t number;

    *line = 1;
    if (colon == message.n || !str_split(&rest, ':', &piece) || !str_u64(piece, &number))
        return message;
    *line = (uint32_t)number;
    return str_trim(rest);
}

static struct str message_of(struct script *script, int status)
{
    struct str message;

    if (status == LUA_ERRMEM)
        return S("this takes too much memory");
    if (status == LUA_ERRERR || lua_type(script->L, -1) != LUA_TSTRING)
        return S("this calls itself without end");
    message.p = lua_tolstring(script->L, -1, &message.n);
    if (str_starts(message, S("stack overflow")))
        return S("this calls itself without end");
    return str_copy(script->scratch, message);
}

static void run_begin(struct script *script, struct arena *scratch)
{
    script->scratch = scratch;
    script->scratch_used = 0;
    script->work = 0;
    script->rate = 1;
    script->base = script->memory;
    script->line = script->error_line = script->memory_line = 0;
    script->error_chunk = script->memory_chunk = (struct str){ .n = 0 };
    script->hint[0] = 0;
    buf_reset(&script->text);
}

void script_open_account(struct script *script, struct script_account *outer)
{
    *outer = (struct script_account){ script->work, script->rate, script->base, script->scratch_used };
    script->work = script->scratch_used = 0;
    script->rate = 1;
    script->base = script->memory;
}

void script_close_account(struct script *script, const struct script_account *outer)
{
    script->work = outer->work;
    script->rate = outer->rate;
    script->base = outer->base;
    script->scratch_used = outer->scratch_used;
}

/* What one run left behind must not be felt by the next. */
static void run_end(struct script *script)
{
    script->running = false;
    lua_sethook(script->L, NULL, 0, 0);
    if (script->memory > script->base + TIDY_BYTES)
        lua_gc(script->L, LUA_GCCOLLECT);
}

bool script_run(struct script *script, struct arena *scratch, int n, struct script_error *error)
{
    lua_State *L = script->L;
    int handler = lua_gettop(L) - n, status;

    run_begin(script, scratch);
    lua_pushcfunction(L, on_error);
    lua_insert(L, handler);
    if (!script->uncounted)
        lua_sethook(L, sandbox_hook, LUA_MASKCOUNT, HOOK_EVERY);
    script->running = true;
    status = lua_pcall(L, n, 0, handler);
    if (status == LUA_ERRMEM) {
        script->error_chunk = script->memory_chunk;
        script->error_line = script->memory_line;
    }
    if (status != LUA_OK)
        *error = (struct script_error){ .chunk = script->error_chunk, .line = script->error_line,
                                        .message = message_of(script, status), .hint = str_of(script->hint) };
    lua_settop(L, handler - 1);
    run_end(script);
    return status == LUA_OK;
}

bool script_load(struct script *script, struct arena *scratch, struct str lua, const char *chunk, struct str *message)
{
    int status;

    run_begin(script, scratch);
    script->running = true;
    status = luaL_loadbufferx(script->L, lua.p, lua.n, chunk, "t");
    script->running = false;
    if (status == LUA_OK)
        return true;
    *message = message_of(script, status);
    lua_pop(script->L, 1);
    return false;
}
