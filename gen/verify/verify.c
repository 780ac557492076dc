/* The order of questions: is it a ZIP file and nothing else; is each entry what it says; does everything agree
 * with everything; who signed it. */
#include "verify/verify.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/pool.h"
#include "pack/format.h"
#include "verify/asic.h"
#include "verify/bag.h"
#include "verify/content.h"
#include "verify/notice.h"
#include "verify/signature.h"

enum { OUTER, SITE, SOURCE, ZIPS };

struct verifying {
    const char *path;
    const struct verify_options *options;
    struct judgement *judgement;
    struct pool *pool;
    int64_t now;
    struct zip zips[ZIPS];
    struct zip *read[ZIPS];         /* those that are there */
    size_t count;
};

static bool nothing_found(const struct judgement *judgement, size_t before)
{
    return judgement->problems.n == before && judgement->unprinted == 0;
}

/* Texts that later checks need; a hostile size is refused before anything of it is read. */
static bool want_texts(struct verifying *verifying)
{
    struct zip *zip = &verifying->zips[OUTER];
    bool fine = true;
    for (size_t i = 0; i < zip->entries.n; i++) {
        struct zip_entry *entry = &zip->entries.v[i];
        bool meta = asic_wants(entry->name), xml = str_ends(entry->name, S(".xml"));
        entry->wanted = meta || bag_wants(entry->name) || str_is(entry->name, PACKAGE_MIMETYPE_NAME);
        if (entry->wanted && entry->size > (meta && !xml ? PACKAGE_SIGNATURE_MAX : PACKAGE_TEXT_MAX))
            fine = judge(verifying->judgement, PROBLEM_ZIP_LIMIT, entry->name, "is too large for what it is");
    }
    return fine;
}

/* data/site.zip and data/source.zip are part of the package: the same rules hold inside. */
static bool open_nested(struct verifying *verifying, int which, struct str name, struct str place)
{
    const struct zip *outer = &verifying->zips[OUTER];
    const struct zip_entry *entry = zip_find(outer, name);
    struct zip *zip = &verifying->zips[which];
    if (entry == NULL)
        return true;
    if (entry->method != ZIP_METHOD_STORED)
        return outer->foreign || judge(verifying->judgement, PROBLEM_ZIP_NESTED, name, "is a nested ZIP that is not stored");
    *zip = (struct zip){.fd = outer->fd, .base = outer->base + entry->data, .size = entry->size, .place = place,
                        .foreign = outer->foreign, .total = outer->total};
    if (!zip_scan(zip, verifying->judgement))
        return outer->foreign;
    for (size_t i = 0; i < zip->entries.n; i++)
        if (str_starts(zip->entries.v[i].name, S(PACKAGE_META)))
            judge(verifying->judgement, PROBLEM_META_UNKNOWN, zip_shown(verifying->judgement, zip, zip->entries.v[i].name),
                  "does not belong into a nested ZIP");
    verifying->judgement->inner_entries += zip->entries.n;
    verifying->read[verifying->count++] = zip;
    return true;
}

static bool open_zips(struct verifying *verifying)
{
    struct zip *outer = &verifying->zips[OUTER];
    if (!zip_scan(outer, verifying->judgement))
        return false;
    verifying->judgement->entries = outer->entries.n;
    verifying->read[verifying->count++] = outer;
    bool fine = want_texts(verifying);
    fine = open_nested(verifying, SITE, S(PACKAGE_SITE PACKAGE_NESTED), S(PACKAGE_SITE PACKAGE_NESTED "/")) && fine;
    return open_nested(verifying, SOURCE, S(PACKAGE_SOURCE PACKAGE_NESTED), S(PACKAGE_SOURCE PACKAGE_NESTED "/")) && fine;
}

static void check_mimetype(struct verifying *verifying)
{
    const struct zip_entry *first = verifying->zips[OUTER].entries.v;
    struct judgement *judgement = verifying->judgement;
    if (!str_is(first->name, PACKAGE_MIMETYPE_NAME))
        judge(judgement, PROBLEM_MIMETYPE, S(PACKAGE_MIMETYPE_NAME), "is not the first entry");
    else if (first->method != ZIP_METHOD_STORED || !str_is(first->text, PACKAGE_MIMETYPE))
        judge(judgement, PROBLEM_MIMETYPE, first->name, "is not the stored text '%s'", PACKAGE_MIMETYPE);
}

/* A time-stamp over all that was there; the earliest valid one, or -1. Its authority may be the one whose
 * certificates and revocation lists travel in the signatures. */
static int64_t check_archives(struct verifying *verifying, const struct asic *asic)
{
    int64_t earliest = -1;
    struct material material;
    material_collect(asic, &material);
    for (size_t i = 0; i < asic->manifests.n; i++) {
        const struct asic_manifest *manifest = &asic->manifests.v[i];
        if (!manifest->archive || manifest->signed_by == NULL || manifest->signed_by->text.p == NULL)
            continue;
        struct stamp_request request = {
            .judgement = verifying->judgement, .options = verifying->options, .entry = manifest->signed_by->name,
            .token = manifest->signed_by->text, .data = manifest->entry->text, .at = verifying->now,
            .others = material.certificates, .crls = material.crls,
        };
        int64_t when = stamp_time(&request);
        if (when > verifying->now + 300)
            judge(verifying->judgement, PROBLEM_STAMP_ORDER, manifest->signed_by->name, "the time-stamp is later than the time of judgement");
        else if (when >= 0 && (earliest < 0 || when < earliest))
            earliest = when;
    }
    material_free(&material);
    return earliest;
}

static void check_signatures(struct verifying *verifying)
{
    struct asic asic = {.manifests = {0}};
    asic_check(&verifying->zips[OUTER], verifying->judgement, &asic);
    int64_t archived = check_archives(verifying, &asic);
    for (size_t i = 0; i < asic.manifests.n; i++) {
        const struct asic_manifest *manifest = &asic.manifests.v[i];
        if (!manifest->archive && manifest->signed_by != NULL && manifest->signed_by->text.p != NULL)
            signature_judge(verifying->judgement, verifying->options, verifying->now, archived, manifest);
    }
}

static void check_contents(struct verifying *verifying)
{
    struct zip *outer = &verifying->zips[OUTER];
    size_t before = verifying->judgement->problems.n;
    zip_read(verifying->pool, verifying->read, verifying->count, verifying->judgement);
    check_mimetype(verifying);
    bag_check(outer, verifying->judgement);
    if (verifying->zips[SITE].by_name != NULL)
        bag_check_nested(outer, S(PACKAGE_SITE PACKAGE_NESTED_LIST), &verifying->zips[SITE], verifying->judgement);
    if (verifying->zips[SOURCE].by_name != NULL)
        bag_check_nested(outer, S(PACKAGE_SOURCE PACKAGE_NESTED_LIST), &verifying->zips[SOURCE], verifying->judgement);
    if (nothing_found(verifying->judgement, before)) {
        zip_compare(verifying->path, outer, verifying->judgement);
        verifying->judgement->content = content_digest(verifying->judgement->arena, outer, verifying->read + 1, verifying->count - 1);
    }
    check_signatures(verifying);
    if (verifying->options->notices != NULL && !digest_is_zero(verifying->judgement->content))
        notices_check(verifying->judgement, verifying->options, verifying->now);
}

static void judge_file(struct verifying *verifying)
{
    struct pool *own = verifying->options->pool == NULL ? pool_new(0) : NULL;
    verifying->pool = own != NULL ? own : verifying->options->pool;
    xmlInitParser();
    if (open_zips(verifying))
        check_contents(verifying);
    judgement_conclude(verifying->judgement);
    pool_free(own);
}

bool verify_package(struct arena *arena, const char *path, const struct verify_options *options, struct judgement *judgement)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        errno = 0;
        return false;
    }
    struct verifying verifying = {
        .path = path, .options = options, .judgement = judgement,
        .now = options->at >= 0 ? options->at : (int64_t)time(NULL),
        .zips = {{.fd = fd, .size = (uint64_t)status.st_size, .foreign = options->foreign}},
    };
    judgement_new(arena, judgement, path);
    judge_file(&verifying);
    close(fd);
    return true;
}
