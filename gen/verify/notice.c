/* Was the package taken back? */
#include "verify/notice.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pack/format.h"
#include "verify/bag.h"
#include "verify/signature.h"

struct notice {
    struct judgement *judgement;
    const struct verify_options *options;
    int64_t now;
    int folder;
    struct str name;
    struct str text, signature;
};

static bool unreadable(const struct notice *notice, const char *why)
{
    return judge(notice->judgement, PROBLEM_NOTICE_UNREADABLE, notice->name, "is no withdrawal notice that can be read: %s", why);
}

static bool read_part(const struct notice *notice, struct str name, size_t max, struct str *bytes)
{
    struct arena *arena = notice->judgement->arena;
    enum file_problem problem = file_read(arena, notice->folder, str_c(arena, name), max, bytes);
    return problem == FILE_FINE || unreadable(notice, file_problem_text(problem));
}

/* True when it can be read and is about this package. */
static bool is_about(const struct notice *notice)
{
    struct digest content;
    if (!str_is(bag_label(notice->text, NOTICE_VERSION_LABEL), NOTICE_VERSION) || str_utf8_error(notice->text) < notice->text.n)
        return unreadable(notice, "it does not begin as one of this version");
    if (!digest_parse(bag_label(notice->text, NOTICE_CONTENT), &content))
        return unreadable(notice, "it names no package");
    return digest_eq(content, notice->judgement->content);
}

/* Who signed the notice; by the rules for signatures of packages. */
static enum verdict signed_by(const struct notice *notice, struct str *signer)
{
    struct judgement own;
    struct zip_entry text = {.name = notice->name, .text = notice->text};
    struct zip_entry signature = {.name = notice->name, .text = notice->signature};
    struct asic_manifest manifest = {.entry = &text, .signed_by = &signature};
    judgement_new(notice->judgement->arena, &own, "");
    signature_judge(&own, notice->options, notice->now, -1, &manifest);
    *signer = own.signatures.v[0].signer;
    return own.signatures.v[0].verdict;
}

static void judge_notice(struct notice *notice)
{
    struct str signer, name = str_printf(notice->judgement->arena, "%.*s" NOTICE_SIGNATURE, STR(notice->name));
    if (!read_part(notice, notice->name, NOTICE_MAX, &notice->text) || !is_about(notice))
        return;
    struct str when = bag_label(notice->text, NOTICE_TIME), reason = bag_label(notice->text, NOTICE_REASON);
    bool there = read_part(notice, name, PACKAGE_SIGNATURE_MAX, &notice->signature);
    if (there && signed_by(notice, &signer) == VERDICT_PASSED)
        judge(notice->judgement, PROBLEM_WITHDRAWN, notice->name, "says that this package was withdrawn at %.*s by %.*s: %.*s",
              STR(when), STR(signer), STR(reason));
    else
        judge(notice->judgement, PROBLEM_WITHDRAWAL_OPEN, notice->name,
              "says that this package was withdrawn at %.*s (%.*s), but no given anchor stands behind its signature", STR(when), STR(reason));
}

void notices_check(struct judgement *judgement, const struct verify_options *options, int64_t now)
{
    struct listing listing = {.list = {0}};
    struct notice notice = {.judgement = judgement, .options = options, .now = now, .folder = folder_open(options->notices)};
    if (notice.folder < 0) {
        judge(judgement, PROBLEM_NOTICES_ABSENT, str_of(options->notices), "cannot be searched for notices: %s", strerror(errno));
        return;
    }
    folder_list(judgement->arena, notice.folder, ".", &listing);
    for (size_t i = 0; i < listing.list.n; i++) {
        notice.name = listing.list.v[i].path;
        if (str_ends(notice.name, S(NOTICE_SUFFIX)))
            judge_notice(&notice);
    }
    close(notice.folder);
}
