/* dossier doctor: what this machine and this folder give the program to work with. Nothing is changed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include <cmark-gfm.h>
#include <libdeflate.h>
#include <libxml/parser.h>
#include <lua.h>
#include <openssl/crypto.h>
#include <utf8proc.h>
#include <yaml.h>
#include <zip.h>
#include <zlib.h>

#include "base/json.h"
#include "base/path.h"
#include "cli/session.h"

static const struct option_row options[] = {
    { "format", 0, "FORMAT", "text or json" },
    { NULL, 0, NULL, NULL }
};

enum state { STATE_FINE, STATE_ABSENT, STATE_PROBLEM };     /* absent: something can be done without it */
static const char *const state_names[] = { "fine", "absent", "problem" };

struct finding {
    const char *name;
    enum state state;
    struct str detail;
};

struct examination {
    const struct invocation *call;
    struct arena *arena;
    vec(struct finding) findings;
};

static void note(struct examination *examination, const char *name, enum state state, struct str detail)
{
    *vec_add(examination->arena, &examination->findings) = (struct finding){ name, state, detail };
}

static void look_at_libraries(struct examination *examination)
{
    const struct { const char *name, *version; } libraries[] = {
        { "cmark-gfm", cmark_version_string() }, { "libcrypto", OpenSSL_version(OPENSSL_VERSION_STRING) }, { "libdeflate", LIBDEFLATE_VERSION_STRING }, { "libxml2", LIBXML_DOTTED_VERSION },
        { "libyaml", yaml_get_version_string() }, { "libzip", zip_libzip_version() }, { "lua", LUA_RELEASE },
        { "utf8proc", utf8proc_version() }, { "zlib", zlibVersion() } };
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        note(examination, libraries[i].name, STATE_FINE, str_of(libraries[i].version));
}

/* The first file of this name on PATH that may be run; "" when there is none. */
static struct str find_program(struct arena *arena, const char *name)
{
    struct str rest = str_of(getenv("PATH")), folder;
    while (str_split(&rest, ':', &folder)) {
        struct str path = path_join(arena, folder.n ? folder : S("."), str_of(name));
        if (access(path.p, X_OK) == 0)
            return path;
    }
    return S("");
}

static void look_at_programs(struct examination *examination)
{
    static const struct { const char *name, *use; } programs[] = {
        { "dot", "diagrams" }, { "git", "the history of a project" }, { "openssl", "keys, certificates and time-stamps" },
        { "weasyprint", "PDF copies of pages" } };
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct str path = find_program(examination->arena, programs[i].name);
        struct str none = str_printf(examination->arena, "not on PATH; optional, for %s", programs[i].use);
        note(examination, programs[i].name, path.n ? STATE_FINE : STATE_ABSENT, path.n ? path : none);
    }
}

static void look_at_library(struct examination *examination)
{
    struct str path = library_look(examination->arena);
    note(examination, "library", path.n ? STATE_FINE : STATE_PROBLEM, path.n ? path : S("no folder of record types and templates beside the program"));
}

/* Another run that writes there holds a lock until it has ended. */
static void look_at_site(struct examination *examination, int project)
{
    int site = openat(project, "site", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (site < 0) {
        bool none = errno == ENOENT;
        note(examination, "site", none ? STATE_ABSENT : STATE_PROBLEM, none ? S("not built yet") : str_of(strerror(errno)));
        return;
    }
    bool busy = flock(site, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK;
    note(examination, "site", busy ? STATE_PROBLEM : STATE_FINE, busy ? S("another build is writing to it") : S("no build is writing to it"));
    close(site);
}

static void look_at_project(struct examination *examination)
{
    const char *folder = examination->call->folder;
    int project = folder_open(folder);
    if (project < 0) {
        note(examination, "project", STATE_PROBLEM, str_printf(examination->arena, "cannot open the folder %s: %s", folder, strerror(errno)));
        return;
    }
    bool is_project = faccessat(project, "dossier.yaml", R_OK, AT_SYMLINK_NOFOLLOW) == 0;
    note(examination, "project", is_project ? STATE_FINE : STATE_ABSENT,
         str_printf(examination->arena, is_project ? "%s/dossier.yaml" : "no dossier.yaml in %s; `dossier init DIR` makes a project", folder));
    bool writable = faccessat(project, ".", W_OK | X_OK, AT_EACCESS) == 0;
    note(examination, "writing", writable ? STATE_FINE : STATE_PROBLEM, writable ? S("the folder may be written") : S("the folder may not be written"));
    if (is_project)
        look_at_site(examination, project);
    close(project);
}

/* Years in which no clock that was ever set can be. */
static void look_at_clock(struct examination *examination)
{
    enum { FIRST_YEAR = 2024, LAST_YEAR = 2100 };
    struct datetime now = datetime_of_epoch((int64_t)time(NULL));
    int year = date_parts(now.day).year;
    int64_t epoch = source_date_epoch();
    bool sane = year >= FIRST_YEAR && year <= LAST_YEAR;
    struct str text = str_printf(examination->arena, "%.*s%s", STR(datetime_text(examination->arena, now)), sane ? "" : ", which cannot be: signatures and dates will be wrong");
    note(examination, "clock", sane ? STATE_FINE : STATE_PROBLEM, text);
    if (epoch >= 0)
        note(examination, "SOURCE_DATE_EPOCH", STATE_FINE, datetime_text(examination->arena, datetime_of_epoch(epoch)));
}

static void look_at_processors(struct examination *examination)
{
    note(examination, "processors", STATE_FINE, str_printf(examination->arena, "%ld", sysconf(_SC_NPROCESSORS_ONLN)));
}

static void print_text(const struct examination *examination)
{
    for (size_t i = 0; i < examination->findings.n; i++) {
        const struct finding *finding = &examination->findings.v[i];
        printf("%-20s %-8s %.*s\n", finding->name, state_names[finding->state], STR(finding->detail));
    }
}

static void print_json(const struct examination *examination, bool fine)
{
    struct buf out = { 0 };
    struct json json = { .out = &out };
    json_object(&json);
    json_key(&json, "checks");
    json_array(&json);
    for (size_t i = 0; i < examination->findings.n; i++) {
        const struct finding *finding = &examination->findings.v[i];
        json_object(&json);
        json_member(&json, "detail", finding->detail);
        json_member(&json, "name", str_of(finding->name));
        json_member(&json, "state", str_of(state_names[finding->state]));
        json_end_object(&json);
    }
    json_end_array(&json);
    json_key(&json, "fine");
    json_bool(&json, fine);
    json_member_int(&json, "version", 1);
    json_end_object(&json);
    printf("%.*s\n", STR(buf_str(&out)));
    buf_free(&out);
}

static int run(const struct invocation *call)
{
    static const char *const formats[] = { "text", "json", NULL };
    const char *format = option_word(call, "format", formats);
    struct examination examination = { .call = call, .arena = arena_new() };
    note(&examination, "dossier", STATE_FINE, S(DOSSIER_VERSION));
    look_at_libraries(&examination);
    look_at_programs(&examination);
    look_at_library(&examination);
    look_at_project(&examination);
    look_at_clock(&examination);
    look_at_processors(&examination);
    bool fine = true;
    for (size_t i = 0; i < examination.findings.n; i++)
        fine = fine && examination.findings.v[i].state != STATE_PROBLEM;
    if (!strcmp(format, "json"))
        print_json(&examination, fine);
    else
        print_text(&examination);
    arena_free(examination.arena);
    return fine ? EXIT_FINE : EXIT_MACHINE;
}

const struct command command_doctor = { .name = "doctor", .operands = "", .summary = "say what this machine and folder give the program to work with",
    .options = options, .least = 0, .most = 0, .run = run };
