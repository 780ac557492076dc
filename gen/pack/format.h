/* The package as a file format: what the producer writes and what the verifier demands. No code, only facts,
 * so that the verifier shares nothing else with the producer.
 *
 * A package is one ZIP file that is at the same time
 *   - an ASiC-E container with CAdES signatures   ETSI EN 319 162-1, EN 319 122-1
 *   - a BagIt 1.0 bag once it is unpacked         RFC 8493
 *   - a document container                        ISO/IEC 21320-1
 *
 *   order  entry                          method    covered by
 *   1      mimetype                       stored    its one allowed content
 *   2..    bag-info.txt                   stored    tag manifest, signature manifest
 *          bagit.txt index.html README.txt
 *          manifest-sha256.txt            any       tag manifest, signature manifest
 *          data/dossier.json              any       payload manifest, signature manifest
 *          data/since.txt                 any       payload manifest, signature manifest
 *          data/site/...                  any       payload manifest, signature manifest
 *          data/source/...                any       payload manifest, signature manifest
 *          tagmanifest-sha256.txt         stored    signature manifest
 *   last   META-INF/ASiCManifestNNN.xml   stored    signature NNN
 *          META-INF/signatureNNN.p7s      stored    itself: exact DER
 *          META-INF/ASiCArchiveManifest.xml  stored  the time-stamp; covers all entries above but mimetype
 *          META-INF/timestamp001.tst      stored    itself: exact DER
 *
 * All but the first are sorted by bytes, META-INF behind everything else. Above PACKAGE_NEST_ENTRIES entries the
 * site is one stored entry, data/site.zip, with data/site.sha256 beside it (sha256sum format, one line for every
 * entry of the inner ZIP); the same for data/source. There is one level of nesting and no more.
 *
 * bag-info.txt carries two labels of our own. Packed-Oxum is "total.count" of the compressed bytes and number of
 * the deflated entries outside META-INF and nested ZIPs; Packed-SHA256 is the SHA-256 over the SHA-256 (32 raw
 * bytes each) of the compressed bytes of these entries, in their order. The same content can be deflated in many
 * ways, so without them a damaged stream that inflates to the same bytes would go unseen. Another program may
 * pack the same content again: then Packed-Oxum no longer fits and Packed-SHA256 says nothing. */
#ifndef PACK_FORMAT_H
#define PACK_FORMAT_H

/* --- names --- */
#define PACKAGE_MIMETYPE_NAME     "mimetype"
#define PACKAGE_MIMETYPE          "application/vnd.etsi.asic-e+zip"     /* 31 bytes, no newline */
#define PACKAGE_COVER             "index.html"
#define PACKAGE_README            "README.txt"
#define PACKAGE_BAGIT             "bagit.txt"
#define PACKAGE_BAG_INFO          "bag-info.txt"
#define PACKAGE_MANIFEST          "manifest-sha256.txt"
#define PACKAGE_TAG_MANIFEST      "tagmanifest-sha256.txt"
#define PACKAGE_PAYLOAD           "data/"
#define PACKAGE_DATA              "data/dossier.json"
#define PACKAGE_SINCE             "data/since.txt"      /* when made against an older package */
#define PACKAGE_SITE              "data/site"           /* + "/...", or ".zip" and ".sha256" when nested */
#define PACKAGE_SOURCE            "data/source"
#define PACKAGE_NESTED            ".zip"
#define PACKAGE_NESTED_LIST       ".sha256"
#define PACKAGE_META              "META-INF/"
#define PACKAGE_SIGNED_MANIFEST   "META-INF/ASiCManifest%03u.xml"       /* numbered from 1 */
#define PACKAGE_SIGNATURE         "META-INF/signature%03u.p7s"
#define PACKAGE_ARCHIVE           "META-INF/ASiCArchiveManifest.xml"
#define PACKAGE_ARCHIVE_STAMP     "META-INF/timestamp001.tst"
#define PACKAGE_ARCHIVE_PREFIX    "META-INF/ASiCArchiveManifest"
#define PACKAGE_MANIFEST_PREFIX   "META-INF/ASiCManifest"
#define PACKAGE_SIDE_CAR          ".sha256"             /* FILE.sha256 beside the package, sha256sum format */

/* --- fixed contents --- */
#define BAGIT_TEXT                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#define BAG_OXUM                  "Payload-Oxum"
#define BAG_PACKED_OXUM           "Packed-Oxum"
#define BAG_PACKED_DIGEST         "Packed-SHA256"

/* --- withdrawal notices: FILE.withdrawal.txt beside a package, and its detached signature --- */
#define NOTICE_SUFFIX             ".withdrawal.txt"
#define NOTICE_SIGNATURE          ".p7s"                /* behind NOTICE_SUFFIX */
#define NOTICE_VERSION_LABEL      "Dossier-Withdrawal"  /* the first line */
#define NOTICE_VERSION            "1.0"
#define NOTICE_PACKAGE            "Package"             /* its file name, for people */
#define NOTICE_FILE               "Package-SHA256"      /* of that file */
#define NOTICE_CONTENT            "Content-SHA256"      /* what counts: every package of this content (verify/content.h) */
#define NOTICE_TIME               "Withdrawn-At"        /* RFC 3339, UTC */
#define NOTICE_REASON             "Reason"              /* one line */

/* --- the signature manifest (XML) --- */
#define ASIC_NAMESPACE            "http://uri.etsi.org/02918/v1.2.1#"
#define XMLDSIG_NAMESPACE         "http://www.w3.org/2000/09/xmldsig#"
#define XMLENC_SHA256             "http://www.w3.org/2001/04/xmlenc#sha256"
#define XMLDSIG_SHA384            "http://www.w3.org/2001/04/xmldsig-more#sha384"    /* read, never written */
#define XMLENC_SHA512             "http://www.w3.org/2001/04/xmlenc#sha512"          /* read, never written */
#define MEDIA_SIGNATURE           "application/pkcs7-signature"
#define MEDIA_TIMESTAMP           "application/vnd.etsi.timestamp-token"

/* --- ZIP: field values (APPNOTE.TXT; all numbers little-endian) --- */
enum zip_format {
    ZIP_SIG_LOCAL = 0x04034b50, ZIP_SIG_CENTRAL = 0x02014b50, ZIP_SIG_DESCRIPTOR = 0x08074b50,
    ZIP_SIG_END64 = 0x06064b50, ZIP_SIG_LOCATOR64 = 0x07064b50, ZIP_SIG_END = 0x06054b50,
    ZIP_SIZE_LOCAL = 30, ZIP_SIZE_CENTRAL = 46, ZIP_SIZE_END = 22, ZIP_SIZE_END64 = 56, ZIP_SIZE_LOCATOR64 = 20,
    ZIP_FLAG_LEVEL = 0x0006,        /* deflate level, only with method 8 */
    ZIP_FLAG_DESCRIPTOR = 0x0008,   /* never ours */
    ZIP_FLAG_UTF8 = 0x0800,         /* exactly when the name is not ASCII */
    ZIP_METHOD_STORED = 0, ZIP_METHOD_DEFLATED = 8,
    ZIP_VERSION_MAX = 45,           /* needed to extract: 10 or 20, 45 with zip64 */
    ZIP_MADE_BY = 0x033f,           /* Unix, APPNOTE 6.3: ours; also allowed: */
    ZIP_MADE_BY_OLD = 0x0314,       /* Unix, APPNOTE 2.0 */
    ZIP_EXTRA_ZIP64 = 0x0001
};
#define ZIP_FILE_MODE             0100644u              /* in the upper half of the external attributes */

/* --- limits --- */
#define PACKAGE_NEST_ENTRIES      900                   /* more entries than this: nested (DSS refuses over 1000) */
#define PACKAGE_NAME_MAX          120                   /* characters of an entry's name */
#define PACKAGE_NAME_BYTES        480                   /* the same in bytes of UTF-8, at most */
#define PACKAGE_ENTRIES_MAX       2000000u
#define PACKAGE_TOTAL_MAX         (UINT64_C(10) << 30)  /* bytes of all entries together, nested ones included */
#define PACKAGE_RATIO_MAX         1000u                 /* of one entry, above PACKAGE_RATIO_FREE */
#define PACKAGE_RATIO_OURS        100u                  /* what inflates more is stored (DSS refuses it) */
#define PACKAGE_RATIO_FREE        (UINT64_C(1) << 20)
#define PACKAGE_TEXT_MAX          (UINT64_C(256) << 20) /* a manifest or list that is read as a whole */
#define PACKAGE_SIGNATURE_MAX     (UINT64_C(16) << 20)  /* a signature or time-stamp */
#define NOTICE_MAX                (UINT64_C(64) << 10)
#define PACKAGE_RSA_BITS_MIN      3072

#endif
