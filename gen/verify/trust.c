/* Trust anchors and revocation lists from files, and small helpers about certificates. */
#include "verify/trust.h"

#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "pack/format.h"

struct trust *trust_new(void)
{
    struct trust *trust = calloc(1, sizeof *trust);
    if (trust == NULL || (trust->anchors = sk_X509_new_null()) == NULL || (trust->crls = sk_X509_CRL_new_null()) == NULL)
        die(EXIT_MACHINE, "out of memory");
    return trust;
}

void trust_free(struct trust *trust)
{
    if (trust == NULL)
        return;
    sk_X509_pop_free(trust->anchors, X509_free);
    sk_X509_CRL_pop_free(trust->crls, X509_CRL_free);
    free(trust);
}

static BIO *open_file(const char *path, char *message, size_t size)
{
    BIO *file = BIO_new_file(path, "rb");
    if (file == NULL)
        snprintf(message, size, "cannot read '%s': %s", path, strerror(errno));
    ERR_clear_error();
    return file;
}

bool trust_add_anchors(struct trust *trust, const char *path, char *message, size_t size)
{
    X509 *certificate;
    int before = sk_X509_num(trust->anchors);
    BIO *file = open_file(path, message, size);
    if (file == NULL)
        return false;
    while ((certificate = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL)
        sk_X509_push(trust->anchors, certificate);
    bool end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    BIO_free(file);
    ERR_clear_error();
    if (end && sk_X509_num(trust->anchors) > before)
        return true;
    snprintf(message, size, "'%s' holds no certificate in PEM form, or a damaged one", path);
    return false;
}

bool trust_add_crl(struct trust *trust, const char *path, char *message, size_t size)
{
    BIO *file = open_file(path, message, size);
    if (file == NULL)
        return false;
    X509_CRL *crl = PEM_read_bio_X509_CRL(file, NULL, NULL, NULL);
    if (crl == NULL && BIO_seek(file, 0) == 0)
        crl = d2i_X509_CRL_bio(file, NULL);
    BIO_free(file);
    ERR_clear_error();
    if (crl == NULL) {
        snprintf(message, size, "'%s' is no revocation list", path);
        return false;
    }
    sk_X509_CRL_push(trust->crls, crl);
    return true;
}

const char *key_problem(EVP_PKEY *key)
{
    static const char *const curves[] = {SN_X9_62_prime256v1, SN_secp384r1, SN_secp521r1};
    char group[80] = "";
    size_t length;
    if (key == NULL)
        return "a key that cannot be read";
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA)
        return EVP_PKEY_get_bits(key) >= PACKAGE_RSA_BITS_MIN ? NULL : "an RSA key of less than 3072 bits";
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
        return "a key that is neither RSA nor EC";
    EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length);
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
        if (strcmp(group, curves[i]) == 0)
            return NULL;
    return "a key on a curve that is not P-256, P-384 or P-521";
}

int64_t epoch_of(const ASN1_TIME *time)
{
    int days, seconds;
    ASN1_TIME *zero = ASN1_TIME_set(NULL, 0);
    bool fine = time != NULL && zero != NULL && ASN1_TIME_diff(&days, &seconds, zero, time) == 1;
    ASN1_TIME_free(zero);
    return fine ? (int64_t)days * 86400 + seconds : -1;
}

struct str subject_of(struct arena *arena, X509 *certificate)
{
    BIO *text = BIO_new(BIO_s_mem());
    char *bytes = NULL;
    if (text == NULL || certificate == NULL)
        return (struct str){NULL, 0};
    X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    long n = BIO_get_mem_data(text, &bytes);
    struct str subject = str_copy(arena, (struct str){bytes, n > 0 ? (size_t)n : 0});
    BIO_free(text);
    return subject;
}
