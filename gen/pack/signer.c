/* Loads what the user names for signing, and refuses what a verifier would refuse later. */
#include "pack/signer.h"

#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/str.h"
#include "pack/entries.h"
#include "pack/format.h"

enum { PASSPHRASE_MAX = 1024 };

/* Secrets must be readable by their owner only. Descriptors and pipes have no such mode. */
static bool private_enough(const char *path, struct package_problem *problem)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return package_fail(problem, EXIT_USAGE, "cannot read '%s': %s", path, strerror(errno));
    if (S_ISREG(status.st_mode) && (status.st_mode & 077) != 0)
        return package_fail(problem, EXIT_USAGE, "'%s' holds a secret and others may read it: chmod 600 '%s'", path, path);
    return true;
}

static BIO *open_file(const char *path, struct package_problem *problem)
{
    BIO *file = BIO_new_file(path, "rb");
    if (file == NULL)
        package_fail(problem, EXIT_USAGE, "cannot read '%s': %s", path, strerror(errno));
    ERR_clear_error();
    return file;
}

bool signer_passphrase(const char *path, char *passphrase, int size, struct package_problem *problem)
{
    if (!private_enough(path, problem))
        return false;
    BIO *file = open_file(path, problem);
    if (file == NULL)
        return false;
    int n = BIO_gets(file, passphrase, size);
    BIO_free(file);
    passphrase[n > 0 ? n : 0] = '\0';
    passphrase[strcspn(passphrase, "\r\n")] = '\0';
    return true;
}

static EVP_PKEY *load_key(const struct signer_files *files, struct package_problem *problem)
{
    char passphrase[PASSPHRASE_MAX + 1] = "";
    EVP_PKEY *key = NULL;
    if (strncmp(files->key, "pkcs11:", 7) == 0)
        return token_key(files->key, files->pass_file, problem);
    if (!private_enough(files->key, problem))
        return NULL;
    if (files->pass_file != NULL && !signer_passphrase(files->pass_file, passphrase, PASSPHRASE_MAX, problem))
        return NULL;
    BIO *file = open_file(files->key, problem);
    if (file != NULL) {
        key = PEM_read_bio_PrivateKey(file, NULL, NULL, files->pass_file != NULL ? passphrase : NULL);
        if (key == NULL)
            package_fail(problem, EXIT_USAGE, "'%s' holds no private key in PEM form, or the passphrase is wrong", files->key);
        BIO_free(file);
    }
    OPENSSL_cleanse(passphrase, sizeof passphrase);
    ERR_clear_error();
    return key;
}

static bool key_allowed(struct signer *signer, const char *path, struct package_problem *problem)
{
    char group[80] = "";
    size_t length;
    signer->digest = EVP_sha256();
    switch (EVP_PKEY_get_base_id(signer->key)) {
    case EVP_PKEY_RSA:
        if (EVP_PKEY_get_bits(signer->key) >= PACKAGE_RSA_BITS_MIN)
            return true;
        return package_fail(problem, EXIT_USAGE, "'%s' is an RSA key of %d bits; at least %d are needed", path,
                            EVP_PKEY_get_bits(signer->key), PACKAGE_RSA_BITS_MIN);
    case EVP_PKEY_EC:
        EVP_PKEY_get_utf8_string_param(signer->key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length);
        if (strcmp(group, SN_secp384r1) == 0)
            signer->digest = EVP_sha384();
        if (strcmp(group, SN_X9_62_prime256v1) == 0 || strcmp(group, SN_secp384r1) == 0)
            return true;
        return package_fail(problem, EXIT_USAGE, "'%s' is an EC key on the curve '%s'; P-256 and P-384 are allowed", path, group);
    default:
        return package_fail(problem, EXIT_USAGE,
                            "'%s' is a key of type %s; EC on P-256 or P-384 and RSA of at least %d bits are allowed",
                            path, EVP_PKEY_get0_type_name(signer->key), PACKAGE_RSA_BITS_MIN);
    }
}

static bool certificate_allowed(struct signer *signer, const char *path, struct package_problem *problem)
{
    if (X509_check_private_key(signer->certificate, signer->key) != 1) {
        ERR_clear_error();
        return package_fail(problem, EXIT_USAGE, "the certificate '%s' does not belong to the key", path);
    }
    uint32_t usage = X509_get_key_usage(signer->certificate);
    if (usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        return package_fail(problem, EXIT_USAGE,
                            "the certificate '%s' allows neither digitalSignature nor nonRepudiation", path);
    return true;
}

static X509 *load_certificate(const char *path, struct package_problem *problem)
{
    BIO *file = open_file(path, problem);
    if (file == NULL)
        return NULL;
    X509 *certificate = PEM_read_bio_X509(file, NULL, NULL, NULL);
    BIO_free(file);
    if (certificate == NULL)
        package_fail(problem, EXIT_USAGE, "'%s' holds no certificate in PEM form", path);
    ERR_clear_error();
    return certificate;
}

static STACK_OF(X509) *load_bundle(const char *path, struct package_problem *problem)
{
    BIO *file = open_file(path, problem);
    if (file == NULL)
        return NULL;
    STACK_OF(X509) *bundle = sk_X509_new_null();
    X509 *certificate;
    while ((certificate = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL)
        sk_X509_push(bundle, certificate);
    bool end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    BIO_free(file);
    ERR_clear_error();
    if (end && sk_X509_num(bundle) > 0)
        return bundle;
    package_fail(problem, EXIT_USAGE, "'%s' holds no certificates in PEM form, or a damaged one", path);
    sk_X509_pop_free(bundle, X509_free);
    return NULL;
}

/* Only what leads from the signer upwards travels in the package, and no root: that one is trusted or it is not. */
static bool load_chain(struct signer *signer, const char *path, struct package_problem *problem)
{
    STACK_OF(X509) *bundle = path != NULL ? load_bundle(path, problem) : sk_X509_new_null();
    if (bundle == NULL)
        return false;
    X509 *top = signer->certificate;
    for (int i = 0; i < sk_X509_num(bundle); i++) {
        X509 *next = sk_X509_value(bundle, i);
        bool root = X509_check_issued(next, next) == X509_V_OK;
        if (X509_cmp(next, top) == 0 || X509_check_issued(next, top) != X509_V_OK || root)
            continue;
        if (sk_X509_num(signer->chain) >= 16)
            break;
        X509_up_ref(next);
        sk_X509_push(signer->chain, next);
        top = next;
        i = -1;                     /* the file may have any order */
    }
    sk_X509_pop_free(bundle, X509_free);
    ERR_clear_error();
    return true;
}

bool signer_load_crl(STACK_OF(X509_CRL) *crls, const char *path, struct package_problem *problem)
{
    BIO *file = open_file(path, problem);
    if (file == NULL)
        return false;
    X509_CRL *crl = PEM_read_bio_X509_CRL(file, NULL, NULL, NULL);
    if (crl == NULL && BIO_seek(file, 0) == 0)
        crl = d2i_X509_CRL_bio(file, NULL);
    BIO_free(file);
    ERR_clear_error();
    if (crl == NULL)
        return package_fail(problem, EXIT_USAGE, "'%s' is no revocation list", path);
    sk_X509_CRL_push(crls, crl);
    return true;
}

struct signer *signer_load(const struct signer_files *files, struct package_problem *problem)
{
    struct signer *signer = calloc(1, sizeof *signer);
    if (signer == NULL || (signer->chain = sk_X509_new_null()) == NULL || (signer->crls = sk_X509_CRL_new_null()) == NULL)
        die(EXIT_MACHINE, "out of memory");
    bool fine = (signer->key = load_key(files, problem)) != NULL
             && key_allowed(signer, files->key, problem)
             && (signer->certificate = load_certificate(files->certificate, problem)) != NULL
             && certificate_allowed(signer, files->certificate, problem)
             && load_chain(signer, files->chain, problem);
    for (size_t i = 0; fine && i < files->crl_count; i++)
        fine = signer_load_crl(signer->crls, files->crls[i], problem);
    if (fine)
        return signer;
    signer_free(signer);
    return NULL;
}

void signer_free(struct signer *signer)
{
    if (signer == NULL)
        return;
    EVP_PKEY_free(signer->key);
    X509_free(signer->certificate);
    sk_X509_pop_free(signer->chain, X509_free);
    sk_X509_CRL_pop_free(signer->crls, X509_CRL_free);
    free(signer);
}
