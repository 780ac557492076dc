/* Running one command of somebody else's: bounded in time and in what it may say, and gone with all its children
 * when it is over. */
#ifndef COLLECT_RUN_H
#define COLLECT_RUN_H

#include <stdbool.h>
#include <stdint.h>

struct run_sink {
    int fd;                     /* where the stream is written; -1: it is dropped */
    uint64_t max;               /* bytes */
    bool fatal;                 /* more than that ends the command; else the rest is dropped */
    uint64_t written;
    bool cut;                   /* there was more */
};

struct run {
    const char *program;        /* to be executed; argv[0] is what it is told */
    char *const *argv, *const *environment;
    int folder;                 /* its working folder */
    unsigned timeout;           /* seconds */
    struct run_sink out, err;

    enum run_end { RUN_EXITED, RUN_SIGNALLED, RUN_TIMED_OUT, RUN_TOO_LARGE, RUN_NOT_STARTED } end;
    int status;                 /* of RUN_EXITED */
    int signal;                 /* of RUN_SIGNALLED */
    int error;                  /* errno, of RUN_NOT_STARTED */
    bool left_processes;        /* it ended, and something it had started had not */
};

/* Runs the command to its end, with nothing on standard input and without a terminal. When it returns, no process that
 * the command started is left, also none that made itself a daemon. */
void run_command(struct run *run);

#endif
