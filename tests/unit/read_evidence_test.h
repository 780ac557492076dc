/* What the tests of evidence share: reading bytes or a file, and facts as text. */
#ifndef READ_EVIDENCE_TEST_H
#define READ_EVIDENCE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence.h"

struct reading {
    struct facts facts;
    struct digest digest;
    uint64_t size;
};

static inline struct reading read_fd(struct arena *arena, int fd)
{
    struct reading reading;
    evidence_read(arena, fd, S("test"), &reading.facts, &reading.digest, &reading.size);
    return reading;
}

static inline struct reading read_path(struct arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    struct reading reading = read_fd(arena, fd);
    close(fd);
    return reading;
}

static inline int memory_file(const void *bytes, size_t size)
{
    int fd = memfd_create("evidence", MFD_CLOEXEC);
    assert_true(fd >= 0);
    for (size_t done = 0; done < size;) {
        ssize_t n = write(fd, (const char *)bytes + done, size - done);
        assert_true(n > 0);
        done += (size_t)n;
    }
    return fd;
}

static inline struct reading read_bytes(struct arena *arena, const void *bytes, size_t size)
{
    int fd = memory_file(bytes, size);
    struct reading reading = read_fd(arena, fd);
    close(fd);
    return reading;
}

static inline void put_number(struct buf *out, const char *name, uint64_t n)
{
    if (n)
        buf_printf(out, " %s=%" PRIu64, name, n);
}

/* One block of expected.txt. */
static inline void put_facts(struct buf *out, const struct facts *facts)
{
    const struct counts *c = &facts->counts;
    buf_printf(out, "  %.*s, %s: %.*s\n  counts", STR(facts->format), facts_state_name(facts->state), STR(facts->reason));
    put_number(out, "pass", c->pass);
    put_number(out, "fail", c->fail);
    put_number(out, "error", c->error);
    put_number(out, "skipped", c->skipped);
    put_number(out, "not-applicable", c->not_applicable);
    put_number(out, "not-evaluated", c->not_evaluated);
    put_number(out, "suppressed", c->suppressed);
    put_number(out, "info", c->info);
    put_number(out, "unknown", c->unknown);
    buf_printf(out, " total=%" PRIu64 "\n", c->total);
    if (facts->tool.n)
        buf_printf(out, "  tool %.*s\n", STR(facts->tool));
    if (facts->time.n)
        buf_printf(out, "  time %.*s\n", STR(facts->time));
    if (facts->subject.n)
        buf_printf(out, "  subject %.*s\n", STR(facts->subject));
    for (size_t i = 0; i < facts->list.n; i++)
        buf_printf(out, "  - %.*s: %.*s\n", STR(facts->list.v[i].name), STR(facts->list.v[i].value));
    for (size_t i = 0; i < facts->metrics.n; i++)
        buf_printf(out, "  # %.*s [%.*s] %.*s = %.6g\n", STR(facts->metrics.v[i].name), STR(facts->metrics.v[i].group),
                   STR(facts->metrics.v[i].value), facts->metrics.v[i].number);
    for (size_t i = 0; i < facts->warnings.n; i++)
        buf_printf(out, "  ! %.*s\n", STR(facts->warnings.v[i]));
}

/* What must hold for every file whatsoever. */
static inline void assert_sound(const struct facts *facts)
{
    const struct counts *c = &facts->counts;
    assert_true(facts->format.n > 0);
    assert_non_null(evidence_format_find(facts->format));
    assert_true(facts->reason.n > 0);
    assert_int_equal(c->total, c->pass + c->fail + c->error + c->skipped + c->not_applicable + c->not_evaluated
                                   + c->suppressed + c->info + c->unknown);
    if (facts->state == FACTS_SUPPORTS)
        assert_true(c->fail == 0 && c->error == 0 && c->total > 0);
    if (str_is(facts->format, "rejected") || str_ends(facts->format, S("-malformed")))
        assert_int_equal(facts->state, FACTS_NO_RESULT);
    assert_true(facts->list.n <= 40);
    for (size_t i = 0; i < facts->list.n; i++)
        assert_int_equal(str_utf8_error(facts->list.v[i].value), facts->list.v[i].value.n);
}

static inline int setup_evidence(void **state)
{
    (void)state;
    evidence_setup();
    return 0;
}

#endif
