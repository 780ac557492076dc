/* META-INF as a whole: manifests and signatures in pairs, and every other entry covered by each of them. */
#include "verify/asic.h"

#include <openssl/evp.h>
#include <string.h>

#include "pack/format.h"

static bool in_meta(struct str name)
{
    return str_starts(name, S(PACKAGE_META));
}

bool asic_wants(struct str name)
{
    return in_meta(name);
}

static bool is_manifest(struct str name)
{
    return (str_starts(name, S(PACKAGE_MANIFEST_PREFIX)) || str_starts(name, S(PACKAGE_ARCHIVE_PREFIX)))
        && str_ends(name, S(".xml"));
}

static void parse_manifests(const struct zip *zip, struct judgement *judgement, struct asic *asic)
{
    for (size_t i = 0; i < zip->entries.n; i++) {
        struct zip_entry *entry = &zip->entries.v[i];
        struct asic_manifest manifest = {.entry = entry};
        if (!in_meta(entry->name) || !is_manifest(entry->name) || entry->fault != NULL || entry->text.p == NULL)
            continue;
        if (asic_parse(judgement, &manifest, zip->foreign))
            *vec_add(judgement->arena, &asic->manifests) = manifest;
    }
}

/* Each signature or time-stamp belongs to exactly one manifest; nothing else lives in META-INF. */
static void pair(const struct zip *zip, struct judgement *judgement, struct asic *asic)
{
    struct map *taken = map_new(judgement->arena);
    for (size_t i = 0; i < asic->manifests.n; i++) {
        struct asic_manifest *manifest = &asic->manifests.v[i];
        struct zip_entry *entry = zip_find(zip, manifest->signature);
        const char *suffix = manifest->archive ? ".tst" : ".p7s";
        const char *type = manifest->archive ? MEDIA_TIMESTAMP : MEDIA_SIGNATURE;
        bool typed = manifest->media_type.n == 0 || str_is(manifest->media_type, type)
                  || str_is(manifest->media_type, "application/x-pkcs7-signature");
        if (entry == NULL)
            judge(judgement, PROBLEM_REFERENCE_MISSING, manifest->entry->name, "names the signature '%.*s', which is not there",
                  STR(manifest->signature));
        else if (!in_meta(entry->name) || !str_ends(entry->name, str_of(suffix)) || !typed)
            judge(judgement, PROBLEM_SIGNATURE_REFERENCE, manifest->entry->name, "names '%.*s', which cannot be its signature",
                  STR(manifest->signature));
        else if (!map_put(taken, entry->name, manifest))
            judge(judgement, PROBLEM_SIGNATURE_REFERENCE, entry->name, "is claimed by two manifests");
        else
            manifest->signed_by = entry;
    }
    for (size_t i = 0; i < zip->entries.n; i++) {
        struct str name = zip->entries.v[i].name;
        if (!in_meta(name) || is_manifest(name) || map_find(taken, name) != NULL)
            continue;
        if (str_ends(name, S(".p7s")) || str_ends(name, S(".tst")))
            judge(judgement, PROBLEM_SIGNATURE_REFERENCE, name, "is a signature that no manifest names");
        else
            judge(judgement, PROBLEM_META_UNKNOWN, name, "does not belong into META-INF, and nothing covers it");
    }
}

static bool digest_right(const struct zip *zip, const struct zip_entry *entry, const struct asic_reference *reference)
{
    uint8_t other[EVP_MAX_MD_SIZE];
    const void *real = entry->digest.b;
    const EVP_MD *type = EVP_get_digestbyname(reference->digest_name);
    if (reference->digest.n != (size_t)EVP_MD_get_size(type))
        return false;
    if (strcmp(reference->digest_name, "SHA256") != 0) {
        if (!zip_digest(zip, entry, type, other))
            return false;
        real = other;
    }
    return memcmp(real, reference->digest.p, reference->digest.n) == 0;
}

static void check_reference(const struct zip *zip, struct judgement *judgement, const struct asic_manifest *manifest,
                            const struct asic_reference *reference, struct map *seen)
{
    struct str shown = manifest->entry->name;
    struct zip_entry *entry = zip_find(zip, reference->name);
    if (entry == NULL)
        judge(judgement, PROBLEM_REFERENCE_MISSING, reference->name, "is named in %.*s but not there", STR(shown));
    else if (in_meta(entry->name) && (!manifest->archive || entry == manifest->entry || entry == manifest->signed_by))
        judge(judgement, PROBLEM_MANIFEST_FORMAT, shown, "names '%.*s', which it cannot cover", STR(entry->name));
    else if (!map_put(seen, entry->name, entry))
        judge(judgement, PROBLEM_REFERENCE_DOUBLE, entry->name, "is named twice in %.*s", STR(shown));
    else if (reference->digest_name == NULL)
        judge(judgement, PROBLEM_WEAK, entry->name, "has a digest in %.*s that is not SHA-256, SHA-384 or SHA-512", STR(shown));
    else if (entry->fault == NULL && !digest_right(zip, entry, reference))
        judge(judgement, PROBLEM_DIGEST_MISMATCH, entry->name, "is not what %.*s says", STR(shown));
}

/* An archive manifest must cover the signatures and manifests that were there before it as well. */
static bool must_cover(const struct asic *asic, const struct asic_manifest *manifest, const struct zip_entry *entry)
{
    if (!in_meta(entry->name))
        return !str_is(entry->name, PACKAGE_MIMETYPE_NAME);
    if (!manifest->archive)
        return false;
    for (size_t i = 0; i < asic->manifests.n; i++) {
        const struct asic_manifest *other = &asic->manifests.v[i];
        if (!other->archive && (other->entry == entry || other->signed_by == entry))
            return true;
    }
    return false;
}

static void check_coverage(const struct zip *zip, struct judgement *judgement, const struct asic *asic,
                           const struct asic_manifest *manifest)
{
    struct map *seen = map_new(judgement->arena);
    for (size_t i = 0; i < manifest->references.n; i++)
        check_reference(zip, judgement, manifest, &manifest->references.v[i], seen);
    for (size_t i = 0; i < zip->entries.n; i++) {
        const struct zip_entry *entry = &zip->entries.v[i];
        if (must_cover(asic, manifest, entry) && map_find(seen, entry->name) == NULL)
            judge(judgement, PROBLEM_UNREFERENCED, entry->name, "is not covered by %.*s", STR(manifest->entry->name));
    }
}

void asic_check(const struct zip *zip, struct judgement *judgement, struct asic *asic)
{
    parse_manifests(zip, judgement, asic);
    pair(zip, judgement, asic);
    for (size_t i = 0; i < asic->manifests.n; i++)
        check_coverage(zip, judgement, asic, &asic->manifests.v[i]);
}
