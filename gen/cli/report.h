/* Diagnostics in the formats of `dossier check`. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/session.h"

void report_text(struct session *session);
void report_json(struct session *session);

#endif
