/* YAML evidence through read/yaml.h. Problems are facts here, not diagnostics: the file is not the project's. */
#ifndef READ_EVIDENCE_YAML_H
#define READ_EVIDENCE_YAML_H

#include "read/evidence.h"
#include "read/yaml.h"

/* NULL and the first problem with its line when the text cannot be read. */
const struct node *yaml_evidence(struct evidence_input *input, struct str text, uint32_t first_line, struct str *problem);
/* The YAML between the two lines "---" at the start of `text`; false when there is none. */
bool front_matter(struct str text, struct str *yaml);

struct str node_text(const struct node *mapping, const char *key);      /* of a scalar; empty when absent */
/* A scalar, or the scalars of a list joined with ", ". */
struct str node_joined(struct arena *arena, const struct node *mapping, const char *key);

/* A model or data set card: front matter and Markdown. A card is a document; what it claims is shown, not judged. */
void card_read(struct evidence_input *input, struct facts *facts, void (*read)(struct facts *, const struct node *));

#endif
