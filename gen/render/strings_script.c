/* assets/strings.js: the words of the site's language, for what scripts write: dossier_strings({"text": "words", …}). */
#include "base/json.h"
#include "render/site.h"

static void put_string(void *context, struct str text, void *words)
{
    struct json *json = context;
    json_key_str(json, text);
    json_str(json, *(const struct str *)words);
}

void strings_render(const struct render_context *context, struct tree *tree)
{
    struct buf out = { 0 };
    struct json json = { .out = &out, .compact = true };
    buf_puts(&out, "dossier_strings(");
    json_object(&json);
    map_each(context->templates->strings, put_string, &json);
    json_end_object(&json);
    buf_puts(&out, ");\n");
    tree_put(tree, S("assets/strings.js"), buf_copy(tree->arena, &out), "text/javascript");
    buf_free(&out);
}
