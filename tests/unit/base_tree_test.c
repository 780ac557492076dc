/* Unit tests of base/tree.c. */
#include "base_temp.h"

#include "base/tree.h"

static void put_find_and_sort(void **state)
{
    struct tree tree;
    tree_new(*state, &tree);
    tree_put(&tree, S("index.html"), S("hello"), "text/html");
    tree_put_from(&tree, S("files/\u00c4.pdf"), S("content/evidence/x.pdf"), digest_of(S("pdf")), 3, "application/pdf");
    tree_put_stored(&tree, S("data/x.json"), 2, 7, "application/json");

    const struct tree_file *index = tree_find(&tree, S("INDEX.html"));
    assert_non_null(index);
    assert_str(index->bytes, "hello");
    assert_int_equal(index->size, 5);
    assert_str(tree_find(&tree, S("files/\u00e4.PDF"))->from, "content/evidence/x.pdf");
    assert_null(tree_find(&tree, S("nothing")));
    assert_true(tree_find(&tree, S("data/x.json"))->stored && tree_find(&tree, S("data/x.json"))->mark == 7);

    tree_sort(&tree);
    assert_str(tree.list.v[0].path, "data/x.json");
    assert_str(tree.list.v[1].path, "files/\u00c4.pdf");
    assert_str(tree.list.v[2].path, "index.html");
    assert_ptr_equal(tree_find(&tree, S("index.html")), &tree.list.v[2]);
    assert_ptr_equal(tree_find(&tree, S("data/x.json")), &tree.list.v[0]);
    tree_put(&tree, S("later"), S(""), "text/plain");
    assert_ptr_equal(tree_find(&tree, S("later")), &tree.list.v[3]);
}

static void put_twice(void *arena)
{
    struct tree tree;
    tree_new(arena, &tree);
    tree_put(&tree, S("a/B"), S(""), "text/plain");
    tree_put(&tree, S("A/b"), S(""), "text/plain");
}

static void put_bad_name(void *arena)
{
    struct tree tree;
    tree_new(arena, &tree);
    tree_put(&tree, S("../b"), S(""), "text/plain");
}

static void put_file_and_folder(void *arena)
{
    struct tree tree;
    tree_new(arena, &tree);
    tree_put(&tree, S("a/b/c"), S(""), "text/plain");
    tree_put(&tree, S("A"), S(""), "text/plain");
    tree_sort(&tree);
}

static void faults_of_the_program_die(void **state)
{
    assert_int_equal(in_child(put_twice, *state), 3);
    assert_int_equal(in_child(put_bad_name, *state), 3);
    assert_int_equal(in_child(put_file_and_folder, *state), 3);
}

static void media_types(void **state)
{
    (void)state;
    assert_string_equal(media_type_of(S("a/b.html")), "text/html");
    assert_string_equal(media_type_of(S("A.PNG")), "image/png");
    assert_string_equal(media_type_of(S("a.tar.gz")), "application/gzip");
    assert_string_equal(media_type_of(S("Makefile")), "application/octet-stream");
    assert_string_equal(media_type_of(S("")), "application/octet-stream");
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(put_find_and_sort), with_arena(faults_of_the_program_die),
                                        with_arena(media_types) };
    return cmocka_run_group_tests_name("base/tree", tests, NULL, NULL);
}
