/* Withdrawal notices: NAME.withdrawal.txt, lines of "Label: value" (pack/format.h names them), and its detached CAdES
 * signature NAME.withdrawal.txt.p7s. A notice is about every package of that content, however it is packed or signed. */
#ifndef VERIFY_NOTICE_H
#define VERIFY_NOTICE_H

#include "verify/verify.h"

/* Looks through the folder options->notices for notices about the package; its content must be known. A notice that a
 * given anchor stands behind rejects the package; one whose signer is not settled leaves the verdict open, since it may
 * be true; one that cannot be read is a note. */
void notices_check(struct judgement *judgement, const struct verify_options *options, int64_t now);

#endif
