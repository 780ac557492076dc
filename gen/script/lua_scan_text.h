/* What the scanner of Lua and its part for strings and comments share. Private to lua_scan.c and lua_scan_text.c. */
#ifndef SCRIPT_LUA_SCAN_TEXT_H
#define SCRIPT_LUA_SCAN_TEXT_H

#include "script/lua_scan.h"

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The byte `ahead` of the next one; NUL behind the end. */
static inline char scan_at(const struct lua_scan *scan, size_t ahead)
{
    return scan->at + ahead < scan->text.n ? scan->text.p[scan->at + ahead] : 0;
}

bool scan_comes(const struct lua_scan *scan, const char *s);
bool scan_refuse(struct lua_scan *scan, size_t at, size_t n, const char *problem);
/* Copies n bytes of code. A lone carriage return would be a line to Lua and none to us. */
void scan_copy(struct lua_scan *scan, size_t n);

/* At a quote, at an opening long bracket of length n, at "--". */
bool scan_string(struct lua_scan *scan);
bool scan_long_string(struct lua_scan *scan, size_t n);
bool scan_comment(struct lua_scan *scan, const char *end);
/* The length of the opening long bracket "[==[" behind `from` bytes, or 0. */
size_t scan_long_bracket(const struct lua_scan *scan, size_t from);

#endif
