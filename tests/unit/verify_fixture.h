/* What the tests of pack and verify share: a folder with throw-away keys, and a small package in it. */
#ifndef TESTS_VERIFY_FIXTURE_H
#define TESTS_VERIFY_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/pool.h"
#include "base/tree.h"
#include "pack/package.h"
#include "verify/trust.h"
#include "verify/verify.h"

struct fixture {
    char folder[256];
    struct arena *arena;
    struct pool *pool;
    struct trust *trust;            /* the demo root */
    struct signer *signer;          /* the demo signer */
};

static const struct tree_file data_json = { .bytes = S_INIT("{}\n"), .size = 3, .media_type = "application/json" };

static inline const char *in_folder(struct fixture *fixture, const char *name)
{
    return str_c(fixture->arena, str_printf(fixture->arena, "%s/%s", fixture->folder, name));
}

static inline void fixture_new(struct fixture *fixture, unsigned jobs)
{
    char message[600];
    struct package_problem problem;
    const char *temporary = getenv("TMPDIR");
    *fixture = (struct fixture){.pool = NULL};
    snprintf(fixture->folder, sizeof fixture->folder, "%s/dossier-test-XXXXXX", temporary != NULL ? temporary : "/tmp");
    fixture->arena = arena_new();
    fixture->pool = pool_new(jobs);
    assert_non_null(mkdtemp(fixture->folder));
    const char *command = str_c(fixture->arena, str_printf(fixture->arena, "sh gen/pack/demo-keys.sh %s", fixture->folder));
    assert_int_equal(system(command), 0);
    fixture->trust = trust_new();
    assert_true(trust_add_anchors(fixture->trust, in_folder(fixture, "root.pem"), message, sizeof message));
    struct signer_files files = {
        .key = in_folder(fixture, "signer.key"), .certificate = in_folder(fixture, "signer.pem"),
        .chain = in_folder(fixture, "chain.pem"),
    };
    fixture->signer = signer_load(&files, &problem);
    assert_non_null(fixture->signer);
}

static inline void fixture_free(struct fixture *fixture)
{
    const char *command = str_c(fixture->arena, str_printf(fixture->arena, "rm -rf %s", fixture->folder));
    assert_int_equal(system(command), 0);
    signer_free(fixture->signer);
    trust_free(fixture->trust);
    pool_free(fixture->pool);
    arena_free(fixture->arena);
}

/* A package with `files` pages of repeating text, which is where a deflate stream has the most ways to say the same. */
static inline const char *fixture_package(struct fixture *fixture, const char *name, size_t files, const struct signer *signer)
{
    struct arena *arena = fixture->arena;
    struct tree site;
    struct package_result result;
    struct package_problem problem = {.message = ""};
    const char *path = in_folder(fixture, name);
    tree_new(arena, &site);
    tree_put(&site, S("index.html"), S("<!doctype html><title>Site</title>"), "text/html");
    for (size_t i = 0; i < files; i++)
        tree_put(&site, str_printf(arena, "p%zu.html", i),
                 str_printf(arena, "<p>%0*zu</p><p>%0*zu</p>abcabcabcabcabcabcabcabc", 120, i, 90, i), "text/html");
    struct package_input input = {
        .site = &site, .cover_html = S("<!doctype html><title>Cover</title>"), .readme = S("For tests.\n"),
        .data_json = &data_json, .id = S("demo"), .title = S("Demo"), .as_of = S("2026-11-30"),
        .project_folder = -1, .source_date_epoch = 1700000000,
    };
    assert_true(package_write(fixture->pool, &input, path, signer, &result, &problem));
    return path;
}

static inline enum verdict fixture_verdict(struct fixture *fixture, const char *path, struct arena *scratch, struct judgement *judgement)
{
    struct verify_options options = {.trust = fixture->trust, .at = -1, .pool = fixture->pool};
    assert_true(verify_package(scratch, path, &options, judgement));
    return judgement->verdict;
}

#endif
