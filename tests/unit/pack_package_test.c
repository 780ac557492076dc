/* The package room: what is nested, what is refused, what happens when the disk or a file does not play along. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "pack/entries.h"
#include "pack/format.h"
#include "verify_fixture.h"

static struct package_input small_input(struct fixture *fixture, struct tree *site)
{
    tree_new(fixture->arena, site);
    tree_put(site, S("index.html"), S("<!doctype html><title>x</title>"), "text/html");
    return (struct package_input){
        .site = site, .cover_html = S("cover"), .data_json = &data_json, .id = S("demo"), .title = S("Demo"),
        .as_of = S("2026-11-30"), .project_folder = -1, .source_date_epoch = 1700000000,
    };
}

static bool write_quietly(struct fixture *fixture, const struct package_input *input, const char *path, struct package_problem *problem)
{
    struct package_result result;
    *problem = (struct package_problem){.message = ""};
    return package_write(fixture->pool, input, path, NULL, &result, problem);
}

static void many_files_are_nested(void **state)
{
    struct fixture *fixture = *state;
    struct tree site;
    struct package_input input = small_input(fixture, &site);
    assert_false(package_plan(&input).site_nested);
    for (size_t i = 0; i + 1 < PACKAGE_NEST_ENTRIES - 10; i++)
        tree_put(&site, str_printf(fixture->arena, "p%zu.html", i), S("x"), "text/html");
    assert_false(package_plan(&input).site_nested);
    assert_int_equal(package_plan(&input).entries, PACKAGE_NEST_ENTRIES);
    tree_put(&site, S("one-more.html"), S("x"), "text/html");
    assert_true(package_plan(&input).site_nested);
    assert_false(package_plan(&input).source_nested);
}

/* A site's names may have 120 characters; with data/site/ in front they would be too long. */
static void long_names_are_nested(void **state)
{
    struct fixture *fixture = *state;
    struct tree site;
    struct judgement judgement;
    struct package_problem problem;
    struct package_input input = small_input(fixture, &site);
    struct str name = str_printf(fixture->arena, "%0115d.html", 7);
    tree_put(&site, name, S("x"), "text/html");
    const char *path = in_folder(fixture, "long.zip");
    assert_true(package_plan(&input).site_nested);
    assert_true(write_quietly(fixture, &input, path, &problem));
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_UNSIGNED);
    assert_int_equal(judgement.inner_entries, 2);
}

static void names_of_the_container_are_refused(void **state)
{
    static const char *const names[] = {"mimetype", "a/MimeType"};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < 2; i++) {
        struct tree site;
        struct package_problem problem;
        struct package_input input = small_input(fixture, &site);
        tree_put(&site, str_of(names[i]), S("x"), "text/plain");
        assert_false(write_quietly(fixture, &input, in_folder(fixture, "names.zip"), &problem));
        assert_int_equal(problem.status, EXIT_USAGE);
        assert_non_null(strstr(problem.message, "belongs to the container"));
    }
}

static void a_file_that_changed_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct tree site;
    struct package_problem problem;
    struct digest digest;
    uint64_t size;
    struct package_input input = small_input(fixture, &site);
    int folder = folder_open(fixture->folder);
    const char *path = in_folder(fixture, "changed.zip");
    file_write(folder, "evidence.txt", S("as it was"));
    assert_int_equal(file_digest(folder, "evidence.txt", &digest, &size), FILE_FINE);
    tree_put_from(&site, S("files/evidence.txt"), S("evidence.txt"), digest, size, "text/plain");
    input.project_folder = folder;
    assert_true(write_quietly(fixture, &input, path, &problem));
    unlink(in_folder(fixture, "evidence.txt"));
    file_write(folder, "evidence.txt", S("as it is!"));
    assert_false(write_quietly(fixture, &input, path, &problem));
    assert_int_equal(problem.status, EXIT_MACHINE);
    assert_non_null(strstr(problem.message, "evidence.txt"));
    unlink(in_folder(fixture, "evidence.txt"));
    assert_false(write_quietly(fixture, &input, path, &problem));
    close(folder);
    struct judgement judgement;
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_UNSIGNED);
}

/* A full disk: the old file stays, nothing else does. The limit on file sizes stands for the disk. */
static void a_full_disk_leaves_the_old_file(void **state)
{
    struct fixture *fixture = *state;
    struct tree site;
    struct package_problem problem;
    struct package_input input = small_input(fixture, &site);
    const char *path = in_folder(fixture, "full.zip");
    struct stat before, after;
    char *noise = arena_bytes(fixture->arena, 200000);
    assert_true(write_quietly(fixture, &input, path, &problem));
    assert_int_equal(stat(path, &before), 0);
    for (size_t i = 0; i < 200000; i++)
        noise[i] = (char)(rand() >> 7);
    tree_put(&site, S("noise.bin"), (struct str){noise, 200000}, "application/octet-stream");
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {100000, 100000};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(write_quietly(fixture, &input, path, &problem) ? 0 : problem.status == EXIT_MACHINE ? 3 : 9);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    const char *count = str_c(fixture->arena, str_printf(fixture->arena, "test -z \"$(ls -A %s | grep '^\\.full')\"", fixture->folder));
    assert_int_equal(system(count), 0);
}

static void zip_times_are_clipped(void **state)
{
    static const int64_t epochs[] = {0, 315532800, 1700000000, 4354819198, 9999999999};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < 5; i++) {
        struct tree site;
        struct judgement judgement;
        struct package_problem problem;
        struct package_input input = small_input(fixture, &site);
        const char *path = in_folder(fixture, "time.zip");
        input.source_date_epoch = epochs[i];
        assert_true(write_quietly(fixture, &input, path, &problem));
        assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_UNSIGNED);
    }
}

static void nothing_but_packages_can_be_signed(void **state)
{
    struct fixture *fixture = *state;
    struct package_result result;
    struct package_problem problem;
    int folder = folder_open(fixture->folder);
    file_write(folder, "text.zip", S("no package"));
    close(folder);
    assert_false(package_sign(fixture->pool, in_folder(fixture, "text.zip"), fixture->signer, 0, &result, &problem));
    assert_non_null(strstr(problem.message, "no readable package"));
    assert_false(package_sign(fixture->pool, in_folder(fixture, "absent.zip"), fixture->signer, 0, &result, &problem));
}

static int setup(void **state)
{
    static struct fixture fixture;
    fixture_new(&fixture, 2);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_files_are_nested),
        cmocka_unit_test(long_names_are_nested),
        cmocka_unit_test(names_of_the_container_are_refused),
        cmocka_unit_test(a_file_that_changed_is_refused),
        cmocka_unit_test(a_full_disk_leaves_the_old_file),
        cmocka_unit_test(zip_times_are_clipped),
        cmocka_unit_test(nothing_but_packages_can_be_signed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
