/* What a state is made of. Private to the room: environment.c puts it together. */
#ifndef SCRIPT_OPENING_H
#define SCRIPT_OPENING_H

#include "script/values.h"

void *sandbox_allocate(void *context, void *p, size_t old_size, size_t new_size);      /* sandbox.c */
void sandbox_hook(lua_State *L, lua_Debug *debug);
void backstop_free(struct script *script);      /* backstop.c */
void values_open(lua_State *L);                 /* values.c: sets the metatable of things */
void library_text_methods(lua_State *L);        /* library_text.c: sets the metatable of strings */

#endif
