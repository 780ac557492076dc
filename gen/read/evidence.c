/* Reads one evidence file: head, detection, one format's reader, and the digest of the very same bytes. */
#include "read/evidence.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_stream.h"
#include "read/evidence_xml.h"

#define X(name) extern const struct evidence_format evidence_##name;
#include "list/evidence.def"
#undef X

const struct evidence_format *const evidence_formats[] = {
#define X(name) &evidence_##name,
#include "list/evidence.def"
#undef X
    NULL
};

const struct evidence_format *evidence_format_find(struct str id)
{
    for (size_t i = 0; evidence_formats[i]; i++)
        if (str_is(id, evidence_formats[i]->id))
            return evidence_formats[i];
    return NULL;
}

void evidence_setup(void)
{
    xml_setup();
}

static const struct evidence_format *detect(const struct evidence_input *input)
{
    const struct evidence_format *best = NULL;
    int best_score = 0;
    for (size_t i = 0; evidence_formats[i]; i++) {
        const struct evidence_format *format = evidence_formats[i];
        int score = format->detect(input);
        bool wins = score > best_score
                    || (score > 0 && score == best_score && strcmp(format->id, best->id) < 0);
        if (wins) {
            best = format;
            best_score = score;
        }
    }
    return best;
}

/* Failures are found while reading, the rest often only at the end: what describes the file comes first. */
static void failures_last(struct arena *scratch, struct facts *facts)
{
    size_t n = facts->list.n, at = 0;
    if (n == 0)
        return;
    struct fact *failures = arena_array(scratch, n, struct fact);
    size_t held = 0;
    for (size_t i = 0; i < n; i++) {
        struct fact fact = facts->list.v[i];
        if (str_is(fact.name, "failed") || str_is(fact.name, "error"))
            failures[held++] = fact;
        else
            facts->list.v[at++] = fact;
    }
    memcpy(facts->list.v + at, failures, held * sizeof *failures);
}

static void interpret(struct evidence_input *input, struct facts *facts)
{
    const struct evidence_format *format = detect(input);
    if (!format) {
        facts_reject(facts, "rejected", "no format fits");
        return;
    }
    facts->format = str_of(format->id);
    format->read(input, facts);
    failures_last(input->scratch, facts);
}

void evidence_read_with(struct arena *arena, struct arena *scratch, int fd, struct str name, struct facts *facts,
                        struct digest *digest, uint64_t *size)
{
    *facts = (struct facts){ .arena = arena, .state = FACTS_NO_RESULT, .reason = S("nothing was read") };
    struct evidence_input input = { .name = name, .scratch = scratch, .size = *size };
    stream_open(&input, fd);
    input.peek = evidence_peek(&input);
    interpret(&input, facts);
    int error = stream_close(&input, digest, size);
    if (error)
        facts_reject(facts, "rejected", "the file cannot be read: %s", strerror(error));
}

void evidence_read(struct arena *arena, int fd, struct str name, struct facts *facts, struct digest *digest,
                   uint64_t *size)
{
    struct arena *scratch = arena_new();
    struct stat status;
    *size = fstat(fd, &status) == 0 && status.st_size > 0 ? (uint64_t)status.st_size : 0;
    evidence_read_with(arena, scratch, fd, name, facts, digest, size);
    arena_free(scratch);
}
