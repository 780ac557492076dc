/* No key stands twice in a mapping. */
#ifndef READ_YAML_KEYS_H
#define READ_YAML_KEYS_H

#include "read/yaml.h"

/* Reports keys that stand twice (not all, when they are many) and gives their number. */
size_t yaml_keys_check(struct diags *diags, const struct node *mapping);

#endif
