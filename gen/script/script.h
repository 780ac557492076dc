/* A Lua state in which code that nobody has read may run: bounded work, bounded memory, nothing to reach but the model.
 * Invariants: the sandbox has no way to catch an error, so the first one ends the run; all of its limits are
 * structural, so every machine comes to the same verdict; nothing that a run makes outlives it.
 * This header knows nothing of pages; engine.h builds them on it. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <lauxlib.h>
#include <lua.h>

#include "model/model.h"
#include "script/blocks.h"

enum {
    SCRIPT_MEMORY_MAX = 40 << 20,       /* of one run, on top of what the state itself needs */
    SCRIPT_TEXT_MAX = 256 << 10         /* one text that a helper makes */
};
/* Units of work of one run: about an instruction of Lua each. */
#define SCRIPT_WORK_MAX 60000000ull

/* Things that scripts can hold beside those of model/type.h; those from THING_OTHER on belong to the room above. */
enum { THING_HTML = 100, THING_OTHER };

/* HTML that this program made: the only value that is written without escaping. */
struct html {
    struct thing thing;
    struct str bytes;
};

/* A field looked up by the address of a Lua string: the name is compared again, so a stale entry does no harm. */
struct field_slot {
    const char *key;
    const struct record_type *type;
    const struct field *field;
};
enum { FIELD_SLOTS = 512 };

struct script {
    lua_State *L;
    const struct model *model;
    struct arena *scratch;              /* of the current run: HTML values, slices of lists */
    uint64_t work, work_max;            /* SCRIPT_WORK_MAX unless the room above says otherwise */
    uint64_t rate;                      /* units an instruction costs: more once there is a long text */
    struct blocks blocks;
    size_t memory_max;                  /* SCRIPT_MEMORY_MAX unless the room above says otherwise */
    size_t memory, base;                /* bytes of the heap: now, and when the run began */
    size_t scratch_used;                /* bytes of scratch that count as memory of this run */
    bool running;                       /* limits are on */
    bool uncounted;                     /* its code is ours: instructions of Lua are not counted, which saves an eighth of the time */
    struct buf text;                    /* of the helper that is building a text */
    int line;                           /* where the next error is, when not where Lua stands; 0: there */
    struct str error_chunk, memory_chunk;   /* where an error was; where memory was refused last */
    int error_line, memory_line;
    char hint[160];                     /* "did you mean 'x'?" of the current error; else "" */
    struct field_slot fields[FIELD_SLOTS];
    /* Fields of the things from THING_OTHER on; pushes one value. */
    int (*index_other)(lua_State *L, const struct thing *thing, struct str key);
    void *timer;
};

/* The state behind `L`. */
static inline struct script *script_of(lua_State *L) { return *(struct script **)lua_getextraspace(L); }

/* Fills *script with a state that has the environment of architecture.md; script_close frees it. */
void script_open(struct script *script, const struct model *model);
void script_close(struct script *script);
/* Adds functions to the environment; only before the first run. */
void script_add(struct script *script, const luaL_Reg *functions);
/* Adds a thing under a name; NULL: the name is known and nil. */
void script_set(struct script *script, const char *name, const struct thing *thing);
void script_set_date(struct script *script, const char *name, date_days date);
/* Pushes the environment: empty, locked, everything is found behind it. */
void script_push_environment(lua_State *L);
/* "NAME:12: what" of Lua's parser: gives "what" and the line. */
struct str script_syntax(struct str message, uint32_t *line);
/* Loads text as a function; false with the message of Lua in *message. Either way the limits are on. */
bool script_load(struct script *script, struct arena *scratch, struct str lua, const char *chunk, struct str *message);

/* What a run came to; message and hint are valid until the next one. */
struct script_error {
    struct str chunk;       /* name of the innermost chunk, as loaded; empty: not known */
    int line;
    struct str message, hint;
};
/* Calls the function and its `n` arguments on the stack. False: *error says why. */
bool script_run(struct script *script, struct arena *scratch, int n, struct script_error *error);

/* Between these two, work and memory count for themselves: within the limits of a run, and not against the outer one. */
struct script_account {
    uint64_t work, rate;
    size_t base, scratch_used;
};
void script_open_account(struct script *script, struct script_account *outer);
void script_close_account(struct script *script, const struct script_account *outer);

/* Pays for work done in C; raises when there is none left. */
void script_pay(lua_State *L, size_t units);
static inline void script_pay_bytes(lua_State *L, size_t bytes) { script_pay(L, 4 + bytes / 16); }
/* Counts memory that C keeps for the run as its own; raises when that is too much. */
void script_count(lua_State *L, size_t size);
/* Counted memory that lasts as long as the run. */
void *script_scratch(lua_State *L, size_t size);
/* Memory for as long as it stands on the stack of the caller, where this pushes it; Lua's own, so it is counted. */
static inline void *script_temporary(lua_State *L, size_t size) { return lua_newuserdatauv(L, size + 1, 0); }
/* Raises an error. The format is that of lua_pushfstring. */
_Noreturn void script_fail(lua_State *L, const char *format, ...);
/* Adds "did you mean" to the error that is raised next. */
void script_hint(lua_State *L, struct str near);

/* backstop.c: between these two, more processor time than allowed ends the program with status 3. */
void backstop_start(struct script *script, const char *what);
void backstop_stop(void);

#endif
