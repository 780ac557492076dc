/* Limits of JSON, checked on the bytes. */
#include "read/evidence_json_guard.h"

#include "read/evidence_json.h"

static bool stop(struct json_guard *guard, const char *problem, bool too_large)
{
    guard->problem = problem;
    guard->too_large = too_large;
    guard->problem_line = guard->line + 1;
    return false;
}

static bool open_container(struct json_guard *guard)
{
    if (++guard->depth > JSON_NESTING_MAX)
        return stop(guard, "values are nested deeper than 200", false);
    if (++guard->containers > JSON_CONTAINERS_MAX)
        return stop(guard, "more than 1048576 objects and lists", true);
    return true;
}

static bool step(struct json_guard *guard, char c)
{
    switch (c) {
    case '"':
        guard->in_string = true;
        return true;
    case '{':
    case '[':
        return open_container(guard);
    case '}':
    case ']':
        guard->depth -= guard->depth > 0;
        return true;
    case ',':
        return ++guard->values <= JSON_VALUES_MAX || stop(guard, "more than 8388608 values", true);
    case '\n':
        guard->line++;
        return true;
    default:
        return true;
    }
}

bool json_guard_run(struct json_guard *guard, const char *bytes, size_t n)
{
    if (guard->problem)
        return false;
    guard->size += n;
    if (guard->size > JSON_FILE_MAX)
        return stop(guard, "JSON of more than 64 MiB", true);
    for (size_t i = 0; i < n; i++) {
        if (!guard->in_string) {
            if (!step(guard, bytes[i]))
                return false;
        } else if (guard->escaped) {
            guard->escaped = false;
        } else if (bytes[i] == '\\') {
            guard->escaped = true;
        } else if (bytes[i] == '"') {
            guard->in_string = false;
        }
    }
    return true;
}
