/* Revocation lists: which of them speak about a certificate, and what they say. */
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/date.h"
#include "verify/trust.h"

/* A list speaks about a certificate when its issuer signed it and nothing in it narrows its scope. */
static bool speaks_about(X509_CRL *crl, X509 *certificate, X509 *issuer)
{
    bool same = X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_issuer_name(certificate)) == 0;
    for (int i = 0; same && i < X509_CRL_get_ext_count(crl); i++) {
        X509_EXTENSION *extension = X509_CRL_get_ext(crl, i);
        int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        same = nid != NID_delta_crl && nid != NID_issuing_distribution_point && X509_EXTENSION_get_critical(extension) == 0;
    }
    same = same && (X509_get_key_usage(issuer) & KU_CRL_SIGN) != 0 && X509_CRL_verify(crl, X509_get0_pubkey(issuer)) == 1;
    ERR_clear_error();
    return same;
}

/* Fresh enough to say that nothing had happened at `time`. */
static bool in_date(X509_CRL *crl, int64_t time)
{
    int64_t next = epoch_of(X509_CRL_get0_nextUpdate(crl));
    return next < 0 || next >= time;
}

/* 1: revoked; 0: not; -1: the lists do not say. */
static int ask(const struct path_request *request, STACK_OF(X509_CRL) *crls, X509 *certificate, X509 *issuer, int64_t *when)
{
    int answer = -1;
    for (int i = 0; i < sk_X509_CRL_num(crls); i++) {
        X509_CRL *crl = sk_X509_CRL_value(crls, i);
        X509_REVOKED *revoked = NULL;
        if (!speaks_about(crl, certificate, issuer))
            continue;
        if (X509_CRL_get0_by_cert(crl, &revoked, certificate) == 1) {
            *when = epoch_of(X509_REVOKED_get0_revocationDate(revoked));
            if (*when <= request->known_since)
                return 1;
        }
        if (in_date(crl, request->known_since))
            answer = 0;
    }
    return answer;
}

static int ask_all(const struct path_request *request, X509 *certificate, X509 *issuer, int64_t *when)
{
    int given = ask(request, request->trust->crls, certificate, issuer, when);
    if (given == 1)
        return 1;
    int embedded = ask(request, request->crls, certificate, issuer, when);
    return embedded > given ? embedded : given;
}

bool revocation_check(struct judgement *judgement, const struct path_request *request, STACK_OF(X509) *chain, bool *known)
{
    bool fine = true;
    *known = true;
    for (int i = 0; i + 1 < sk_X509_num(chain); i++) {
        X509 *certificate = sk_X509_value(chain, i);
        struct str subject = subject_of(judgement->arena, certificate);
        int64_t when = 0;
        int answer = ask_all(request, certificate, sk_X509_value(chain, i + 1), &when);
        if (answer == 1)
            fine = judge(judgement, PROBLEM_REVOKED, request->entry, "the certificate of %.*s was revoked on %.*s", STR(subject),
                         STR(datetime_text(judgement->arena, datetime_of_epoch(when))));
        if (answer >= 0)
            continue;
        *known = false;
        judge(judgement, request->strict ? PROBLEM_REVOCATION_OPEN : PROBLEM_REVOCATION_UNKNOWN, request->entry,
              "whether the certificate of %.*s was revoked is not known: give the list of its issuer with --crl", STR(subject));
    }
    return fine && (*known || !request->strict);
}
