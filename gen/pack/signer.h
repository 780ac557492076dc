/* A key with its certificates, ready to sign. OpenSSL's types stop at signer.c and cades.c. */
#ifndef PACK_SIGNER_H
#define PACK_SIGNER_H

#include <openssl/x509.h>

#include "pack/package.h"

struct signer {
    EVP_PKEY *key;
    X509 *certificate;
    STACK_OF(X509) *chain;          /* from the issuer upwards, without the root */
    STACK_OF(X509_CRL) *crls;
    const EVP_MD *digest;           /* SHA-256; SHA-384 with P-384 */
};

/* The first line of a file that nobody else may read; at most `size` bytes with the NUL. The caller wipes it. */
bool signer_passphrase(const char *path, char *passphrase, int size, struct package_problem *problem);
/* The key that a PKCS#11 URI names; NULL and a problem when it cannot be used. */
EVP_PKEY *token_key(const char *uri, const char *pass_file, struct package_problem *problem);
/* One revocation list, PEM or DER, appended to `crls`. */
bool signer_load_crl(STACK_OF(X509_CRL) *crls, const char *path, struct package_problem *problem);

/* META-INF/ASiCManifestNNN.xml: everything but mimetype and META-INF. */
struct entries;
struct str cades_manifest(struct arena *arena, const struct entries *entries, unsigned number);
/* META-INF/ASiCArchiveManifest.xml: everything but mimetype. */
struct str cades_archive_manifest(struct arena *arena, const struct entries *entries);
/* META-INF/signatureNNN.p7s: CAdES baseline B over the manifest, DER. */
bool cades_sign(struct arena *arena, const struct signer *signer, struct str manifest, int64_t signing_time,
                struct str *signature, struct package_problem *problem);
/* Puts both behind the other entries, stored. `signing_time` below 0: now. */
bool cades_put(struct entries *entries, const struct entries *covered, const struct signer *signer, unsigned number,
               int64_t signing_time, struct package_problem *problem);

#endif
