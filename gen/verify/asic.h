/* ASiC manifests (EN 319 162-1, annex A.4): which signature they belong to and what they cover. */
#ifndef VERIFY_ASIC_H
#define VERIFY_ASIC_H

#include "verify/zip.h"

struct asic_reference {
    struct str name;            /* the URI, percent-decoded */
    const char *digest_name;    /* "SHA256", for OpenSSL; NULL: an algorithm that is not allowed */
    struct str digest;          /* bytes */
};

struct asic_manifest {
    struct zip_entry *entry;
    bool archive;               /* ASiCArchiveManifest: belongs to a time-stamp, not to a signature */
    struct str signature;       /* the URI of SigReference, percent-decoded */
    struct str media_type;      /* of SigReference; may be empty */
    struct zip_entry *signed_by;    /* the entry it names, once asic_link found it */
    vec(struct asic_reference) references;
};

struct asic {
    vec(struct asic_manifest) manifests;    /* in the order of the entries */
};

bool asic_wants(struct str name);       /* everything in META-INF */
/* Parses one manifest; false when it is no manifest, which is reported. */
bool asic_parse(struct judgement *judgement, struct asic_manifest *manifest, bool foreign);
/* All of META-INF: parses the manifests, pairs them with signatures, and checks that they cover every entry
 * exactly once with the right digest. */
void asic_check(const struct zip *zip, struct judgement *judgement, struct asic *asic);

#endif
