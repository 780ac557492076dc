/* Makes small packages for the tests without the rest of the program.
 *   make_package OUT [--files N] [--size BYTES] [--large BYTES] [--jobs N] [--epoch N] [--key K --cert C]
 *                [--chain F] [--crl F] [--pass-file F] [--add-signature]
 *   make_package PACKAGE --step tsq|tsr|crl|atsq|atsr --file F      the steps after signing: F is written or read */
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/pool.h"
#include "base/tree.h"
#include "pack/package.h"
#include "pack/stamp.h"

struct options {
    const char *path;
    size_t files, size, large;
    unsigned jobs;
    int64_t epoch;
    bool add_signature;
    const char *step, *file;
    struct signer_files signer;
    const char *crl;
};

static const struct option names[] = {
    {"files", required_argument, NULL, 'n'}, {"size", required_argument, NULL, 's'},
    {"large", required_argument, NULL, 'l'}, {"jobs", required_argument, NULL, 'j'},
    {"epoch", required_argument, NULL, 'e'}, {"key", required_argument, NULL, 'k'},
    {"cert", required_argument, NULL, 'c'},  {"chain", required_argument, NULL, 'h'},
    {"crl", required_argument, NULL, 'r'},   {"pass-file", required_argument, NULL, 'p'},
    {"add-signature", no_argument, NULL, 'a'}, {"step", required_argument, NULL, 'S'},
    {"file", required_argument, NULL, 'F'},  {NULL, 0, NULL, 0},
};

static bool parse(int argc, char **argv, struct options *options)
{
    int option;
    *options = (struct options){.files = 3, .size = 400, .epoch = 1700000000};
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'n': options->files = strtoul(optarg, NULL, 10); break;
        case 's': options->size = strtoul(optarg, NULL, 10); break;
        case 'l': options->large = strtoul(optarg, NULL, 10); break;
        case 'j': options->jobs = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'e': options->epoch = strtoll(optarg, NULL, 10); break;
        case 'k': options->signer.key = optarg; break;
        case 'c': options->signer.certificate = optarg; break;
        case 'h': options->signer.chain = optarg; break;
        case 'p': options->signer.pass_file = optarg; break;
        case 'r': options->crl = optarg; break;
        case 'S': options->step = optarg; break;
        case 'F': options->file = optarg; break;
        case 'a': options->add_signature = true; break;
        default: return false;
        }
    }
    options->path = argv[optind];
    return options->path != NULL;
}

/* Text that shrinks about as much as real pages do; every file differs. */
static struct str page(struct arena *arena, size_t number, size_t size)
{
    static const char *const words[] = {"policy", "control", "evidence", "the", "of", "risk", "<p>", "review", "system"};
    char *text = arena_bytes(arena, size + 16);
    size_t n = 0;
    uint32_t state = (uint32_t)number * 2654435761u + 1;
    while (n < size) {
        state = state * 1664525u + 1013904223u;
        n += (size_t)snprintf(text + n, size + 16 - n, "%s ", words[(state >> 20) % 9]);
    }
    return (struct str){text, size};
}

static void fill(struct arena *arena, const struct options *options, struct tree *site, int folder)
{
    for (size_t i = 0; i < options->files; i++)
        tree_put(site, str_printf(arena, "pages/p%zu.html", i), page(arena, i, options->size), "text/html");
    tree_put(site, S("index.html"), S("<!doctype html><title>Site</title>"), "text/html; charset=utf-8");
    tree_put(site, S("files/\xc3\xa4rger.txt"), S("a name that is not ASCII"), "text/plain");
    tree_put(site, S("files/empty.txt"), S(""), "text/plain");
    if (options->large == 0)
        return;
    struct digest digest;
    uint64_t size;
    static const char *const kinds[] = {"large.log", "large.bin"};
    for (size_t k = 0; k < 2; k++) {
        if (file_digest(folder, kinds[k], &digest, &size) != FILE_FINE)
            exit(3);
        tree_put_from(site, str_printf(arena, "files/%s", kinds[k]), str_of(kinds[k]), digest, size, "text/plain");
    }
}

/* Beside the package: one file that shrinks and one that does not. */
static void write_large(struct arena *arena, const char *folder, size_t size)
{
    for (int k = 0; k < 2; k++) {
        const char *name = str_c(arena, str_printf(arena, "%s/%s", folder, k == 0 ? "large.log" : "large.bin"));
        FILE *file = fopen(name, "w");
        uint64_t state = 88172645463325252u;
        for (size_t done = 0; file != NULL && done < size; done += 8) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            if (k == 0)
                fprintf(file, "%07u\n", (unsigned)(state % 1000000));
            else
                fwrite(&state, 8, 1, file);
        }
        if (file == NULL || fclose(file) != 0)
            exit(3);
    }
}

static bool make(struct arena *arena, struct pool *pool, const struct options *options, const struct signer *signer,
                 struct package_result *result, struct package_problem *problem)
{
    struct tree site, source;
    const char *slash = strrchr(options->path, '/');
    const char *folder_name = slash != NULL ? str_c(arena, str_sub(str_of(options->path), 0, (size_t)(slash - options->path))) : ".";
    if (options->large > 0)
        write_large(arena, folder_name, options->large);
    int folder = folder_open(folder_name);
    tree_new(arena, &site);
    tree_new(arena, &source);
    fill(arena, options, &site, folder);
    tree_put(&source, S("dossier.yaml"), S("dossier: 1\nid: demo\n"), "text/plain");
    tree_put(&source, S("policies/p.md"), page(arena, 77, 900), "text/markdown");
    static const struct tree_file data_json = { .bytes = S_INIT("{\"version\":1}\n"), .size = 14, .media_type = "application/json" };
    struct package_input input = {
        .site = &site, .source = &source, .cover_html = S("<!doctype html><title>Cover</title><p>A package for tests.</p>"),
        .data_json = &data_json, .id = S("demo"), .title = S("A package for tests"),
        .organization = S("DEMO"), .audience = S("internal"), .as_of = S("2026-11-30"),
        .project_folder = folder, .source_date_epoch = options->epoch,
    };
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    bool fine = package_write(pool, &input, options->path, signer, result, problem);
    clock_gettime(CLOCK_MONOTONIC, &after);
    fprintf(stderr, "packed in %.2f s\n", (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9);
    close(folder);
    return fine;
}

static void write_file(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(bytes.p, 1, bytes.n, file) != bytes.n || fclose(file) != 0)
        exit(3);
}

static bool step(struct arena *arena, struct pool *pool, const struct options *options, struct package_result *result,
                 struct package_problem *problem)
{
    struct str bytes;
    const char *path = options->path;
    *result = (struct package_result){.size = 0};
    if (strcmp(options->step, "crl") == 0)
        return package_extend(pool, path, &options->file, 1, result, problem);
    if (strcmp(options->step, "tsq") == 0 || strcmp(options->step, "atsq") == 0) {
        bool fine = options->step[0] == 'a' ? package_archive_request(arena, pool, path, &bytes, problem)
                                            : package_stamp_request(arena, path, 0, &bytes, problem);
        if (fine)
            write_file(options->file, bytes);
        return fine;
    }
    if (file_read_path(arena, options->file, 1 << 20, &bytes) != FILE_FINE)
        exit(3);
    return options->step[0] == 'a' ? package_archive(pool, path, bytes, result, problem)
                                   : package_stamp(pool, path, 0, bytes, result, problem);
}

int main(int argc, char **argv)
{
    struct options options;
    struct package_problem problem = {.message = ""};
    struct package_result result;
    struct signer *signer = NULL;
    if (!parse(argc, argv, &options))
        return EXIT_USAGE;
    options.signer.crls = &options.crl;
    options.signer.crl_count = options.crl != NULL;
    if (options.signer.key != NULL && (signer = signer_load(&options.signer, &problem)) == NULL) {
        fprintf(stderr, "make_package: %s\n", problem.message);
        return (int)problem.status;
    }
    struct arena *arena = arena_new();
    struct pool *pool = pool_new(options.jobs);
    bool fine = options.step != NULL ? step(arena, pool, &options, &result, &problem) : options.add_signature
        ? package_sign(pool, options.path, signer, options.epoch, &result, &problem)
        : make(arena, pool, &options, signer, &result, &problem);
    if (fine)
        printf("%.*s %" PRIu64 " bytes, %zu entries, %" PRIu64 " payload, %u signatures\n",
               STR(digest_hex(arena, result.digest)), result.size, result.entries, result.payload, result.signatures);
    else
        fprintf(stderr, "make_package: %s\n", problem.message);
    pool_free(pool);
    arena_free(arena);
    signer_free(signer);
    return fine ? EXIT_FINE : (int)problem.status;
}
