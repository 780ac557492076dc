/* Text into HTML or XML: & < > " ' become references. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"

void buf_html(struct buf *out, struct str text);
/* True for http, https, mailto and relative addresses; false for every other scheme, //host and \\host,
 * and for addresses with control characters. */
bool url_is_allowed(struct str url);
/* Percent-encodes everything but unreserved characters and '/'. */
void buf_url_path(struct buf *out, struct str path);

#endif
