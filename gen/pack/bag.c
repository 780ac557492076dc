/* BagIt 1.0 (RFC 8493): manifests in the format of sha256sum, and bag-info.txt. */
#include "pack/bag.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "pack/format.h"

static void line(struct buf *out, struct digest digest, struct str name)
{
    static const char digits[] = "0123456789abcdef";
    char hex[64];
    for (size_t i = 0; i < sizeof digest.b; i++) {
        hex[2 * i] = digits[digest.b[i] >> 4];
        hex[2 * i + 1] = digits[digest.b[i] & 15];
    }
    buf_bytes(out, hex, sizeof hex);
    buf_puts(out, "  ");
    buf_put(out, name);
    buf_putc(out, '\n');
}

static struct str finish(struct arena *arena, struct buf *out)
{
    struct str text = buf_copy(arena, out);
    buf_free(out);
    return text;
}

struct str bag_list(struct arena *arena, const struct entries *entries, const char *prefix)
{
    struct buf out = {0};
    struct str start = str_of(prefix);
    for (size_t i = 0; i < entries->list.n; i++) {
        const struct entry *entry = &entries->list.v[i];
        if (str_starts(entry->name, start))
            line(&out, entry->digest, str_sub(entry->name, start.n, entry->name.n));
    }
    return finish(arena, &out);
}

struct str bag_manifest(struct arena *arena, const struct entries *entries)
{
    struct buf out = {0};
    for (size_t i = 0; i < entries->list.n; i++)
        if (str_starts(entries->list.v[i].name, S(PACKAGE_PAYLOAD)))
            line(&out, entries->list.v[i].digest, entries->list.v[i].name);
    return finish(arena, &out);
}

struct str bag_tag_manifest(struct arena *arena, const struct entries *entries)
{
    struct buf out = {0};
    for (size_t i = 0; i < entries->list.n; i++) {
        const struct entry *entry = &entries->list.v[i];
        if (!str_starts(entry->name, S(PACKAGE_PAYLOAD)) && !str_starts(entry->name, S(PACKAGE_META)))
            line(&out, entry->digest, entry->name);
    }
    return finish(arena, &out);
}

uint64_t bag_payload(const struct entries *entries, size_t *count)
{
    uint64_t bytes = 0;
    *count = 0;
    for (size_t i = 0; i < entries->list.n; i++) {
        if (!str_starts(entries->list.v[i].name, S(PACKAGE_PAYLOAD)))
            continue;
        bytes += entries->list.v[i].size;
        ++*count;
    }
    return bytes;
}

/* One line, whatever the value holds. */
static void label(struct buf *out, const char *name, struct str value)
{
    if (value.n == 0)
        return;
    buf_puts(out, name);
    buf_puts(out, ": ");
    for (size_t i = 0; i < value.n; i++)
        buf_putc(out, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
    buf_putc(out, '\n');
}

static void packed_labels(struct arena *arena, struct buf *out, const struct entries *entries)
{
    struct digest_stream *stream = digest_begin();
    uint64_t bytes = 0;
    size_t count = 0;
    for (size_t i = 0; i < entries->list.n; i++) {
        const struct entry *entry = &entries->list.v[i];
        if (!entry->deflated)
            continue;
        digest_add(stream, entry->packed_digest.b, sizeof entry->packed_digest.b);
        bytes += entry->packed;
        count++;
    }
    label(out, BAG_PACKED_OXUM, str_printf(arena, "%" PRIu64 ".%zu", bytes, count));
    label(out, BAG_PACKED_DIGEST, digest_hex(arena, digest_end(stream)));
}

struct str bag_info(struct arena *arena, const struct package_input *input, const struct entries *entries)
{
    struct buf out = {0};
    size_t count;
    uint64_t bytes = bag_payload(entries, &count);
    label(&out, "Source-Organization", input->organization);
    label(&out, "External-Description", input->title);
    label(&out, "External-Identifier", input->id);
    label(&out, "Bagging-Date", input->as_of);
    label(&out, "Audience", input->audience);
    label(&out, BAG_OXUM, str_printf(arena, "%" PRIu64 ".%zu", bytes, count));
    packed_labels(arena, &out, entries);
    return finish(arena, &out);
}
