/* The BagIt side of a package: manifests, Payload-Oxum, packed bytes, and the lists of nested ZIPs. */
#ifndef VERIFY_BAG_H
#define VERIFY_BAG_H

#include "verify/zip.h"

/* Marks in zip_entry.listed: which kind of list names an entry. */
enum { LISTED_PAYLOAD = 1, LISTED_TAG = 2, LISTED_INNER = 4 };

/* Is this an entry whose text bag_check reads? */
bool bag_wants(struct str name);
/* The value of "LABEL: value" in lines of that kind; empty when there is none or more than one. */
struct str bag_label(struct str text, const char *label);
/* The outer ZIP; reports what does not agree. A foreign container without bagit.txt is no bag and passes. */
void bag_check(const struct zip *zip, struct judgement *judgement);
/* A nested ZIP against the list beside it in the outer one. */
void bag_check_nested(const struct zip *outer, struct str list_name, const struct zip *nested, struct judgement *judgement);

#endif
