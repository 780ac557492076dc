/* One signature from its bytes to its verdict. */
#include "verify/signature.h"

#include <openssl/err.h>

enum { CLOCK_TOLERANCE = 300 };     /* seconds by which two clocks may differ */

/* One value of the attribute signature-time-stamp; the earliest valid one counts. */
static void check_stamp(struct signature *signature, const ASN1_TYPE *value)
{
    ASN1_OCTET_STRING *signed_value = CMS_SignerInfo_get0_signature(signature->info);
    struct str data = {(const char *)ASN1_STRING_get0_data(signed_value), (size_t)ASN1_STRING_length(signed_value)};
    struct str token = {NULL, 0};
    if (value != NULL && value->type == V_ASN1_SEQUENCE)
        token = (struct str){(const char *)value->value.sequence->data, (size_t)value->value.sequence->length};
    struct stamp_request request = {
        .judgement = signature->judgement, .options = signature->options, .entry = signature->entry, .token = token,
        .data = data, .at = signature->archived >= 0 ? signature->archived : signature->now,
        .others = signature->certificates, .crls = signature->crls, .used = signature->used,
    };
    int64_t when = stamp_time(&request);
    struct judged_signature *result = &signature->result;
    if (when < 0)
        return;
    if (when > request.at + CLOCK_TOLERANCE)
        judge(signature->judgement, PROBLEM_STAMP_ORDER, signature->entry, "the time-stamp is later than the time of judgement");
    else if (result->signing_time > when + CLOCK_TOLERANCE)
        judge(signature->judgement, PROBLEM_STAMP_ORDER, signature->entry, "the time-stamp is earlier than the claimed signing time");
    else if (result->timestamp_time < 0 || when < result->timestamp_time)
        result->timestamp_time = when;
}

void signature_stamps(struct signature *signature)
{
    for (int i = 0; i < CMS_unsigned_get_attr_count(signature->info); i++) {
        X509_ATTRIBUTE *attribute = CMS_unsigned_get_attr(signature->info, i);
        if (OBJ_obj2nid(X509_ATTRIBUTE_get0_object(attribute)) != NID_id_smime_aa_timeStampToken) {
            judge(signature->judgement, signature->options->foreign ? PROBLEM_FOREIGN_MATERIAL : PROBLEM_UNUSED_MATERIAL,
                  signature->entry, "has an unsigned attribute that is no time-stamp");
            continue;
        }
        for (int k = 0; k < X509_ATTRIBUTE_count(attribute); k++)
            check_stamp(signature, X509_ATTRIBUTE_get0_type(attribute, k));
    }
}

static bool contains(STACK_OF(X509) *set, X509 *certificate)
{
    for (int i = 0; i < sk_X509_num(set); i++)
        if (X509_cmp(sk_X509_value(set, i), certificate) == 0)
            return true;
    return false;
}

/* Authorities above the anchor may travel along as long as each issued the one below it. */
static void take_issuers(struct signature *signature)
{
    int n = sk_X509_num(signature->certificates);
    X509 *top = sk_X509_value(signature->used, sk_X509_num(signature->used) - 1);
    for (int i = 0; top != NULL && i < n; i++) {
        X509 *issuer = sk_X509_value(signature->certificates, i);
        EVP_PKEY *key = X509_get0_pubkey(issuer);
        bool root = X509_check_issued(issuer, issuer) == X509_V_OK;
        if (contains(signature->used, issuer) || X509_check_issued(issuer, top) != X509_V_OK || X509_verify(top, key) != 1
            || (root && X509_verify(issuer, key) != 1))
            continue;
        X509_up_ref(issuer);
        sk_X509_push(signature->used, issuer);
        top = issuer;
        i = -1;                     /* they may have any order */
    }
}

static bool signed_by_any(X509_CRL *crl, STACK_OF(X509) *certificates)
{
    for (int i = 0; i < sk_X509_num(certificates); i++)
        if (X509_CRL_verify(crl, X509_get0_pubkey(sk_X509_value(certificates, i))) == 1)
            return true;
    return false;
}

void signature_material(struct signature *signature)
{
    enum problem_id id = signature->options->foreign ? PROBLEM_FOREIGN_MATERIAL : PROBLEM_UNUSED_MATERIAL;
    take_issuers(signature);
    for (int i = 0; i < sk_X509_num(signature->certificates); i++) {
        X509 *certificate = sk_X509_value(signature->certificates, i);
        if (!contains(signature->used, certificate))
            judge(signature->judgement, id, signature->entry, "contains the certificate of %.*s, which no path uses",
                  STR(subject_of(signature->judgement->arena, certificate)));
    }
    for (int i = 0; i < sk_X509_CRL_num(signature->crls); i++) {
        X509_CRL *crl = sk_X509_CRL_value(signature->crls, i);
        if (!signed_by_any(crl, signature->used) && !signed_by_any(crl, signature->certificates))
            judge(signature->judgement, id, signature->entry, "contains a revocation list that no issuer of its paths signed");
    }
    ERR_clear_error();
}

/* The signer's path at the best time at which the signature is known to have existed. */
static bool check_path(struct signature *signature)
{
    int64_t best = signature->result.timestamp_time >= 0 ? signature->result.timestamp_time : signature->now;
    struct path_request request = {
        .trust = signature->options->trust, .others = signature->certificates, .crls = signature->crls, .at = best,
        .known_since = best, .strict = signature->options->strict, .entry = signature->entry, .whose = "the signer",
    };
    struct path_result result;
    bool fine = path_check(signature->judgement, &request, signature->signer, &result);
    for (int i = 0; i < sk_X509_num(result.chain); i++) {
        X509_up_ref(sk_X509_value(result.chain, i));
        sk_X509_push(signature->used, sk_X509_value(result.chain, i));
    }
    sk_X509_pop_free(result.chain, X509_free);
    bool complete = result.revocation_known && sk_X509_CRL_num(signature->crls) > 0;
    bool stamped = signature->result.timestamp_time >= 0;
    signature->result.level = !stamped ? LEVEL_B : !complete ? LEVEL_T : signature->archived < 0 ? LEVEL_LT : LEVEL_LTA;
    return fine;
}

static void check_all(struct signature *signature)
{
    if (!signature_parse(signature))
        return;
    bool attributes = signature_attributes(signature);
    if (!signature_value(signature) || !attributes)
        return;
    signature_stamps(signature);
    if (check_path(signature))
        signature_material(signature);
}

static void free_all(struct signature *signature)
{
    sk_X509_pop_free(signature->used, X509_free);
    sk_X509_pop_free(signature->certificates, X509_free);
    sk_X509_CRL_pop_free(signature->crls, X509_CRL_free);
    CMS_ContentInfo_free(signature->cms);
}

void signature_judge(struct judgement *judgement, const struct verify_options *options, int64_t now, int64_t archived,
                     const struct asic_manifest *manifest)
{
    struct signature signature = {
        .judgement = judgement, .options = options, .now = now, .archived = archived, .entry = manifest->signed_by->name,
        .der = manifest->signed_by->text, .content = manifest->entry->text, .used = sk_X509_new_null(),
        .result = {.entry = manifest->signed_by->name, .signing_time = -1, .timestamp_time = -1},
    };
    const char *common_reason;
    enum verdict common = judgement_since(judgement, 0, &common_reason);
    size_t before = judgement->problems.n;
    check_all(&signature);
    struct judged_signature *result = vec_add(judgement->arena, &judgement->signatures);
    *result = signature.result;
    result->verdict = judgement_since(judgement, before, &result->sub_indication);
    if (common == VERDICT_FAILED && result->verdict != VERDICT_FAILED) {
        result->verdict = common;           /* what it covers is not what it was made for */
        result->sub_indication = common_reason;
    }
    free_all(&signature);
}
