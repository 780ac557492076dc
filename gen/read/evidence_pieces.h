/* A file in pieces that overlap, for formats that only look for marks in it. */
#ifndef READ_EVIDENCE_PIECES_H
#define READ_EVIDENCE_PIECES_H

#include "read/evidence.h"

enum { PIECE_OVERLAP = 2048, PIECE_SIZE = 32 << 10 };

struct pieces {
    struct evidence_input *input;
    char bytes[PIECE_OVERLAP + PIECE_SIZE];
    size_t n;
    size_t old;         /* bytes at the front that the piece before had, too */
    uint64_t size;      /* of all pieces so far */
};

struct pieces *pieces_begin(struct evidence_input *input);
/* False at the end; `bytes` then still holds the last piece, with at least the last PIECE_OVERLAP bytes of the file. */
bool pieces_next(struct pieces *pieces);
/* How often `mark` ends in the new part of the piece, so that nothing is counted twice. */
size_t pieces_count(const struct pieces *pieces, struct str mark);
bool pieces_has(const struct pieces *pieces, struct str mark);      /* anywhere in the piece */

#endif
