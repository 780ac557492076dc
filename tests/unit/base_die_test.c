/* Unit tests of base/die.c. */
#include <string.h>

#include "base_temp.h"

#include "base/die.h"

static void die_3(void *unused)
{
    (void)unused;
    die(EXIT_MACHINE, "no %s", "disk");
}

static void status_is_what_was_asked(void **state)
{
    (void)state;
    assert_int_equal(in_child(die_3, NULL), EXIT_MACHINE);
}

static void die_again(void)
{
    die(EXIT_MACHINE, "again");
}

static void die_in_handler(void *unused)
{
    (void)unused;
    atexit(die_again);
    die(EXIT_USAGE, "first");
}

static void dying_handler_ends(void **state)
{
    (void)state;
    assert_int_equal(in_child(die_in_handler, NULL), EXIT_MACHINE);
}

static void message_goes_to_stderr(void **state)
{
    struct temp *temp = *state;
    char path[80], text[64] = "";
    snprintf(path, sizeof path, "%s/err", temp->path);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen(path, "w", stderr))
            _exit(1);
        die(EXIT_USAGE, "no such %s", "option");
    }
    waitpid(child, NULL, 0);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_true(fread(text, 1, sizeof text - 1, f) > 0);
    fclose(f);
    assert_string_equal(text, "dossier: no such option\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_is_what_was_asked),
        cmocka_unit_test(dying_handler_ends),
        with_temp(message_goes_to_stderr),
    };
    return cmocka_run_group_tests_name("base/die", tests, NULL, NULL);
}
