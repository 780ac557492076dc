/* What the signer signed: the attributes that CAdES asks for, the digest of the manifest, the signature itself. */
#include <openssl/err.h>
#include <openssl/ess.h>
#include <string.h>

#include "verify/der.h"
#include "verify/signature.h"

/* The only value of the only attribute of this kind, or NULL. */
static void *only_value(CMS_SignerInfo *info, int nid, int type)
{
    enum { ONLY_ONE = -3 };
    return CMS_signed_get0_data_by_OBJ(info, OBJ_nid2obj(nid), ONLY_ONE, type);
}

static bool missing(struct signature *signature, const char *name)
{
    return judge(signature->judgement, PROBLEM_ATTRIBUTE, signature->entry, "does not have the signed attribute %s exactly once", name);
}

/* The hash in the first ESSCertIDv2: { SEQUENCE certs { SEQUENCE { algorithm OPTIONAL (SHA-256), OCTET STRING ... */
static bool hash_is_strong(const ASN1_STRING *value)
{
    struct der all = {ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value)}, list, first, part, algorithm, oid;
    if (!der_take(&all, DER_SEQUENCE, &list, NULL) || !der_take(&list, DER_SEQUENCE, &first, NULL)
        || !der_take(&first, DER_SEQUENCE, &part, NULL))
        return false;
    if (!der_take(&part, DER_SEQUENCE, &algorithm, NULL))
        return true;
    if (!der_take(&algorithm, DER_OBJECT, &part, &oid))
        return false;
    const unsigned char *at = oid.p;
    ASN1_OBJECT *object = d2i_ASN1_OBJECT(NULL, &at, (long)oid.n);
    bool strong = object != NULL && strong_digest(OBJ_obj2nid(object)) != NULL;
    ASN1_OBJECT_free(object);
    return strong;
}

static STACK_OF(X509) *signer_first(X509 *signer, STACK_OF(X509) *others)
{
    STACK_OF(X509) *chain = sk_X509_new_null();
    sk_X509_push(chain, signer);
    for (int i = 0; i < sk_X509_num(others); i++)
        if (sk_X509_value(others, i) != signer)
            sk_X509_push(chain, sk_X509_value(others, i));
    return chain;
}

const char *signing_certificate_problem(CMS_SignerInfo *info, X509 *signer, STACK_OF(X509) *others, bool old_allowed)
{
    ASN1_STRING *new_value = only_value(info, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
    ASN1_STRING *old_value = old_allowed ? only_value(info, NID_id_smime_aa_signingCertificate, V_ASN1_SEQUENCE) : NULL;
    ASN1_STRING *value = new_value != NULL ? new_value : old_value;
    if (value == NULL)
        return "does not have the signed attribute signingCertificateV2 exactly once";
    if (new_value != NULL && !hash_is_strong(new_value))
        return "names its certificate with a weak digest";
    const unsigned char *at = ASN1_STRING_get0_data(value), *end = at + ASN1_STRING_length(value);
    ESS_SIGNING_CERT_V2 *v2 = new_value != NULL ? d2i_ESS_SIGNING_CERT_V2(NULL, &at, end - at) : NULL;
    ESS_SIGNING_CERT *v1 = new_value == NULL ? d2i_ESS_SIGNING_CERT(NULL, &at, end - at) : NULL;
    STACK_OF(X509) *chain = signer_first(signer, others);
    bool fits = (v1 != NULL || v2 != NULL) && at == end && OSSL_ESS_check_signing_certs(v1, v2, chain, 1) == 1;
    sk_X509_free(chain);
    ESS_SIGNING_CERT_V2_free(v2);
    ESS_SIGNING_CERT_free(v1);
    ERR_clear_error();
    return fits ? NULL : "was made with another certificate than the one that its signed attributes name";
}

bool signature_attributes(struct signature *signature)
{
    CMS_SignerInfo *info = signature->info;
    bool fine = true;
    const ASN1_OBJECT *type = only_value(info, NID_pkcs9_contentType, V_ASN1_OBJECT);
    if (type == NULL || OBJ_obj2nid(type) != NID_pkcs7_data)
        fine = missing(signature, "contentType (id-data)");
    if (only_value(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING) == NULL)
        fine = missing(signature, "messageDigest");
    const ASN1_TIME *when = only_value(info, NID_pkcs9_signingTime, V_ASN1_UTCTIME);
    when = when != NULL ? when : only_value(info, NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME);
    signature->result.signing_time = epoch_of(when);
    if (when == NULL || signature->result.signing_time == -1)
        fine = missing(signature, "signingTime");
    const char *problem = signing_certificate_problem(info, signature->signer, signature->certificates, false);
    if (problem != NULL)
        fine = judge(signature->judgement, PROBLEM_SIGNING_CERTIFICATE, signature->entry, "%s", problem);
    ERR_clear_error();
    return fine;
}

bool signature_value(struct signature *signature)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    const ASN1_OCTET_STRING *said = only_value(signature->info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);
    bool fine = EVP_Digest(signature->content.p, signature->content.n, digest, &n, signature->digest, NULL) == 1;
    if (!fine || said == NULL || (unsigned)ASN1_STRING_length(said) != n || memcmp(ASN1_STRING_get0_data(said), digest, n) != 0)
        fine = judge(signature->judgement, PROBLEM_DIGEST_MISMATCH, signature->entry, "was made for another manifest than the one there");
    CMS_SignerInfo_set1_signer_cert(signature->info, signature->signer);
    if (CMS_SignerInfo_verify(signature->info) != 1)
        fine = judge(signature->judgement, PROBLEM_SIGNATURE_VALUE, signature->entry, "the signature is wrong");
    ERR_clear_error();
    return fine;
}
