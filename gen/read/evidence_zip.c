/* What a ZIP container shows without unpacking it. Layout: PKWARE APPNOTE 4.3.16, end of central directory record. */
#include "read/evidence_zip.h"

#include "read/evidence_pieces.h"

bool zip_is(const struct evidence_input *input)
{
    return str_starts(input->head, S("PK\x03\x04")) || str_starts(input->head, S("PK\x05\x06"));
}

/* The last record "PK\5\6" whose 22 bytes fit. */
static const unsigned char *find_end(const struct pieces *pieces)
{
    struct str all = { pieces->bytes, pieces->n };
    size_t found = all.n;
    for (size_t from = 0, at; (at = from + str_find_str(str_sub(all, from, all.n), S("PK\x05\x06"))) < all.n; from = at + 1)
        if (at + 22 <= all.n)
            found = at;
    return found < all.n ? (const unsigned char *)all.p + found : NULL;
}

void archive_read(struct evidence_input *input, struct facts *facts, const char *what)
{
    struct pieces *pieces = pieces_begin(input);
    while (pieces_next(pieces))
        ;
    facts_add_number(facts, "bytes", pieces->size);
    const unsigned char *end = find_end(pieces);
    if (!end) {
        facts_state(facts, FACTS_NO_RESULT, "the file is cut off: its directory is missing");
        return;
    }
    unsigned entries = (unsigned)end[10] | (unsigned)end[11] << 8;
    if (entries < 0xffff)       /* else the number is in a ZIP64 record */
        facts_add_number(facts, "entries", entries);
    facts_state(facts, FACTS_UNREAD, "%s is not interpreted", what);
}
