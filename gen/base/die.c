/* The end of a run that cannot go on. */
#include "base/die.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Two threads must not both run exit(): the first one ends the program, the others wait for that. A clean-up
 * handler that dies itself may not start again. */
static void enter_once(enum exit_status status)
{
    static atomic_flag dying = ATOMIC_FLAG_INIT;
    static _Thread_local bool mine;

    if (!atomic_flag_test_and_set(&dying)) {
        mine = true;
        return;
    }
    if (mine)
        _exit(status);
    for (;;)
        pause();
}

void die(enum exit_status status, const char *format, ...)
{
    char text[2000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    enter_once(status);
    fflush(stdout);
    fprintf(stderr, "dossier: %s\n", text);
    exit(status);
}
