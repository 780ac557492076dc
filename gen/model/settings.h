/* dossier.yaml. */
#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H

#include "base/date.h"
#include "read/yaml.h"

struct audience {
    struct str name, ceiling;   /* ceiling is one of `levels` */
    size_t n_without;
    struct str *without;        /* names of record types */
    struct pos pos;
};

struct settings {
    struct str id, organization, title, language, theme;
    date_days as_of;            /* DATE_NONE when the file does not say */
    struct pos as_of_pos;
    size_t n_frameworks;
    struct str *frameworks;
    struct pos *framework_pos;
    size_t n_levels;
    struct str *levels;         /* ascending */
    size_t n_audiences;
    struct audience *audiences;
    unsigned risk_scale, risk_appetite;
    struct str package_profile;
    struct pos package_profile_pos;
    bool fail_on_warning;
};

/* False: reported. Unset keys have the defaults of the format. */
bool settings_load(struct arena *arena, struct diags *diags, const struct node *node, struct settings *settings);
const struct audience *settings_audience(const struct settings *settings, struct str name);    /* or NULL */

#endif
