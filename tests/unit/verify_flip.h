/* Flipping the bits of a package, one after the other, in several processes. */
#ifndef TESTS_VERIFY_FLIP_H
#define TESTS_VERIFY_FLIP_H

#include <fcntl.h>
#include <sys/wait.h>
#include <zlib.h>

#include "verify_fixture.h"

enum { PROCESSES = 4, SHOWN = 5 };

static inline struct str read_package(struct fixture *fixture, const char *path)
{
    struct str bytes;
    assert_int_equal(file_read_path(fixture->arena, path, 1 << 20, &bytes), FILE_FINE);
    return bytes;
}

/* Bytes `from` to `to`, the content of a stored entry whose checksum stands at the two offsets. None: both 0.
 * Sparse: two bits of each byte, one of them what makes a letter small or large. */
struct range { size_t from, to, checksums[2]; bool sparse; };

struct share {
    struct fixture *fixture;
    struct str bytes;
    struct range range;
    char *copy;                 /* the package that is changed */
    const char *path;
    struct arena *scratch;
    int fd;
};

static inline void put_checksum(struct share *share)
{
    const struct range *range = &share->range;
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)share->copy + range->from, (unsigned)(range->to - range->from));
    for (size_t k = 0; k < 2 && range->checksums[k] != 0; k++)
        for (size_t i = 0; i < 4; i++)
            share->copy[range->checksums[k] + i] = (char)(crc >> 8 * i);
}

static inline bool passes(struct share *share)
{
    struct judgement judgement;
    put_checksum(share);
    if (pwrite(share->fd, share->copy, share->bytes.n, 0) != (ssize_t)share->bytes.n)
        _exit(2);
    bool passed = fixture_verdict(share->fixture, share->path, share->scratch, &judgement) == VERDICT_PASSED;
    arena_reset(share->scratch);
    return passed;
}

/* Every bit from the byte `first` of the range in steps of PROCESSES bytes; how many flips went unseen. */
static inline int flip_share(struct share *share, size_t first)
{
    int unseen = 0;
    share->path = in_folder(share->fixture, str_c(share->fixture->arena, str_printf(share->fixture->arena, "flipped-%zu.zip", first)));
    share->fd = open(share->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    share->copy = arena_bytes(share->fixture->arena, share->bytes.n);
    share->scratch = arena_new();
    memcpy(share->copy, share->bytes.p, share->bytes.n);
    if (!passes(share))
        return 1;               /* the unchanged package must pass, or the test says nothing */
    for (size_t i = share->range.from + first; i < share->range.to; i += PROCESSES)
        for (unsigned bit = 0; bit < 8; bit++) {
            if (share->range.sparse && bit != 5 && bit != i / PROCESSES % 8)
                continue;
            share->copy[i] = (char)(share->copy[i] ^ (1 << bit));
            if (passes(share) && unseen++ < SHOWN)
                fprintf(stderr, "bit %u of byte %zu\n", bit, i);
            share->copy[i] = share->bytes.p[i];
        }
    arena_free(share->scratch);
    close(share->fd);
    return unseen;
}

/* Several processes: the pool has one thread each, and a crash is seen as a failure. */
static inline void flip_range(struct fixture *fixture, struct str bytes, struct range range)
{
    pid_t children[PROCESSES];
    struct share share = {.fixture = fixture, .bytes = bytes, .range = range};
    for (size_t i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            _exit(flip_share(&share, i) == 0 ? 0 : 1);
    }
    bool fine = true;
    for (size_t i = 0; i < PROCESSES; i++) {
        int status;
        fine = waitpid(children[i], &status, 0) == children[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0 && fine;
    }
    assert_true(fine);
}

/* Offset of the last (or first) place of `name` in the package. */
static inline size_t place_of(struct str bytes, const char *name, bool last)
{
    size_t n = strlen(name), found = 0;
    for (size_t i = 0; i + n <= bytes.n; i++)
        if (memcmp(bytes.p + i, name, n) == 0 && (last || found == 0))
            found = i;
    assert_int_not_equal(found, 0);
    return found;
}

/* The content of a stored entry; `local` is where its name stands in the local header. */
static inline struct range range_at(struct str bytes, const char *name, size_t local)
{
    const unsigned char *size = (const unsigned char *)bytes.p + local - 8;
    struct range range = {.from = local + strlen(name), .checksums = {local - 16, place_of(bytes, name, true) - 30}};
    range.to = range.from + (size[0] | (size_t)size[1] << 8);
    return range;
}

static inline struct range range_of_manifest(struct str bytes)
{
    static const char manifest[] = "META-INF/ASiCManifest001.xml";
    return range_at(bytes, manifest, place_of(bytes, manifest, false));
}

/* The manifest in front of it names it too. */
static inline struct range range_of_signature(struct str bytes)
{
    static const char signature[] = "META-INF/signature001.p7s";
    size_t behind = range_of_manifest(bytes).to;
    return range_at(bytes, signature, behind + place_of(str_sub(bytes, behind, bytes.n), signature, false));
}

#endif
