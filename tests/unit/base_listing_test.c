/* Unit tests of base/listing.c. */
#include <string.h>

#include "base_temp.h"

#include "base/buf.h"
#include "base/file.h"

/* "path:size" of each, "path!" when it is not regular. */
static struct str list(struct temp *temp, const char *path)
{
    struct listing listing;
    struct buf out = { 0 };
    folder_list(temp->arena, temp->fd, path, &listing);
    for (size_t i = 0; i < listing.list.n; i++) {
        struct listed *listed = &listing.list.v[i];
        buf_put(&out, listed->path);
        if (listed->regular)
            buf_printf(&out, ":%d ", (int)listed->size);
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
    assert_str(list(temp, "top"), "B:0 a-b:0 a/deep/x:3 a/z:2 b:1 ");
    assert_str(list(temp, "top/a"), "deep/x:3 z:2 ");
    assert_str(list(temp, ""), "top/B:0 top/a-b:0 top/a/deep/x:3 top/a/z:2 top/b:1 ");
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
    assert_str(list(temp, ""), "linked! pipe! real/file:1 real/loop! ");
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
