/* PNG image: size in pixels, and whether it is whole. */
#include <inttypes.h>

#include "base/arena.h"
#include "read/evidence_pieces.h"

static const struct str signature = { "\x89PNG\r\n\x1a\n", 8 };

static int detect(const struct evidence_input *input)
{
    return str_starts(input->head, signature) ? 9 : 0;
}

static uint32_t big32(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void read_png(struct evidence_input *input, struct facts *facts)
{
    struct pieces *pieces = pieces_begin(input);
    while (pieces_next(pieces))
        ;
    struct str head = input->head;
    if (head.n >= 24 && str_starts(str_sub(head, 12, 16), S("IHDR")))
        facts_add(facts, "pixels", str_printf(facts->arena, "%" PRIu32 " × %" PRIu32, big32(head.p + 16),
                                              big32(head.p + 20)));
    facts_add_number(facts, "bytes", pieces->size);
    if (!pieces_has(pieces, S("IEND")))
        facts_state(facts, FACTS_NO_RESULT, "the image is cut off: its closing mark is missing");
    else
        facts_state(facts, FACTS_UNREAD, "an image is shown, not interpreted");
}

const struct evidence_format evidence_png = {
    .id = "png", .title = "PNG image", .detect = detect, .read = read_png, .media_type = "image/png",
};
