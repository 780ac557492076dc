/* Time-stamp tokens (RFC 3161): a CMS signature over the digest of what existed then. */
#include <openssl/err.h>
#include <openssl/ts.h>
#include <string.h>

#include "verify/signature.h"

static int64_t invalid(const struct stamp_request *request, const char *message)
{
    judge(request->judgement, PROBLEM_STAMP, request->entry, "the time-stamp %s", message);
    return -1;
}

static TS_TST_INFO *decode_info(CMS_ContentInfo *cms)
{
    ASN1_OCTET_STRING **content = CMS_get0_content(cms);
    if (content == NULL || *content == NULL)
        return NULL;
    const unsigned char *at = ASN1_STRING_get0_data(*content), *end = at + ASN1_STRING_length(*content);
    TS_TST_INFO *info = d2i_TS_TST_INFO(NULL, &at, end - at);
    if (info != NULL && at == end && TS_TST_INFO_get_version(info) == 1)
        return info;
    TS_TST_INFO_free(info);
    return NULL;
}

static const char *imprint_problem(TS_TST_INFO *info, struct str data)
{
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *object;
    X509_ALGOR_get0(&object, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const EVP_MD *type = strong_digest(OBJ_obj2nid(object));
    const ASN1_OCTET_STRING *said = TS_MSG_IMPRINT_get_msg(imprint);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n;
    if (type == NULL)
        return "uses a digest that is not SHA-256, SHA-384 or SHA-512";
    if (EVP_Digest(data.p, data.n, digest, &n, type, NULL) != 1 || (unsigned)ASN1_STRING_length(said) != n
        || memcmp(ASN1_STRING_get0_data(said), digest, n) != 0)
        return "belongs to something else";
    return NULL;
}

/* The signature of the token itself, by the one certificate that its attributes name. */
static const char *signature_problem(CMS_ContentInfo *cms, STACK_OF(X509) *others, X509 **authority)
{
    STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);
    if (sk_CMS_SignerInfo_num(infos) != 1)
        return "does not have exactly one signature";
    CMS_SignerInfo *info = sk_CMS_SignerInfo_value(infos, 0);
    if (CMS_unsigned_get_attr_count(info) > 0)
        return "has unsigned attributes, which nothing covers";
    if (CMS_verify(cms, others, NULL, NULL, NULL, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1)
        return "has a wrong signature";
    STACK_OF(X509) *signers = CMS_get0_signers(cms);
    *authority = sk_X509_value(signers, 0);
    sk_X509_free(signers);
    const EVP_MD *digest;
    const char *problem = *authority == NULL ? "does not say who signed it" : cms_algorithms_problem(info, *authority, &digest);
    if (problem != NULL)
        return problem;
    if (EVP_PKEY_get_security_bits(X509_get0_pubkey(*authority)) < 112)
        return "is signed with a weak key";
    STACK_OF(X509) *own = CMS_get1_certs(cms);
    problem = signing_certificate_problem(info, *authority, own, true);
    sk_X509_pop_free(own, X509_free);
    return problem;
}

/* Everything that came along may help to build the path. */
static STACK_OF(X509) *all_certificates(CMS_ContentInfo *cms, STACK_OF(X509) *others)
{
    STACK_OF(X509) *all = CMS_get1_certs(cms);
    all = all != NULL ? all : sk_X509_new_null();
    for (int i = 0; i < sk_X509_num(others); i++) {
        X509_up_ref(sk_X509_value(others, i));
        sk_X509_push(all, sk_X509_value(others, i));
    }
    return all;
}

/* Certificates inside the token that its path does not need are bytes that nothing covers. */
static bool certificates_needed(const struct stamp_request *request, CMS_ContentInfo *cms, STACK_OF(X509) *chain)
{
    STACK_OF(X509) *own = CMS_get1_certs(cms);
    bool needed = true;
    for (int i = 0; needed && i < sk_X509_num(own); i++) {
        needed = false;
        for (int k = 0; !needed && k < sk_X509_num(chain); k++)
            needed = X509_cmp(sk_X509_value(own, i), sk_X509_value(chain, k)) == 0;
    }
    sk_X509_pop_free(own, X509_free);
    if (!needed)
        judge(request->judgement, request->options->foreign ? PROBLEM_FOREIGN_MATERIAL : PROBLEM_UNUSED_MATERIAL, request->entry,
              "the time-stamp contains a certificate that its path does not use");
    return needed || request->options->foreign;
}

static bool path_stands(const struct stamp_request *request, CMS_ContentInfo *cms, X509 *authority)
{
    STACK_OF(X509) *others = all_certificates(cms, request->others);
    struct path_request path = {
        .trust = request->options->trust, .others = others, .crls = request->crls, .at = request->at,
        .known_since = request->at, .time_stamping = true, .strict = request->options->strict, .entry = request->entry,
        .whose = "the time-stamping authority",
    };
    struct path_result result;
    bool fine = path_check(request->judgement, &path, authority, &result);
    fine = fine && certificates_needed(request, cms, result.chain);
    for (int i = 0; request->used != NULL && i < sk_X509_num(result.chain); i++) {
        X509_up_ref(sk_X509_value(result.chain, i));
        sk_X509_push(request->used, sk_X509_value(result.chain, i));
    }
    sk_X509_pop_free(result.chain, X509_free);
    sk_X509_pop_free(others, X509_free);
    return fine;
}

static int64_t check_token(const struct stamp_request *request, CMS_ContentInfo *cms, TS_TST_INFO *info)
{
    X509 *authority = NULL;
    const char *problem = imprint_problem(info, request->data);
    if (problem == NULL)
        problem = signature_problem(cms, request->others, &authority);
    if (problem != NULL)
        return invalid(request, problem);
    int64_t when = epoch_of(TS_TST_INFO_get_time(info));
    if (when < 0)
        return invalid(request, "names no time");
    return path_stands(request, cms, authority) ? when : -1;
}

/* Version 3 because the content is no plain data (RFC 5652, 5.1). */
static const char *shape_problem(const struct stamp_request *request, CMS_ContentInfo **cms)
{
    bool attributes = false;
    const char *problem = cms_decode_token(request->token, cms);
    if (problem == NULL)
        problem = cms_shape_problem(request->token, 3, false, &attributes);
    if (problem == NULL && !attributes)
        problem = "has no signed attributes";
    if (problem == NULL && OBJ_obj2nid(CMS_get0_eContentType(*cms)) != NID_id_smime_ct_TSTInfo)
        problem = "is no token of RFC 3161";
    STACK_OF(X509_CRL) *crls = problem == NULL ? CMS_get1_crls(*cms) : NULL;
    if (crls != NULL && !request->options->foreign)
        problem = "contains revocation lists, which nothing covers";
    sk_X509_CRL_pop_free(crls, X509_CRL_free);
    return problem;
}

int64_t stamp_time(const struct stamp_request *request)
{
    CMS_ContentInfo *cms = NULL;
    TS_TST_INFO *info = NULL;
    int64_t when = -1;
    const char *problem = shape_problem(request, &cms);
    if (problem == NULL && (info = decode_info(cms)) == NULL)
        problem = "is no token of RFC 3161";
    if (problem != NULL)
        invalid(request, problem);
    else
        when = check_token(request, cms, info);
    TS_TST_INFO_free(info);
    CMS_ContentInfo_free(cms);
    ERR_clear_error();
    return when;
}
