/* Unit tests of base/listing.c. */
#include <string.h>

#include "base_temp.h"

#include "base/buf.h"
#include "base/file.h"

/* "path" of each, "path!" when it is not regular. */
static struct str list(struct temp *temp, const char *path)
{
    struct listing listing;
    struct buf out = { 0 };
    folder_list(temp->arena, temp->fd, path, &listing);
    for (size_t i = 0; i < listing.list.n; i++) {
        struct listed *listed = &listing.list.v[i];
        buf_put(&out, listed->path);
        if (listed->regular)
            buf_putc(&out, ' ');
        else
            buf_puts(&out, "! ");
    }
    struct str text = buf_copy(temp->arena, &out);
    buf_free(&out);
    return text;
}

static void sorted_by_bytes_of_the_whole_path(void **state)
{
    struct temp *temp = *state;
    folder_make(temp->fd, "top/a/deep");
    folder_make(temp->fd, "top/.git");
    folder_make(temp->fd, "top/empty");
    put_file(temp, "top/b", "1");
    put_file(temp, "top/a/z", "22");
    put_file(temp, "top/a/deep/x", "333");
    put_file(temp, "top/a-b", "");
    put_file(temp, "top/B", "");
    put_file(temp, "top/.hidden", "");
    put_file(temp, "top/.git/config", "");
    assert_str(list(temp, "top"), "B a-b a/deep/x a/z b ");
    assert_str(list(temp, "top/a"), "deep/x z ");
    assert_str(list(temp, ""), "top/B top/a-b top/a/deep/x top/a/z top/b ");
    assert_str(list(temp, "top/empty"), "");
    assert_str(list(temp, "nothing"), "");
}

static void what_is_not_regular_is_not_followed(void **state)
{
    struct temp *temp = *state;
    folder_make(temp->fd, "real");
    put_file(temp, "real/file", "1");
    assert_int_equal(symlinkat("real", temp->fd, "linked"), 0);
    assert_int_equal(symlinkat("..", temp->fd, "real/loop"), 0);
    assert_int_equal(mkfifoat(temp->fd, "pipe", 0644), 0);
    assert_str(list(temp, ""), "linked! pipe! real/file real/loop! ");
    assert_str(list(temp, "linked"), "! ");
    assert_str(list(temp, "real/file"), "! ");
    assert_str(list(temp, ".."), "! ");
}

static void depth_is_bounded(void **state)
{
    struct temp *temp = *state;
    char path[200] = "d";
    for (int i = 1; i < 64; i++)
        strcat(path, "/d");
    folder_make(temp->fd, path);
    assert_str(list(temp, ""), str_printf(temp->arena, "%s! ", path).p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_temp(sorted_by_bytes_of_the_whole_path),
                                        with_temp(what_is_not_regular_is_not_followed), with_temp(depth_is_bounded) };
    return cmocka_run_group_tests_name("base/listing", tests, NULL, NULL);
}
