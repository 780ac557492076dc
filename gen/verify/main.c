/* dossier-verify: the judge alone, for those who receive packages. */
#include "verify/options.h"

int main(int argc, char **argv)
{
    return verify_main(argc, argv);
}
