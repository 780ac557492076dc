/* The bytes of an evidence file, once: what is interpreted is what is hashed. Reads by offset, so where the
 * descriptor stands does not matter. Text in UTF-16 (with its byte order mark) is handed out as UTF-8. */
#ifndef READ_EVIDENCE_STREAM_H
#define READ_EVIDENCE_STREAM_H

#include "read/evidence.h"

/* Reads the head and sets input->head and input->stream. */
void stream_open(struct evidence_input *input, int fd);
/* Reads what no one wanted, for the digest. The errno of a read that failed, or 0. */
int stream_close(struct evidence_input *input, struct digest *digest, uint64_t *size);
/* True when the bytes handed out were converted from UTF-16. */
bool stream_was_utf16(const struct evidence_input *input);

#endif
