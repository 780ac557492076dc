/* What the YAML library finds wrong, said so that the writer of the file can mend it. */
#ifndef READ_YAML_ERROR_H
#define READ_YAML_ERROR_H

#include "read/yaml_place.h"

/* False, and reported, when a line is a directive. The library's time grows with the square of their number,
 * so this comes first. */
bool yaml_directives_check(const struct yaml_places *places);
void yaml_error_report(struct yaml_places *places, const yaml_parser_t *parser);

#endif
