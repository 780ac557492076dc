/* Options about keys, shared by the commands that sign. */
#ifndef CLI_SIGNING_H
#define CLI_SIGNING_H

#include "cli/cli.h"
#include "pack/package.h"

/* Rows for an option table. */
#define SIGNING_OPTIONS \
    { "key", 0, "FILE", "the private key, PEM, readable by its owner only" }, \
    { "cert", 0, "FILE", "the signer's certificate, PEM" }, \
    { "chain", 0, "FILE", "certificates of the authorities between it and the root, PEM" }, \
    { "crl", 0, "FILE", "a revocation list to embed; may be repeated" }, \
    { "pass-file", 0, "FILE", "its first line is the passphrase of the key (default: ask)" }

/* The signer that the options name; NULL when there is no --key. Ends with a message when it cannot be used. */
struct signer *signing_load(const struct invocation *call);
/* Ends with the message and the status of a problem. */
_Noreturn void signing_fail(const struct package_problem *problem);
/* `dossier sign` and `dossier cosign`: one more signature, the first one or not. */
int signing_add(const struct invocation *call, bool first);
/* What was written, on stderr. */
void signing_report(const struct invocation *call, const char *path, const struct package_result *result);

#endif
