/* The values of variables that a collector is given must not get into evidence. */
#ifndef COLLECT_SECRET_H
#define COLLECT_SECRET_H

#include "model/collector.h"

/* The name of a variable of `environment` whose value stands in the file, or "". Values of less than 8 bytes are none that
 * could be told from chance. */
struct str secret_find(struct arena *arena, int folder, const char *path, const struct collector *collector);

#endif
