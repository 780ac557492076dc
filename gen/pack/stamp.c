/* Time-stamps and revocation lists into a package that is signed. */
#include "pack/stamp.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ts.h>
#include <string.h>

#include "base/arena.h"
#include "pack/existing.h"
#include "pack/format.h"
#include "pack/signer.h"

static bool open_signed(struct arena *arena, const char *path, struct existing *existing, struct package_problem *problem)
{
    if (!existing_open(arena, path, existing, problem))
        return false;
    if (existing->signatures == 0)
        return package_fail(problem, EXIT_USAGE, "'%s' is not signed", path);
    return existing_may_change(existing);
}

/* TimeStampReq { version 1, SHA-256 of data, certReq } */
static bool make_request(struct arena *arena, struct str data, struct str *request)
{
    struct digest digest = digest_of(data);
    unsigned char *der = NULL;
    TS_REQ *made = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    bool fine = made != NULL && imprint != NULL && algorithm != NULL
             && X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) == 1
             && TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1
             && TS_MSG_IMPRINT_set_msg(imprint, digest.b, sizeof digest.b) == 1 && TS_REQ_set_version(made, 1) == 1
             && TS_REQ_set_msg_imprint(made, imprint) == 1 && TS_REQ_set_cert_req(made, 1) == 1;
    int n = fine ? i2d_TS_REQ(made, &der) : -1;
    if (n <= 0)
        die(EXIT_MACHINE, "out of memory");
    *request = str_copy(arena, (struct str){(const char *)der, (size_t)n});
    OPENSSL_free(der);
    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(imprint);
    TS_REQ_free(made);
    return true;
}

static bool belongs_to(TS_TST_INFO *info, struct str data)
{
    struct digest digest = digest_of(data);
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *algorithm;
    X509_ALGOR_get0(&algorithm, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const ASN1_OCTET_STRING *said = TS_MSG_IMPRINT_get_msg(imprint);
    return OBJ_obj2nid(algorithm) == NID_sha256 && ASN1_STRING_length(said) == (int)sizeof digest.b
        && memcmp(ASN1_STRING_get0_data(said), digest.b, sizeof digest.b) == 0;
}

/* The token in an answer that was granted for `data`. */
static bool take_token(struct arena *arena, struct str answer, struct str data, struct str *token, struct package_problem *problem)
{
    const unsigned char *at = (const unsigned char *)answer.p;
    unsigned char *der = NULL;
    TS_RESP *response = answer.n < INT32_MAX ? d2i_TS_RESP(NULL, &at, (long)answer.n) : NULL;
    PKCS7 *made = response != NULL ? TS_RESP_get_token(response) : NULL;
    TS_TST_INFO *info = response != NULL ? TS_RESP_get_tst_info(response) : NULL;
    int n = -1;
    if (response == NULL)
        package_fail(problem, EXIT_USAGE, "the answer is no time-stamp response of RFC 3161");
    else if (made == NULL || info == NULL)
        package_fail(problem, EXIT_USAGE, "the time-stamping authority refused the request");
    else if (!belongs_to(info, data))
        package_fail(problem, EXIT_USAGE, "the time-stamp belongs to something else");
    else if ((n = i2d_PKCS7(made, &der)) > 0)
        *token = str_copy(arena, (struct str){(const char *)der, (size_t)n});
    OPENSSL_free(der);
    TS_RESP_free(response);
    ERR_clear_error();
    return n > 0;
}

/* --- signatures --------------------------------------------------------------------------------------- */

struct opened { struct str name; CMS_ContentInfo *cms; CMS_SignerInfo *info; };

static bool open_signature(struct existing *existing, unsigned number, struct opened *opened)
{
    struct str der;
    opened->name = str_printf(existing->arena, PACKAGE_SIGNATURE, number != 0 ? number : existing->signatures);
    if (!existing_read(existing, opened->name, &der))
        return false;
    const unsigned char *at = (const unsigned char *)der.p;
    opened->cms = d2i_CMS_ContentInfo(NULL, &at, (long)der.n);
    STACK_OF(CMS_SignerInfo) *infos = opened->cms != NULL ? CMS_get0_SignerInfos(opened->cms) : NULL;
    opened->info = sk_CMS_SignerInfo_num(infos) == 1 ? sk_CMS_SignerInfo_value(infos, 0) : NULL;
    ERR_clear_error();
    if (opened->info != NULL)
        return true;
    CMS_ContentInfo_free(opened->cms);
    return package_fail(existing->problem, EXIT_USAGE, "'%.*s' is no signature", STR(opened->name));
}

static struct str signature_bytes(const struct opened *opened)
{
    ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(opened->info);
    return (struct str){(const char *)ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value)};
}

static void put_signature(struct entries *changes, const struct opened *opened)
{
    unsigned char *der = NULL;
    int n = i2d_CMS_ContentInfo(opened->cms, &der);
    if (n <= 0)
        die(EXIT_MACHINE, "out of memory");
    struct str bytes = str_copy(changes->arena, (struct str){(const char *)der, (size_t)n});
    entries_put(changes, opened->name, bytes, MEDIA_SIGNATURE)->store = true;
    OPENSSL_free(der);
}

bool package_stamp_request(struct arena *arena, const char *path, unsigned number, struct str *request,
                           struct package_problem *problem)
{
    struct existing existing;
    struct opened opened;
    if (!open_signed(arena, path, &existing, problem) || !open_signature(&existing, number, &opened))
        return false;
    bool fine = make_request(arena, signature_bytes(&opened), request);
    CMS_ContentInfo_free(opened.cms);
    return fine;
}

bool package_stamp(struct pool *pool, const char *path, unsigned number, struct str answer,
                   struct package_result *result, struct package_problem *problem)
{
    struct arena *arena = arena_new();
    struct existing existing;
    struct entries changes;
    struct opened opened = {.cms = NULL};
    struct str token;
    entries_new(arena, &changes, -1);
    bool fine = open_signed(arena, path, &existing, problem) && open_signature(&existing, number, &opened)
             && take_token(arena, answer, signature_bytes(&opened), &token, problem);
    if (fine) {
        if (CMS_unsigned_add1_attr_by_NID(opened.info, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, token.p, (int)token.n) != 1)
            die(EXIT_MACHINE, "out of memory");
        put_signature(&changes, &opened);
        fine = existing_change(&existing, pool, &changes, result);
    }
    if (opened.info != NULL)
        CMS_ContentInfo_free(opened.cms);
    arena_free(arena);
    return fine;
}

static bool extend_signatures(struct existing *existing, STACK_OF(X509_CRL) *crls, struct entries *changes)
{
    for (unsigned number = 1; number <= existing->signatures; number++) {
        struct opened opened;
        if (!open_signature(existing, number, &opened))
            return false;
        for (int i = 0; i < sk_X509_CRL_num(crls); i++)
            if (CMS_add1_crl(opened.cms, sk_X509_CRL_value(crls, i)) != 1)
                die(EXIT_MACHINE, "out of memory");
        put_signature(changes, &opened);
        CMS_ContentInfo_free(opened.cms);
    }
    return true;
}

bool package_extend(struct pool *pool, const char *path, const char *const *crls, size_t count,
                    struct package_result *result, struct package_problem *problem)
{
    struct arena *arena = arena_new();
    struct existing existing;
    struct entries changes;
    STACK_OF(X509_CRL) *lists = sk_X509_CRL_new_null();
    entries_new(arena, &changes, -1);
    bool fine = lists != NULL;
    for (size_t i = 0; fine && i < count; i++)
        fine = signer_load_crl(lists, crls[i], problem);
    fine = fine && open_signed(arena, path, &existing, problem) && extend_signatures(&existing, lists, &changes)
        && existing_change(&existing, pool, &changes, result);
    sk_X509_CRL_pop_free(lists, X509_CRL_free);
    arena_free(arena);
    return fine;
}

/* --- the archive -------------------------------------------------------------------------------------- */

static bool archive_manifest(struct existing *existing, struct pool *pool, const char *path,
                             struct package_problem *problem, struct str *manifest)
{
    struct arena *arena = existing->arena;
    if (!open_signed(arena, path, existing, problem) || !existing_hash(existing, pool))
        return false;
    *manifest = cades_archive_manifest(arena, &existing->entries);
    return true;
}

bool package_archive_request(struct arena *arena, struct pool *pool, const char *path, struct str *request,
                             struct package_problem *problem)
{
    struct existing existing = {.arena = arena};
    struct str manifest;
    return archive_manifest(&existing, pool, path, problem, &manifest) && make_request(arena, manifest, request);
}

bool package_archive(struct pool *pool, const char *path, struct str answer, struct package_result *result,
                     struct package_problem *problem)
{
    struct existing existing = {.arena = arena_new()};
    struct arena *arena = existing.arena;
    struct entries changes;
    struct str manifest, token;
    entries_new(arena, &changes, -1);
    bool fine = archive_manifest(&existing, pool, path, problem, &manifest)
             && take_token(arena, answer, manifest, &token, problem);
    if (fine) {
        entries_put(&changes, S(PACKAGE_ARCHIVE), manifest, "application/xml")->store = true;
        entries_put(&changes, S(PACKAGE_ARCHIVE_STAMP), token, MEDIA_TIMESTAMP)->store = true;
        fine = existing_change(&existing, pool, &changes, result);
    }
    arena_free(arena);
    return fine;
}
