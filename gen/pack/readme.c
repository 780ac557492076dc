/* README.txt: what the package is and how to check it with everyday tools. */
#include "base/buf.h"
#include "base/arena.h"
#include "pack/bag.h"
#include "pack/format.h"

static const char layout[] =
    "What is inside\n"
    "--------------\n"
    "index.html                 the cover page, with what its reader expects and what is missing:\n"
    "                           open it in any browser\n"
    "%s"
    "data/dossier.json          the same facts for machines\n"
    "%s%s"
    "manifest-sha256.txt        digests of everything below data/\n"
    "tagmanifest-sha256.txt     digests of the other files\n"
    "META-INF/                  the signatures and what they cover; absent when nobody signed\n"
    "\n"
    "The file is an ASiC-E container (ETSI EN 319 162-1) with CAdES signatures, and a BagIt bag\n"
    "(RFC 8493) once it is unpacked.\n"
    "\n";

static const char checks[] =
    "How to check it\n"
    "---------------\n"
    "With the root certificate of the signer, which you must have from another source than this\n"
    "file, in root.pem:\n"
    "\n"
    "  unzip -q PACKAGE.zip -d p && cd p\n"
    "  sha256sum -c --strict --quiet manifest-sha256.txt && \\\n"
    "    sha256sum -c --strict --quiet tagmanifest-sha256.txt\n"
    "  openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s \\\n"
    "    -content META-INF/ASiCManifest001.xml -CAfile root.pem -purpose any -out /dev/null\n"
    "\n"
    "The signature covers META-INF/ASiCManifest001.xml, which names the digest of every file. The\n"
    "line printed here must stand in it:\n"
    "\n"
    "  openssl dgst -sha256 -binary tagmanifest-sha256.txt | base64\n"
    "\n"
    "Files that no manifest names are no part of the package: mimetype, tagmanifest-sha256.txt and\n"
    "META-INF/ aside there must be none.\n"
    "\n"
    "All of this, and what these commands do not see, in one step:\n"
    "\n"
    "  dossier-verify PACKAGE.zip --trust root.pem\n";

static const char nested[] =
    "\n"
    "The site has so many files that it is one file of its own. To read it:\n"
    "\n"
    "  unzip -q data/site.zip -d data/site && (cd data/site && sha256sum -c --strict --quiet ../site.sha256)\n"
    "\n"
    "and open data/site/index.html.\n";

static void heading(struct buf *out, struct str title)
{
    size_t width = str_code_points(title);
    buf_put(out, title);
    buf_putc(out, '\n');
    for (size_t i = 0; i < width; i++)
        buf_putc(out, '=');
    buf_puts(out, "\n\n");
}

static void fact(struct buf *out, const char *name, struct str value)
{
    if (value.n > 0)
        buf_printf(out, "%-14s%.*s\n", name, STR(value));
}

struct str readme_text(struct arena *arena, const struct package_input *input, const struct package_plan *plan)
{
    struct buf out = {0};
    heading(&out, input->title);
    fact(&out, "Organization", input->organization);
    fact(&out, "Identifier", input->id);
    fact(&out, "Edition", input->audience);
    fact(&out, "As of", input->as_of);
    buf_putc(&out, '\n');
    const char *site = plan->site_nested ? "data/site.zip              the documentation as an offline website, packed\n"
                                         : "data/site/index.html       the documentation as an offline website\n";
    const char *source = plan->source_nested ? "data/source.zip            what it was made from, packed\n"
                         : input->source != NULL ? "data/source/               what it was made from\n" : "";
    const char *since = input->since.n > 0 ? "data/since.txt             what is new, replaced or withdrawn since the last package\n" : "";
    buf_printf(&out, layout, site, since, source);
    buf_puts(&out, checks);
    if (plan->site_nested)
        buf_puts(&out, nested);
    struct str text = buf_copy(arena, &out);
    buf_free(&out);
    return text;
}
