/* The shape of CMS signed data that OpenSSL does not insist on: exact DER, versions, one digest algorithm, one
 * signer, and a signature algorithm that fits key and digest. Each check returns NULL, or what is wrong. */
#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <string.h>

#include "verify/der.h"
#include "verify/signature.h"

enum { TAG_CONTEXT_0 = 0xa0, TAG_CONTEXT_1 = 0xa1 };

static bool same_bytes(struct str der, unsigned char *again, int n)
{
    bool same = n > 0 && (size_t)n == der.n && memcmp(again, der.p, der.n) == 0;
    OPENSSL_free(again);
    return same;
}

/* OpenSSL reads more than DER; what it writes is DER. So: the same bytes again, or refused. */
const char *cms_decode(struct str der, CMS_ContentInfo **cms)
{
    const unsigned char *at = (const unsigned char *)der.p;
    unsigned char *again = NULL;
    *cms = der.n <= INT32_MAX ? d2i_CMS_ContentInfo(NULL, &at, (long)der.n) : NULL;
    int n = *cms != NULL ? i2d_CMS_ContentInfo(*cms, &again) : -1;
    bool same = same_bytes(der, again, n);
    ERR_clear_error();
    if (*cms == NULL || OBJ_obj2nid(CMS_get0_type(*cms)) != NID_pkcs7_signed)
        return "is no CMS signature";
    return same ? NULL : "is not exact DER";
}

/* Time-stamp tokens are made by others, who leave their certificates unsorted; the older type keeps their order. */
const char *cms_decode_token(struct str der, CMS_ContentInfo **cms)
{
    const unsigned char *at = (const unsigned char *)der.p;
    unsigned char *again = NULL;
    PKCS7 *ordered = der.n <= INT32_MAX ? d2i_PKCS7(NULL, &at, (long)der.n) : NULL;
    int n = ordered != NULL ? i2d_PKCS7(ordered, &again) : -1;
    bool same = same_bytes(der, again, n);
    PKCS7_free(ordered);
    const char *problem = cms_decode(der, cms);
    bool is_signed = *cms != NULL && OBJ_obj2nid(CMS_get0_type(*cms)) == NID_pkcs7_signed;
    return is_signed && same ? NULL : problem != NULL ? problem : "is not exact DER";
}

static bool is_number(struct der integer, int number)
{
    return integer.n == 1 && integer.p[0] == number;
}

/* SignerInfo ::= SEQUENCE { version 1, issuerAndSerial, digestAlgorithm, [0] signedAttrs, ... } */
static const char *signer_info_problem(struct der info, struct der algorithm, bool *attributes)
{
    struct der part, whole;
    if (!der_take(&info, DER_INTEGER, &part, NULL) || !is_number(part, 1) || !der_take(&info, DER_SEQUENCE, &part, NULL))
        return "has a SignerInfo that is not version 1 with issuer and serial number";
    if (!der_take(&info, DER_SEQUENCE, &part, &whole) || !der_same(whole, algorithm))
        return "names two different digest algorithms";
    *attributes = der_take(&info, TAG_CONTEXT_0, &part, NULL) && part.n > 0;
    return NULL;
}

/* ContentInfo { signedData, [0] { SignedData { version, SET { digestAlgorithm }, { type, content }, ..., SET { SignerInfo } } } } */
const char *cms_shape_problem(struct str der, int version, bool detached, bool *attributes)
{
    struct der all = {(const uint8_t *)der.p, der.n}, info, body, data, part, algorithms, algorithm, infos;
    if (!der_take(&all, DER_SEQUENCE, &info, NULL) || all.n != 0 || !der_take(&info, DER_OBJECT, &part, NULL)
        || !der_take(&info, TAG_CONTEXT_0, &body, NULL) || !der_take(&body, DER_SEQUENCE, &data, NULL))
        return "is no SignedData";
    if (!der_take(&data, DER_INTEGER, &part, NULL) || !is_number(part, version))
        return "is a SignedData of another version than it must be";
    if (!der_take(&data, DER_SET, &algorithms, NULL) || !der_take(&algorithms, DER_SEQUENCE, &part, &algorithm)
        || algorithms.n != 0)
        return "does not name exactly one digest algorithm";
    if (!der_take(&data, DER_SEQUENCE, &part, NULL))
        return "has no content type";
    der_skip(&part, DER_OBJECT);
    if (detached && part.n != 0)
        return "carries content of its own; it must be detached";
    der_skip(&data, TAG_CONTEXT_0);
    der_skip(&data, TAG_CONTEXT_1);
    if (!der_take(&data, DER_SET, &infos, NULL) || data.n != 0 || !der_take(&infos, DER_SEQUENCE, &info, NULL) || infos.n != 0)
        return "does not have exactly one signer";
    return signer_info_problem(info, algorithm, attributes);
}

const EVP_MD *strong_digest(int nid)
{
    return nid == NID_sha256 ? EVP_sha256() : nid == NID_sha384 ? EVP_sha384() : nid == NID_sha512 ? EVP_sha512() : NULL;
}

/* Names compare without regard to case and blanks; here the bytes must be those of the certificate. */
static bool names_signer(CMS_SignerInfo *info, X509 *signer)
{
    X509_NAME *named = NULL;
    const unsigned char *a, *b;
    size_t n, m;
    return CMS_SignerInfo_get0_signer_id(info, NULL, &named, NULL) == 1 && named != NULL
        && X509_NAME_get0_der(named, &a, &n) == 1 && X509_NAME_get0_der(X509_get_issuer_name(signer), &b, &m) == 1
        && n == m && memcmp(a, b, n) == 0;
}

/* Each algorithm in the one encoding it has. *digest stays NULL when it is a weak one. */
const char *cms_algorithms_problem(CMS_SignerInfo *info, X509 *signer, const EVP_MD **digest)
{
    X509_ALGOR *digest_algorithm, *algorithm;
    const ASN1_OBJECT *object;
    int type, digest_nid = NID_undef, key_nid = NID_undef;
    CMS_SignerInfo_get0_algs(info, NULL, NULL, &digest_algorithm, &algorithm);
    X509_ALGOR_get0(&object, &type, NULL, digest_algorithm);
    *digest = strong_digest(OBJ_obj2nid(object));
    if (!names_signer(info, signer))
        return "does not name the issuer of its certificate as that one does";
    if (*digest == NULL)
        return "uses a digest that is not SHA-256, SHA-384 or SHA-512";
    if (type != V_ASN1_UNDEF && type != V_ASN1_NULL)
        return "has parameters for its digest algorithm";
    X509_ALGOR_get0(&object, &type, NULL, algorithm);
    int nid = OBJ_obj2nid(object);
    if (nid == NID_rsaEncryption) {
        key_nid = nid;
        digest_nid = EVP_MD_get_type(*digest);
    } else {
        OBJ_find_sigid_algs(nid, &digest_nid, &key_nid);
    }
    EVP_PKEY *public_key = X509_get0_pubkey(signer);
    int key = public_key != NULL ? EVP_PKEY_get_base_id(public_key) : NID_undef;
    bool fits = digest_nid == EVP_MD_get_type(*digest) && key_nid == key
             && ((key_nid == NID_rsaEncryption && type == V_ASN1_NULL)
                 || (key_nid == NID_X9_62_id_ecPublicKey && type == V_ASN1_UNDEF));
    ERR_clear_error();
    return fits ? NULL : "has a signature algorithm that does not fit its key and digest";
}
