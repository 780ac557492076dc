/* Private keys that live in a token, named by a PKCS#11 URI (RFC 7512). OpenSSL 3.0 reaches them through an engine
 * only, an interface that it calls deprecated and for which Debian 12 has no replacement: it stays in this file. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/engine.h>
#include <openssl/err.h>
#include <string.h>

#include "base/arena.h"
#include "pack/entries.h"
#include "pack/signer.h"

enum { PIN_MAX = 256 };

/* The value of `name=` in the URI, percent-encoding left as it is; NULL when it is not there. */
static const char *attribute(struct arena *arena, const char *uri, const char *name)
{
    const char *at = strstr(uri, name);
    return at == NULL ? NULL : str_c(arena, (struct str){at + strlen(name), strcspn(at + strlen(name), ";&?")});
}

static ENGINE *open_engine(struct arena *arena, const char *uri, const char *pin)
{
    const char *module = attribute(arena, uri, "module-path=");
    ENGINE_load_dynamic();
    ENGINE *engine = ENGINE_by_id("pkcs11");
    if (engine == NULL)
        return NULL;
    if ((module == NULL || ENGINE_ctrl_cmd_string(engine, "MODULE_PATH", module, 0) == 1)
        && ENGINE_ctrl_cmd_string(engine, "PIN", pin, 0) == 1 && ENGINE_init(engine) == 1)
        return engine;
    ENGINE_free(engine);
    return NULL;
}

static bool take_pin(const char *pass_file, char *pin, struct package_problem *problem)
{
    if (pass_file != NULL)
        return signer_passphrase(pass_file, pin, PIN_MAX, problem);
    return EVP_read_pw_string(pin, PIN_MAX, "PIN of the token: ", 0) == 0
        || package_fail(problem, EXIT_USAGE, "the token needs a PIN: from a terminal or with --pass-file");
}

EVP_PKEY *token_key(const char *uri, const char *pass_file, struct package_problem *problem)
{
    char pin[PIN_MAX + 1] = "";
    EVP_PKEY *key = NULL;
    if (strstr(uri, "pin-value=") != NULL) {
        package_fail(problem, EXIT_USAGE, "a PIN does not belong on the command line: use --pass-file or the prompt");
        return NULL;
    }
    if (!take_pin(pass_file, pin, problem))
        return NULL;
    struct arena *arena = arena_new();
    ENGINE *engine = open_engine(arena, uri, pin);
    if (engine == NULL) {
        package_fail(problem, EXIT_USAGE, "no access to PKCS#11 tokens: install libengine-pkcs11-openssl and name the module "
                     "in PKCS11_MODULE_PATH or as module-path= in the URI");
    } else {
        struct str path = str_sub(str_of(uri), 0, str_find(str_of(uri), '?'));      /* without module-path */
        key = ENGINE_load_private_key(engine, str_c(arena, path), NULL, NULL);
        if (key == NULL)
            package_fail(problem, EXIT_USAGE, "the token has no key '%s', or the PIN is wrong", uri);
        ENGINE_finish(engine);          /* the key holds on to it */
        ENGINE_free(engine);
    }
    OPENSSL_cleanse(pin, sizeof pin);
    arena_free(arena);
    ERR_clear_error();
    return key;
}
