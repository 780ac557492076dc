/* What the user trusts, and whether a certificate leads there. OpenSSL's types; nothing outside the signature
 * checks includes this but the options. */
#ifndef VERIFY_TRUST_H
#define VERIFY_TRUST_H

#include <openssl/x509.h>

#include "verify/judgement.h"

struct trust {
    STACK_OF(X509) *anchors;        /* --trust */
    STACK_OF(X509_CRL) *crls;       /* --crl */
};

struct trust *trust_new(void);
void trust_free(struct trust *trust);
/* A PEM bundle of certificates; a PEM or DER revocation list. False and a message when the file holds none. */
bool trust_add_anchors(struct trust *trust, const char *path, char *message, size_t size);
bool trust_add_crl(struct trust *trust, const char *path, char *message, size_t size);

/* One judgement of one certificate: for signing, or for time-stamping. */
struct path_request {
    const struct trust *trust;
    STACK_OF(X509) *others;         /* certificates that came with the signature */
    STACK_OF(X509_CRL) *crls;       /* revocation lists that came with it; may be NULL */
    int64_t at;                     /* validity is judged at this time */
    int64_t known_since;            /* the signature existed then: later revocation does not matter */
    bool time_stamping;             /* else signing */
    bool strict;                    /* unknown revocation leaves the verdict open */
    struct str entry;               /* for messages */
    const char *whose;              /* "the signer", "the time-stamping authority" */
};

struct path_result {
    STACK_OF(X509) *chain;          /* from the certificate to the anchor; NULL without a path; the caller frees it */
    bool revocation_known;          /* for every certificate below the anchor */
};

/* Reports what is wrong; true when the path stands. Without anchors nothing can stand, which is reported as open. */
bool path_check(struct judgement *judgement, const struct path_request *request, X509 *certificate, struct path_result *result);
/* RSA below the minimum, odd curves and key types. NULL when it may be used. */
const char *key_problem(EVP_PKEY *key);
/* Revocation of a whole chain (the last one is the anchor); reports, and returns whether nothing is revoked. */
bool revocation_check(struct judgement *judgement, const struct path_request *request, STACK_OF(X509) *chain, bool *known);
int64_t epoch_of(const ASN1_TIME *time);        /* -1 when it is none */
struct str subject_of(struct arena *arena, X509 *certificate);

#endif
