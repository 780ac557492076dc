/* The command line of `dossier verify` and `dossier-verify`. */
#ifndef VERIFY_OPTIONS_H
#define VERIFY_OPTIONS_H

/* argv[0] is how to call it, for messages. Gives the exit status: EXIT_FINE only for TOTAL-PASSED. */
int verify_main(int argc, char **argv);

#endif
