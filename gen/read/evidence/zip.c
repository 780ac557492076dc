/* ZIP archive, and documents that are one: not unpacked. */
#include "read/evidence_zip.h"

static int detect(const struct evidence_input *input)
{
    return zip_is(input) ? 5 : 0;
}

static void read_zip(struct evidence_input *input, struct facts *facts)
{
    archive_read(input, facts, "an archive");
}

const struct evidence_format evidence_zip = {
    .id = "zip", .title = "ZIP archive", .detect = detect, .read = read_zip, .media_type = "application/zip",
};
