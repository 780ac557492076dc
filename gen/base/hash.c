/* SHA-256 by OpenSSL. */
#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/arena.h"
#include "base/die.h"

struct digest_stream { EVP_MD_CTX *context; };

static EVP_MD *sha256;
static pthread_key_t context_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void context_free(void *context)
{
    EVP_MD_CTX_free(context);
}

/* Fetching searches the providers, which takes longer than a small digest: once is enough. */
static void fetch(void)
{
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    if (!sha256 || pthread_key_create(&context_key, context_free) != 0)
        die(EXIT_MACHINE, "OpenSSL offers no SHA-256");
}

static void begin(EVP_MD_CTX *context)
{
    if (!context || EVP_DigestInit_ex2(context, sha256, NULL) != 1)
        die(EXIT_MACHINE, "OpenSSL cannot begin a digest");
}

static struct digest end(EVP_MD_CTX *context)
{
    struct digest d;
    if (EVP_DigestFinal_ex(context, d.b, NULL) != 1)
        die(EXIT_MACHINE, "OpenSSL cannot end a digest");
    return d;
}

static void add(EVP_MD_CTX *context, const void *bytes, size_t size)
{
    if (size && EVP_DigestUpdate(context, bytes, size) != 1)
        die(EXIT_MACHINE, "OpenSSL cannot go on with a digest");
}

/* One context a thread, used again and again; freed when the thread ends. */
static EVP_MD_CTX *thread_context(void)
{
    static _Thread_local EVP_MD_CTX *context;

    pthread_once(&once, fetch);
    if (!context) {
        context = EVP_MD_CTX_new();
        pthread_setspecific(context_key, context);
    }
    return context;
}

struct digest digest_of(struct str bytes)
{
    EVP_MD_CTX *context = thread_context();
    begin(context);
    add(context, bytes.p, bytes.n);
    return end(context);
}

struct digest_stream *digest_begin(void)
{
    struct digest_stream *stream = malloc(sizeof *stream);

    if (!stream)
        die(EXIT_MACHINE, "no memory for a digest");
    pthread_once(&once, fetch);
    stream->context = EVP_MD_CTX_new();
    begin(stream->context);
    return stream;
}

void digest_add(struct digest_stream *stream, const void *bytes, size_t size)
{
    add(stream->context, bytes, size);
}

struct digest digest_end(struct digest_stream *stream)
{
    struct digest d = end(stream->context);
    EVP_MD_CTX_free(stream->context);
    free(stream);
    return d;
}

bool digest_eq(struct digest a, struct digest b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool digest_is_zero(struct digest d)
{
    return digest_eq(d, (struct digest){ { 0 } });
}

struct str digest_hex(struct arena *arena, struct digest d)
{
    static const char digits[] = "0123456789abcdef";
    char *p = arena_bytes(arena, 2 * sizeof d.b + 1);

    for (size_t i = 0; i < sizeof d.b; i++) {
        p[2 * i] = digits[d.b[i] >> 4];
        p[2 * i + 1] = digits[d.b[i] & 15];
    }
    p[2 * sizeof d.b] = '\0';
    return (struct str){ p, 2 * sizeof d.b };
}

struct str digest_base64(struct arena *arena, struct digest d)
{
    unsigned char *p = (unsigned char *)arena_bytes(arena, 48);
    int n = EVP_EncodeBlock(p, d.b, sizeof d.b);
    return (struct str){ (const char *)p, (size_t)n };
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool digest_parse(struct str hex, struct digest *d)
{
    struct digest read;

    if (hex.n != 2 * sizeof read.b)
        return false;
    for (size_t i = 0; i < sizeof read.b; i++) {
        int high = nibble(hex.p[2 * i]), low = nibble(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        read.b[i] = (uint8_t)(high * 16 + low);
    }
    *d = read;
    return true;
}
