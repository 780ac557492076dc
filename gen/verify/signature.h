/* CAdES signatures (EN 319 122-1) and time-stamps (RFC 3161). */
#ifndef VERIFY_SIGNATURE_H
#define VERIFY_SIGNATURE_H

#include <openssl/cms.h>

#include "verify/asic.h"
#include "verify/trust.h"
#include "verify/verify.h"

/* A signature while it is looked at. */
struct signature {
    struct judgement *judgement;
    const struct verify_options *options;
    int64_t now;                    /* the time of judgement */
    int64_t archived;               /* time of a valid archive time-stamp over it all, or -1 */
    struct str entry;               /* META-INF/signature001.p7s */
    struct str der, content;        /* the signature, and what it signs: the manifest */
    CMS_ContentInfo *cms;
    CMS_SignerInfo *info;
    STACK_OF(X509) *certificates;   /* embedded */
    STACK_OF(X509_CRL) *crls;       /* embedded */
    STACK_OF(X509) *used;           /* certificates of all paths that stand */
    X509 *signer;
    const EVP_MD *digest;
    bool paths_stand;               /* so far */
    struct judged_signature result;
};

/* Judges one signature and adds it to the judgement. */
void signature_judge(struct judgement *judgement, const struct verify_options *options, int64_t now, int64_t archived,
                     const struct asic_manifest *manifest);

/* The parts, in the order in which they are asked; each reports what is wrong and returns whether to go on. */
bool signature_parse(struct signature *signature);          /* exact DER, versions, algorithms, one signer */
bool signature_attributes(struct signature *signature);     /* signed attributes */
bool signature_value(struct signature *signature);          /* digest of the content, signature over the attributes */
void signature_stamps(struct signature *signature);         /* time-stamps among the unsigned attributes */
void signature_material(struct signature *signature);       /* nothing embedded that no path uses */

/* Shape of any CMS signed data; each returns NULL or what is wrong. */
const char *cms_decode(struct str der, CMS_ContentInfo **cms);      /* *cms may be there in spite of a problem */
const char *cms_decode_token(struct str der, CMS_ContentInfo **cms);
const char *cms_shape_problem(struct str der, int version, bool detached, bool *attributes);
const char *cms_algorithms_problem(CMS_SignerInfo *info, X509 *signer, const EVP_MD **digest);
/* SHA-256, SHA-384 or SHA-512, or NULL. */
const EVP_MD *strong_digest(int nid);
/* signingCertificateV2 (or, for time-stamps, its predecessor) of `info` names `signer`. NULL when it does, else why not. */
const char *signing_certificate_problem(CMS_SignerInfo *info, X509 *signer, STACK_OF(X509) *others, bool old_allowed);

/* What all signatures of a package carry, together. */
struct material {
    STACK_OF(X509) *certificates;
    STACK_OF(X509_CRL) *crls;
};
void material_collect(const struct asic *asic, struct material *material);
void material_free(struct material *material);

/* One time-stamp token over `data`. */
struct stamp_request {
    struct judgement *judgement;
    const struct verify_options *options;
    struct str entry;
    struct str token, data;
    int64_t at;                     /* validity of the authority's certificate is judged at this time */
    STACK_OF(X509) *others;         /* may be NULL */
    STACK_OF(X509_CRL) *crls;       /* may be NULL */
    STACK_OF(X509) *used;           /* takes the certificates of the path; may be NULL */
};
/* Seconds since 1970 at which `data` existed, or -1: not valid, which is reported. */
int64_t stamp_time(const struct stamp_request *request);

#endif
