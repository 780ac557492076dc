/* JPEG image: size in pixels where the head shows it, and whether the file is whole. */
#include "base/arena.h"
#include "read/evidence_pieces.h"

static int detect(const struct evidence_input *input)
{
    return str_starts(input->head, S("\xff\xd8\xff")) ? 9 : 0;
}

static unsigned big16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (unsigned)b[0] << 8 | b[1];
}

/* A frame header: SOF0 to SOF15 without DHT, JPG and DAC. */
static bool is_frame(unsigned char mark)
{
    return mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc;
}

static void add_pixels(struct facts *facts, struct str head)
{
    for (size_t i = 2; i + 9 < head.n && (unsigned char)head.p[i] == 0xff;) {
        if (is_frame((unsigned char)head.p[i + 1])) {
            facts_add(facts, "pixels", str_printf(facts->arena, "%u × %u", big16(head.p + i + 7), big16(head.p + i + 5)));
            return;
        }
        i += 2 + big16(head.p + i + 2);
    }
}

static void read_jpeg(struct evidence_input *input, struct facts *facts)
{
    struct pieces *pieces = pieces_begin(input);
    while (pieces_next(pieces))
        ;
    add_pixels(facts, input->head);
    facts_add_number(facts, "bytes", pieces->size);
    if (!pieces_has(pieces, S("\xff\xd9")))
        facts_state(facts, FACTS_NO_RESULT, "the image is cut off: its closing mark is missing");
    else
        facts_state(facts, FACTS_UNREAD, "an image is shown, not interpreted");
}

const struct evidence_format evidence_jpeg = {
    .id = "jpeg", .title = "JPEG image", .detect = detect, .read = read_jpeg, .media_type = "image/jpeg",
};
