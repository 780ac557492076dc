/* Excel workbook: not unpacked. */
#include "read/evidence_peek.h"
#include "read/evidence_zip.h"

/* File names stand uncompressed in a ZIP; one of a workbook's parts comes early in every producer's files. */
static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_BINARY || !zip_is(input))
        return 0;
    bool workbook = str_contains(input->head, S("xl/workbook.xml")) || str_contains(input->head, S("xl/_rels/"))
                    || str_contains(input->head, S("xl/worksheets/"));
    return workbook ? 9 : 0;
}

static void read_xlsx(struct evidence_input *input, struct facts *facts)
{
    archive_read(input, facts, "a workbook");
}

const struct evidence_format evidence_xlsx = {
    .id = "xlsx", .title = "Excel workbook", .detect = detect, .read = read_xlsx,
    .media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
