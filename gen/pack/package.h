/* Packages: one call makes the container from trees, one signs a container that exists.
 * Invariant: the file named is either the old one or the whole new one, at any moment.
 * Errors of the user's files and keys come back as a problem; a full disk or missing memory ends the program. */
#ifndef PACK_PACKAGE_H
#define PACK_PACKAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/die.h"
#include "base/hash.h"
#include "base/str.h"

struct arena;
struct pool;
struct tree;
struct tree_file;
struct spool;
struct signer;

/* Why nothing was written: a sentence without a full stop, and the exit status it deserves. */
struct package_problem {
    enum exit_status status;    /* EXIT_USAGE: key, certificate or request; EXIT_MACHINE: a file */
    char message[600];
};

/* What goes in. Texts are UTF-8; everything is borrowed. */
struct package_input {
    const struct tree *site;        /* data/site/ */
    const struct tree *source;      /* data/source/; may be NULL or empty */
    struct str cover_html;          /* index.html */
    struct str readme;              /* README.txt; empty: written here */
    const struct tree_file *data_json;      /* data/dossier.json */
    struct str since;               /* data/since.txt; empty: not made against an older package */
    const struct spool *spool;      /* where the site's pages are that its store took; NULL when they are in memory */
    struct str id, title, organization, audience;
    struct str as_of;               /* YYYY-MM-DD */
    int project_folder;             /* what the `from` of tree files is relative to */
    int64_t source_date_epoch;      /* seconds since 1970, or -1: not given */
};

/* How many entries the package of `input` will have, and whether the site will be nested: the cover page says so. */
struct package_plan {
    size_t entries;
    bool site_nested, source_nested;
};
struct package_plan package_plan(const struct package_input *input);

/* What came out. */
struct package_result {
    struct digest digest;           /* of the package file */
    uint64_t size;
    size_t entries;                 /* of the outer ZIP */
    uint64_t payload;               /* bytes below data/ */
    unsigned signatures;
};

/* Writes the package to `path` and `path`.sha256, signed when `signer` is given. The folder of `path` must exist. */
bool package_write(struct pool *pool, const struct package_input *input, const char *path,
                   const struct signer *signer, struct package_result *result, struct package_problem *problem);

/* Adds one signature to the package at `path`: the first one or a co-signature. Entries that are there stay as
 * they are, byte for byte. The package is not judged here: verify it first. `source_date_epoch` as above. */
bool package_sign(struct pool *pool, const char *path, const struct signer *signer, int64_t source_date_epoch,
                  struct package_result *result, struct package_problem *problem);

/* Keys and certificates, as files named by the user; all but key and certificate may be NULL. */
struct signer_files {
    const char *key;            /* PEM private key, readable by its owner only; or a PKCS#11 URI, "pkcs11:..." */
    const char *certificate;    /* PEM, the signer's own */
    const char *chain;          /* PEM, certificates of the authorities between; roots are left out */
    const char *pass_file;      /* first line: the passphrase or PIN; else asked for on the terminal */
    const char *const *crls;    /* PEM or DER revocation lists to embed, `crl_count` of them */
    size_t crl_count;
};
/* EC on P-256 or P-384, or RSA of at least 3072 bits; the certificate must belong to the key and allow
 * digitalSignature or nonRepudiation. NULL and a problem when not. */
struct signer *signer_load(const struct signer_files *files, struct package_problem *problem);
void signer_free(struct signer *signer);

#endif
