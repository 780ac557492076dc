/* Certificates and revocation lists that travel in the signatures of a package. */
#include <openssl/err.h>

#include "verify/signature.h"

static void take(struct material *material, CMS_ContentInfo *cms)
{
    STACK_OF(X509) *certificates = CMS_get1_certs(cms);
    STACK_OF(X509_CRL) *crls = CMS_get1_crls(cms);
    X509 *certificate;
    X509_CRL *crl;
    while ((certificate = sk_X509_pop(certificates)) != NULL)
        sk_X509_push(material->certificates, certificate);
    while ((crl = sk_X509_CRL_pop(crls)) != NULL)
        sk_X509_CRL_push(material->crls, crl);
    sk_X509_free(certificates);
    sk_X509_CRL_free(crls);
}

void material_collect(const struct asic *asic, struct material *material)
{
    *material = (struct material){sk_X509_new_null(), sk_X509_CRL_new_null()};
    for (size_t i = 0; i < asic->manifests.n; i++) {
        const struct asic_manifest *manifest = &asic->manifests.v[i];
        CMS_ContentInfo *cms = NULL;
        if (!manifest->archive && manifest->signed_by != NULL && manifest->signed_by->text.p != NULL
            && cms_decode(manifest->signed_by->text, &cms) == NULL)
            take(material, cms);
        CMS_ContentInfo_free(cms);
    }
    ERR_clear_error();
}

void material_free(struct material *material)
{
    sk_X509_pop_free(material->certificates, X509_free);
    sk_X509_CRL_pop_free(material->crls, X509_CRL_free);
}
