/* Reads one signature and checks its shape. */
#include <openssl/err.h>

#include "verify/signature.h"

static bool bad(struct signature *signature, const char *problem)
{
    return judge(signature->judgement, PROBLEM_SIGNATURE_FORMAT, signature->entry, "%s", problem);
}

static X509 *find_signer(struct signature *signature)
{
    for (int i = 0; i < sk_X509_num(signature->certificates); i++)
        if (CMS_SignerInfo_cert_cmp(signature->info, sk_X509_value(signature->certificates, i)) == 0)
            return sk_X509_value(signature->certificates, i);
    return NULL;
}

bool signature_parse(struct signature *signature)
{
    bool attributes = false;
    const char *problem = cms_decode(signature->der, &signature->cms);
    if (problem == NULL)
        problem = cms_shape_problem(signature->der, 1, true, &attributes);
    if (problem == NULL && OBJ_obj2nid(CMS_get0_eContentType(signature->cms)) != NID_pkcs7_data)
        problem = "signs another content type than id-data";
    STACK_OF(CMS_SignerInfo) *infos = problem == NULL ? CMS_get0_SignerInfos(signature->cms) : NULL;
    if (problem != NULL || sk_CMS_SignerInfo_num(infos) != 1)
        return bad(signature, problem != NULL ? problem : "does not have exactly one signer");
    if (!attributes)
        return judge(signature->judgement, PROBLEM_ATTRIBUTE, signature->entry, "has no signed attributes");
    signature->info = sk_CMS_SignerInfo_value(infos, 0);
    signature->certificates = CMS_get1_certs(signature->cms);
    signature->crls = CMS_get1_crls(signature->cms);
    signature->signer = find_signer(signature);
    ERR_clear_error();
    if (signature->signer == NULL)
        return judge(signature->judgement, PROBLEM_NO_CERTIFICATE, signature->entry, "does not contain the signer's certificate");
    signature->result.signer = subject_of(signature->judgement->arena, signature->signer);
    problem = cms_algorithms_problem(signature->info, signature->signer, &signature->digest);
    if (problem != NULL && signature->digest == NULL)
        return judge(signature->judgement, PROBLEM_WEAK, signature->entry, "%s", problem);
    return problem == NULL || bad(signature, problem);
}
