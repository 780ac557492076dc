/* Writing JSON. Commas and indentation are the writer's business; keys come sorted from the caller.
 * Numbers are integers; everything else is a string. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdint.h>

#include "base/buf.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool comma;
    bool compact;           /* one line */
    bool after_key;         /* the next value belongs to a key */
};

void json_object(struct json *json);        /* { */
void json_array(struct json *json);         /* [ */
void json_end_object(struct json *json);
void json_end_array(struct json *json);
void json_key(struct json *json, const char *key);
void json_key_str(struct json *json, struct str key);
void json_str(struct json *json, struct str value);
void json_str_or_null(struct json *json, struct str value);     /* empty: null */
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
/* A key and its value. */
void json_member(struct json *json, const char *key, struct str value);
void json_member_or_null(struct json *json, const char *key, struct str value);
void json_member_int(struct json *json, const char *key, int64_t value);
/* A quoted JSON string; also used by formats that embed one. Invalid UTF-8 becomes U+FFFD. */
void buf_json_str(struct buf *out, struct str value);

#endif
