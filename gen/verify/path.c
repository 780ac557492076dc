/* From a certificate to a trust anchor: validity, usage, strength, revocation. */
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "verify/trust.h"

static bool report(struct judgement *judgement, const struct path_request *request, enum problem_id id, const char *message)
{
    return judge(judgement, id, request->entry, "the certificate of %s %s", request->whose, message);
}

/* The kind of problem that an error of OpenSSL's path building is. */
static enum problem_id kind_of(int error)
{
    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return PROBLEM_EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return PROBLEM_NOT_YET_VALID;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
        return PROBLEM_PATH;
    case X509_V_ERR_CA_MD_TOO_WEAK:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_EE_KEY_TOO_SMALL:
        return PROBLEM_WEAK;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        return PROBLEM_KEY_USAGE;
    default:
        return PROBLEM_PATH_BROKEN;
    }
}

static bool is_anchor(const struct trust *trust, X509 *certificate)
{
    for (int i = 0; i < sk_X509_num(trust->anchors); i++)
        if (X509_cmp(sk_X509_value(trust->anchors, i), certificate) == 0)
            return true;
    return false;
}

static bool usage_allowed(struct judgement *judgement, const struct path_request *request, X509 *certificate)
{
    uint32_t usage = X509_get_key_usage(certificate);
    if (usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        return report(judgement, request, PROBLEM_KEY_USAGE, "allows neither digitalSignature nor nonRepudiation");
    return true;
}

/* Purposes under which documents are signed; a certificate without the extension has none excluded. */
static bool purpose_allowed(struct judgement *judgement, const struct path_request *request, X509 *certificate)
{
    static const char *const purposes[] = {
        "1.3.6.1.5.5.7.3.4",            /* emailProtection */
        "1.3.6.1.5.5.7.3.36",           /* documentSigning (RFC 9336) */
        "2.5.29.37.0",                  /* any */
        "1.3.6.1.4.1.311.10.3.12",      /* document signing (Microsoft) */
        "1.2.840.113583.1.1.5",         /* authentic documents (Adobe) */
    };
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
    bool allowed = usages == NULL;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages); i++) {
        char oid[80];
        OBJ_obj2txt(oid, sizeof oid, sk_ASN1_OBJECT_value(usages, i), 1);
        for (size_t k = 0; k < sizeof purposes / sizeof *purposes; k++)
            allowed = allowed || strcmp(oid, purposes[k]) == 0;
    }
    sk_ASN1_OBJECT_pop_free(usages, ASN1_OBJECT_free);
    return allowed || report(judgement, request, PROBLEM_KEY_USAGE, "is meant for other purposes than signing documents");
}

/* RFC 3161, 2.3: the one purpose, critical. */
static bool stamping_allowed(struct judgement *judgement, const struct path_request *request, X509 *certificate)
{
    int critical = -1;
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, NULL);
    bool allowed = critical == 1 && sk_ASN1_OBJECT_num(usages) == 1
                && OBJ_obj2nid(sk_ASN1_OBJECT_value(usages, 0)) == NID_time_stamp;
    sk_ASN1_OBJECT_pop_free(usages, ASN1_OBJECT_free);
    return allowed || report(judgement, request, PROBLEM_KEY_USAGE, "is not for time-stamping alone, marked as critical");
}

static bool validity_allowed(struct judgement *judgement, const struct path_request *request, X509 *certificate)
{
    time_t at = (time_t)request->at;
    if (X509_cmp_time(X509_get0_notBefore(certificate), &at) >= 0)
        return report(judgement, request, PROBLEM_NOT_YET_VALID, "was not valid yet");
    if (X509_cmp_time(X509_get0_notAfter(certificate), &at) <= 0)
        return report(judgement, request, PROBLEM_EXPIRED, "had expired");
    return true;
}

/* The certificate itself was named as trusted: validity and usage, nothing else. */
static bool direct_trust(struct judgement *judgement, const struct path_request *request, X509 *certificate,
                         struct path_result *result)
{
    bool fine = validity_allowed(judgement, request, certificate) && usage_allowed(judgement, request, certificate);
    if (request->time_stamping)
        fine = stamping_allowed(judgement, request, certificate) && fine;
    result->revocation_known = true;
    result->chain = sk_X509_new_null();
    X509_up_ref(certificate);
    sk_X509_push(result->chain, certificate);
    return fine;
}

static X509_STORE_CTX *prepare(const struct path_request *request, X509 *certificate)
{
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    if (context == NULL || X509_STORE_CTX_init(context, NULL, certificate, request->others) != 1) {
        X509_STORE_CTX_free(context);
        return NULL;
    }
    X509_STORE_CTX_set0_trusted_stack(context, request->trust->anchors);
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(parameters, (time_t)request->at);
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_auth_level(parameters, 2);
    X509_VERIFY_PARAM_set_depth(parameters, 10);
    return context;
}

static bool build(struct judgement *judgement, const struct path_request *request, X509 *certificate,
                  struct path_result *result)
{
    X509_STORE_CTX *context = prepare(request, certificate);
    bool fine = context != NULL && X509_verify_cert(context) == 1;
    if (fine) {
        result->chain = X509_STORE_CTX_get1_chain(context);
    } else {
        int error = context != NULL ? X509_STORE_CTX_get_error(context) : X509_V_ERR_OUT_OF_MEM;
        enum problem_id id = kind_of(error);
        if (id == PROBLEM_PATH && request->time_stamping)
            id = PROBLEM_STAMP_ANCHOR;
        judge(judgement, id, request->entry, "the certificate of %s does not lead to a given anchor: %s", request->whose,
              X509_verify_cert_error_string(error));
    }
    X509_STORE_CTX_free(context);
    ERR_clear_error();
    return fine;
}

bool path_check(struct judgement *judgement, const struct path_request *request, X509 *certificate, struct path_result *result)
{
    const char *weak = key_problem(X509_get0_pubkey(certificate));
    *result = (struct path_result){.chain = NULL};
    if (weak != NULL && !request->time_stamping)
        judge(judgement, PROBLEM_WEAK, request->entry, "%s signed with %s", request->whose, weak);
    if (sk_X509_num(request->trust->anchors) == 0)
        return judge(judgement, PROBLEM_NO_ANCHOR, request->entry,
                     "who signed is not settled: give the root certificate of %s with --trust", request->whose);
    if (is_anchor(request->trust, certificate))
        return direct_trust(judgement, request, certificate, result);
    bool fine = usage_allowed(judgement, request, certificate);
    fine = (request->time_stamping ? stamping_allowed(judgement, request, certificate)
                                   : purpose_allowed(judgement, request, certificate)) && fine;
    return build(judgement, request, certificate, result)
        && revocation_check(judgement, request, result->chain, &result->revocation_known) && fine;
}
