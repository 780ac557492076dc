/* The machine is wrong (no memory, disk full, a broken installation): say so and end.
 * What the user's files do wrong is never a reason to die; that is diag.h. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

enum exit_status {
    EXIT_FINE = 0,
    EXIT_FINDINGS = 1,      /* findings at or above fail_on; errors stopped a build */
    EXIT_USAGE = 2,         /* command line or settings */
    EXIT_MACHINE = 3,       /* input/output or internal */
    EXIT_NOT_VERIFIED = 4   /* a package was judged and did not pass */
};

/* Prints "dossier: MESSAGE" to stderr and ends with `status`. An `errno` other than 0 is not added:
 * say %s with strerror(errno) where it helps. */
_Noreturn void die(enum exit_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
