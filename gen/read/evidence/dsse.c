/* DSSE envelope: a signed payload in base64. The signatures are counted, not verified: that needs keys which are no
 * part of the evidence, and an envelope that was not verified says so. */
#include <inttypes.h>

#include <openssl/evp.h>

#include "base/arena.h"
#include "read/evidence_intoto.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "payloadType") && peek_has(input, "payload");
    if (fits && peek_has(input, "signatures"))
        return 9;
    return fits ? 8 : 0;
}

static bool is_base64(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/* Standard and URL-safe letters, padding or not. */
static bool decode(struct arena *scratch, struct str text, struct str *bytes)
{
    size_t n = 0;
    char *letters = arena_bytes(scratch, text.n + 4);
    for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
        char c = text.p[i] == '-' ? '+' : text.p[i] == '_' ? '/' : text.p[i];
        if (!is_base64(c))
            return false;
        letters[n++] = c;
    }
    size_t rest = n % 4, padding = rest ? 4 - rest : 0;
    if (rest == 1 || n > JSON_FILE_MAX)
        return false;
    for (size_t i = 0; i < padding; i++)
        letters[n++] = '=';
    unsigned char *decoded = (unsigned char *)arena_bytes(scratch, n / 4 * 3 + 1);
    int size = EVP_DecodeBlock(decoded, (unsigned char *)letters, (int)n);
    if (size < 0)
        return false;
    *bytes = (struct str){ (char *)decoded, (size_t)size - padding };
    return true;
}

static void read_payload(struct evidence_input *input, struct facts *facts, const struct js *root)
{
    struct str payload;
    struct js_error error;
    if (!decode(input->scratch, js_str(root, "payload"), &payload)) {
        facts_state(facts, FACTS_NO_RESULT, "the payload is not base64");
        return;
    }
    if (!str_contains(js_str(root, "payloadType"), S("in-toto"))) {
        facts_state(facts, FACTS_UNREAD, "the payload is of a kind that is not known");
        return;
    }
    const struct js *statement = js_parse(input->scratch, payload, &error);
    if (statement)
        intoto_statement(facts, statement);
    else
        facts_state(facts, FACTS_NO_RESULT, "the payload is not JSON: %s", error.text);
}

static void read_dsse(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    uint64_t signatures = js_count(root, "signatures");
    js_fact(facts, "payload type", root, "payloadType");
    facts_add_number(facts, "signatures", signatures);
    js_fact(facts, "key", root, "signatures.0.keyid");
    read_payload(input, facts, root);
    facts_warn(facts, "%s", signatures ? "the signatures were not verified" : "the envelope has no signature");
}

const struct evidence_format evidence_dsse = {
    .id = "dsse", .title = "DSSE envelope", .detect = detect, .read = read_dsse,
    .media_type = "application/vnd.dsse+json",
};
