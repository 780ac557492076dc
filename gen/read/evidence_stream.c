/* One pass over a file's bytes: digest, head, and UTF-16 as UTF-8. */
#include "read/evidence_stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { RAW_MAX = 16 << 10 };

struct evidence_stream {
    int fd;
    int error;
    bool ended;
    uint64_t offset;            /* raw bytes read so far */
    size_t given;               /* bytes of the head handed out */
    struct digest_stream *digest;
    enum { BYTES_AS_THEY_ARE, UTF16_LITTLE, UTF16_BIG } encoding;
    unsigned char raw[RAW_MAX]; /* UTF-16 that waits: raw[from] to raw[n] */
    size_t from, n;
};

/* Fewer bytes than asked for only at the end. */
static size_t read_raw(struct evidence_stream *stream, void *bytes, size_t size)
{
    size_t n = 0;
    while (n < size && !stream->ended) {
        ssize_t got = pread(stream->fd, (char *)bytes + n, size - n, (off_t)stream->offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            stream->error = got < 0 ? errno : 0;
            stream->ended = true;
            break;
        }
        digest_add(stream->digest, (char *)bytes + n, (size_t)got);
        stream->offset += (uint64_t)got;
        n += (size_t)got;
    }
    return n;
}

static unsigned unit_at(const struct evidence_stream *stream, size_t at)
{
    unsigned a = stream->raw[at], b = stream->raw[at + 1];
    return stream->encoding == UTF16_LITTLE ? a | b << 8 : a << 8 | b;
}

static size_t put_utf8(char *to, unsigned long code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xe0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3f));
        to[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3f));
    to[2] = (char)(0x80 | (code >> 6 & 0x3f));
    to[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* The next code point, or -1 when no whole one waits. Half a pair becomes U+FFFD. */
static long next_code(struct evidence_stream *stream)
{
    if (stream->n - stream->from < 2)
        return -1;
    unsigned high = unit_at(stream, stream->from);
    if (high < 0xd800 || high > 0xdfff) {
        stream->from += 2;
        return (long)high;
    }
    if (stream->n - stream->from < 4 && !stream->ended)
        return -1;
    bool pair = stream->n - stream->from >= 4 && high < 0xdc00;
    unsigned low = pair ? unit_at(stream, stream->from + 2) : 0;
    if (low < 0xdc00 || low > 0xdfff) {
        stream->from += 2;
        return 0xfffd;
    }
    stream->from += 4;
    return 0x10000 + ((long)(high - 0xd800) << 10) + (long)(low - 0xdc00);
}

static size_t read_utf16(struct evidence_stream *stream, char *bytes, size_t size)
{
    size_t n = 0;
    while (n + 4 <= size) {
        long code = next_code(stream);
        if (code >= 0) {
            n += put_utf8(bytes + n, (unsigned long)code);
            continue;
        }
        size_t left = stream->n - stream->from;
        memmove(stream->raw, stream->raw + stream->from, left);
        size_t got = read_raw(stream, stream->raw + left, RAW_MAX - left);
        stream->from = 0;
        stream->n = left + got;
        if (got == 0) {
            if (stream->n > 0)      /* half a unit at the very end */
                n += put_utf8(bytes + n, 0xfffd);
            stream->n = 0;
            break;
        }
    }
    return n;
}

static size_t read_bytes(struct evidence_stream *stream, char *bytes, size_t size)
{
    return stream->encoding == BYTES_AS_THEY_ARE ? read_raw(stream, bytes, size) : read_utf16(stream, bytes, size);
}

/* A byte order mark that text follows: an MPEG frame may start with the same two bytes. */
static void find_encoding(struct evidence_stream *stream)
{
    const unsigned char *raw = stream->raw;
    if (stream->n < 2 || stream->n % 2)
        return;
    if (raw[0] == 0xff && raw[1] == 0xfe)
        stream->encoding = UTF16_LITTLE;
    else if (raw[0] == 0xfe && raw[1] == 0xff)
        stream->encoding = UTF16_BIG;
    else
        return;
    for (size_t i = 2; i < stream->n && i < 64; i += 2)
        if (unit_at(stream, i) < 9) {
            stream->encoding = BYTES_AS_THEY_ARE;
            return;
        }
    stream->from = 2;
}

void stream_open(struct evidence_input *input, int fd)
{
    struct evidence_stream *stream = arena_new_of(input->scratch, struct evidence_stream);
    stream->fd = fd;
    stream->digest = digest_begin();
    input->stream = stream;
    char *head = arena_bytes(input->scratch, EVIDENCE_HEAD + 1);
    stream->n = read_raw(stream, stream->raw, RAW_MAX);
    find_encoding(stream);
    size_t n = 0;
    if (stream->encoding == BYTES_AS_THEY_ARE) {
        memcpy(head, stream->raw, stream->n);
        n = stream->n;
        stream->n = 0;
    }
    n += read_bytes(stream, head + n, EVIDENCE_HEAD - n);
    head[n] = 0;
    input->head = (struct str){ head, n };
}

size_t evidence_next(struct evidence_input *input, void *bytes, size_t size)
{
    struct evidence_stream *stream = input->stream;
    size_t left = input->head.n - stream->given;
    if (left == 0)
        return read_bytes(stream, bytes, size);
    size_t n = left < size ? left : size;
    memcpy(bytes, input->head.p + stream->given, n);
    stream->given += n;
    return n;
}

bool evidence_rest(struct arena *arena, struct evidence_input *input, size_t max, struct str *bytes)
{
    /* The size is only a hint: the file may grow while it is read, and UTF-16 changes it. */
    size_t cap = input->size < max ? (size_t)input->size + 64 : max + 64;
    char *all = arena_bytes(arena, cap + 1);
    size_t n = 0;
    for (;;) {
        size_t got = evidence_next(input, all + n, cap - n);
        n += got;
        if (got == 0 || n > max)
            break;
        if (cap - n >= 8)       /* room for any one code point, so that 0 means the end */
            continue;
        cap = cap * 2 < max ? cap * 2 : max + 64;
        char *moved = arena_bytes(arena, cap + 1);
        memcpy(moved, all, n);
        all = moved;
    }
    all[n] = 0;
    *bytes = (struct str){ all, n };
    return n <= max;
}

bool stream_was_utf16(const struct evidence_input *input)
{
    return input->stream->encoding != BYTES_AS_THEY_ARE;
}

int stream_close(struct evidence_input *input, struct digest *digest, uint64_t *size)
{
    struct evidence_stream *stream = input->stream;
    while (!stream->ended)
        read_raw(stream, stream->raw, RAW_MAX);
    *digest = digest_end(stream->digest);
    *size = stream->offset;
    return stream->error;
}
