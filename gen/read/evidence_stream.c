/* One pass over a file's bytes: digest, head, and UTF-16 as UTF-8. */
#include "read/evidence_stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

struct evidence_stream {
    int fd;
    int error;
    bool ended;
    uint64_t size;              /* what the file system says; a file may grow while it is read */
    uint64_t offset;            /* raw bytes read so far */
    size_t given;               /* bytes of the head handed out */
    struct digest digest;       /* of a file that is all head, which most are */
    struct digest_stream *sum;  /* of a longer one, else NULL */
    enum { BYTES_AS_THEY_ARE, UTF16_LITTLE, UTF16_BIG } encoding;
    unsigned char *raw;         /* the first EVIDENCE_HEAD bytes; of UTF-16, those that wait: raw[from] to raw[n] */
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
        stream->offset += (uint64_t)got;
        n += (size_t)got;
        /* A file that ends where it was said to end is not asked for more: that would be one call in five. */
        stream->ended = n < size && stream->offset == stream->size;
    }
    if (stream->sum)
        digest_add(stream->sum, bytes, n);
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
        size_t got = read_raw(stream, stream->raw + left, EVIDENCE_HEAD - left);
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

/* A digest that is made in one go takes half the time of a stream's for a file of a few kilobytes. */
static void begin_digest(struct evidence_stream *stream)
{
    struct str first = { (const char *)stream->raw, stream->n };
    if (stream->ended) {
        stream->digest = digest_of(first);
    } else {
        stream->sum = digest_begin();
        digest_add(stream->sum, first.p, first.n);
    }
}

void stream_open(struct evidence_input *input, int fd)
{
    struct evidence_stream *stream = arena_new_of(input->scratch, struct evidence_stream);
    stream->fd = fd;
    stream->size = input->size;
    input->stream = stream;
    char *head = arena_bytes(input->scratch, EVIDENCE_HEAD + 1);
    stream->raw = (unsigned char *)head;
    stream->n = read_raw(stream, stream->raw, EVIDENCE_HEAD);
    begin_digest(stream);
    find_encoding(stream);
    size_t n = stream->n;
    if (stream->encoding != BYTES_AS_THEY_ARE) {
        head = arena_bytes(input->scratch, EVIDENCE_HEAD + 1);
        n = read_utf16(stream, head, EVIDENCE_HEAD);
    }
    head[n] = 0;
    input->head = (struct str){ head, n };
}

struct str evidence_piece(struct evidence_input *input, void *window, size_t size)
{
    struct evidence_stream *stream = input->stream;
    struct str left = str_sub(input->head, stream->given, input->head.n);
    if (left.n == 0)
        return (struct str){ window, read_bytes(stream, window, size) };
    left = str_sub(left, 0, size);
    stream->given += left.n;
    return left;
}

size_t evidence_next(struct evidence_input *input, void *bytes, size_t size)
{
    struct str piece = evidence_piece(input, bytes, size);
    if (piece.n && piece.p != bytes)
        memcpy(bytes, piece.p, piece.n);
    return piece.n;
}

/* Nothing of the file lies behind its head, and nobody has taken any of it. */
static bool is_all_head(const struct evidence_input *input)
{
    const struct evidence_stream *stream = input->stream;
    bool waits = stream->encoding != BYTES_AS_THEY_ARE && stream->from < stream->n;
    return stream->ended && !waits && stream->given == 0;
}

bool evidence_rest(struct arena *arena, struct evidence_input *input, size_t max, struct str *bytes)
{
    if (is_all_head(input) && input->head.n <= max) {
        input->stream->given = input->head.n;
        *bytes = input->head;
        return true;
    }
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
        read_raw(stream, stream->raw, EVIDENCE_HEAD);
    *digest = stream->sum ? digest_end(stream->sum) : stream->digest;
    *size = stream->offset;
    return stream->error;
}
