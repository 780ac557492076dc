/* The signature manifest of ASiC-E and the CAdES signature over it. */
#include <inttypes.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/html.h"
#include "base/tree.h"
#include "pack/entries.h"
#include "pack/format.h"
#include "pack/signer.h"

static const char manifest_start[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<asic:ASiCManifest xmlns:asic=\"" ASIC_NAMESPACE "\" xmlns:ds=\"" XMLDSIG_NAMESPACE "\">\n";

/* "text/html; charset=utf-8" -> "text/html": the manifest takes plain types only. */
static struct str plain_type(const char *media_type)
{
    struct str type = str_of(media_type);
    type = str_trim(str_sub(type, 0, str_find(type, ';')));
    return str_find(type, '/') < type.n ? type : S("application/octet-stream");
}

static void manifest_reference(struct arena *arena, struct buf *out, const struct entry *entry, bool root)
{
    struct str type = str_ends(entry->name, S(".p7s")) ? S(MEDIA_SIGNATURE) : plain_type(entry->media_type);
    buf_puts(out, "  <asic:DataObjectReference URI=\"");
    buf_url_path(out, entry->name);
    buf_puts(out, "\" MimeType=\"");
    buf_html(out, type);
    buf_puts(out, root ? "\" Rootfile=\"true\">\n" : "\">\n");
    buf_printf(out, "    <ds:DigestMethod Algorithm=\"%s\"/>\n    <ds:DigestValue>", XMLENC_SHA256);
    buf_put(out, digest_base64(arena, entry->digest));
    buf_puts(out, "</ds:DigestValue>\n  </asic:DataObjectReference>\n");
}

/* `reference`: the SigReference, ready; `root`: the entry marked as the one to start from; `meta`: META-INF as well. */
static struct str manifest_text(struct arena *arena, const struct entries *entries, const char *signature, const char *type,
                                const char *root, bool meta)
{
    struct buf out = {0};
    buf_puts(&out, manifest_start);
    buf_printf(&out, "  <asic:SigReference URI=\"%s\" MimeType=\"%s\"/>\n", signature, type);
    for (size_t i = 0; i < entries->list.n; i++) {
        const struct entry *entry = &entries->list.v[i];
        if (!str_is(entry->name, PACKAGE_MIMETYPE_NAME) && (meta || !str_starts(entry->name, S(PACKAGE_META))))
            manifest_reference(arena, &out, entry, str_is(entry->name, root));
    }
    buf_puts(&out, "</asic:ASiCManifest>\n");
    struct str text = buf_copy(arena, &out);
    buf_free(&out);
    return text;
}

struct str cades_manifest(struct arena *arena, const struct entries *entries, unsigned number)
{
    const char *signature = str_c(arena, str_printf(arena, PACKAGE_SIGNATURE, number));
    return manifest_text(arena, entries, signature, MEDIA_SIGNATURE, PACKAGE_COVER, false);
}

struct str cades_archive_manifest(struct arena *arena, const struct entries *entries)
{
    const char *root = str_c(arena, str_printf(arena, PACKAGE_SIGNATURE, 1u));
    return manifest_text(arena, entries, PACKAGE_ARCHIVE_STAMP, MEDIA_TIMESTAMP, root, true);
}

static bool put_signing_time(CMS_SignerInfo *info, int64_t signing_time)
{
    ASN1_TIME *when = ASN1_TIME_set(NULL, (time_t)signing_time);
    bool fine = when != NULL
             && CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, ASN1_STRING_type(when), when, -1) == 1;
    ASN1_TIME_free(when);
    return fine;
}

static bool put_crls(CMS_ContentInfo *cms, STACK_OF(X509_CRL) *crls)
{
    for (int i = 0; i < sk_X509_CRL_num(crls); i++)
        if (CMS_add1_crl(cms, sk_X509_CRL_value(crls, i)) != 1)
            return false;
    return true;
}

static bool encode(struct arena *arena, CMS_ContentInfo *cms, struct str *signature)
{
    unsigned char *der = NULL;
    int n = i2d_CMS_ContentInfo(cms, &der);
    if (n <= 0)
        return false;
    *signature = str_copy(arena, (struct str){(const char *)der, (size_t)n});
    OPENSSL_free(der);
    return true;
}

bool cades_sign(struct arena *arena, const struct signer *signer, struct str manifest, int64_t signing_time,
                struct str *signature, struct package_problem *problem)
{
    const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_CADES | CMS_NOSMIMECAP;
    BIO *content = BIO_new_mem_buf(manifest.p, (int)manifest.n);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, signer->chain, NULL, flags | CMS_PARTIAL);
    CMS_SignerInfo *info = cms == NULL ? NULL
        : CMS_add1_signer(cms, signer->certificate, signer->key, signer->digest, flags | CMS_PARTIAL);
    bool fine = info != NULL && content != NULL && put_signing_time(info, signing_time) && put_crls(cms, signer->crls)
             && CMS_final(cms, content, NULL, flags) == 1 && encode(arena, cms, signature);
    if (!fine) {
        const char *reason = ERR_reason_error_string(ERR_peek_last_error());
        package_fail(problem, EXIT_USAGE, "the key cannot sign: %s", reason != NULL ? reason : "no reason given");
    }
    CMS_ContentInfo_free(cms);
    BIO_free(content);
    ERR_clear_error();
    return fine;
}

/* Stored, so that no bit of these two can change unseen. */
static void put_stored(struct entries *entries, struct str name, struct str bytes, const char *media_type)
{
    entries_put(entries, name, bytes, media_type)->store = true;
}

bool cades_put(struct entries *entries, const struct entries *covered, const struct signer *signer, unsigned number,
               int64_t signing_time, struct package_problem *problem)
{
    struct str manifest = cades_manifest(entries->arena, covered, number), signature;
    if (signing_time < 0)
        signing_time = (int64_t)time(NULL);
    if (manifest.n > INT32_MAX)
        return package_fail(problem, EXIT_USAGE, "the package has too many entries to sign");
    if (!cades_sign(entries->arena, signer, manifest, signing_time, &signature, problem))
        return false;
    struct arena *arena = entries->arena;
    put_stored(entries, str_printf(arena, PACKAGE_SIGNED_MANIFEST, number), manifest, "application/xml");
    put_stored(entries, str_printf(arena, PACKAGE_SIGNATURE, number), signature, MEDIA_SIGNATURE);
    return true;
}
