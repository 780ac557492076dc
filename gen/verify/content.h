/* One identifier of what a package holds, whoever packed it, however often it was signed: the SHA-256 of the lines
 * that sha256sum would write (digest, two blanks, name, line feed) about every file below data/, sorted by the bytes
 * of the names. What lies in a nested ZIP counts under the name that it has once it is unpacked (data/site/...), in
 * place of that ZIP and its list. So it is the digest of manifest-sha256.txt where nothing is nested. */
#ifndef VERIFY_CONTENT_H
#define VERIFY_CONTENT_H

#include "verify/zip.h"

/* `nested`: the ZIPs inside, those of them that are there; read by zip_read. Zero when there is no file below data/. */
struct digest content_digest(struct arena *arena, const struct zip *outer, struct zip *const *nested, size_t count);

#endif
