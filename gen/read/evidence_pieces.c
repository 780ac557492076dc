/* Overlapping pieces of a file. */
#include "read/evidence_pieces.h"

#include <string.h>

#include "base/arena.h"

struct pieces *pieces_begin(struct evidence_input *input)
{
    struct pieces *pieces = arena_new_of(input->scratch, struct pieces);
    pieces->input = input;
    return pieces;
}

bool pieces_next(struct pieces *pieces)
{
    char fresh[PIECE_SIZE];
    size_t got = 0, more;
    while (got < PIECE_SIZE && (more = evidence_next(pieces->input, fresh + got, PIECE_SIZE - got)) > 0)
        got += more;
    if (got == 0)
        return false;
    pieces->old = pieces->n < PIECE_OVERLAP ? pieces->n : PIECE_OVERLAP;
    memmove(pieces->bytes, pieces->bytes + pieces->n - pieces->old, pieces->old);
    memcpy(pieces->bytes + pieces->old, fresh, got);
    pieces->n = pieces->old + got;
    pieces->size += got;
    return true;
}

size_t pieces_count(const struct pieces *pieces, struct str mark)
{
    size_t from = pieces->old >= mark.n ? pieces->old - mark.n + 1 : 0, found = 0;
    struct str rest = { pieces->bytes + from, pieces->n - from };
    for (size_t at; (at = str_find_str(rest, mark)) < rest.n; found++)
        rest = str_sub(rest, at + 1, rest.n);
    return found;
}

bool pieces_has(const struct pieces *pieces, struct str mark)
{
    struct str all = { pieces->bytes, pieces->n };
    return str_find_str(all, mark) < all.n;
}
