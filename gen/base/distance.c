/* The edit distance, and "did you mean". Declared in str.h. */
#include "base/str.h"

enum { LONGEST = 128 };     /* longer texts are no misspelt names */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the optimal string alignment: now[j] is the distance of a[0..i] and b[0..j]. Returns its minimum. */
static size_t row(struct str a, struct str b, size_t i, const size_t *before, const size_t *last, size_t *now)
{
    size_t least = now[0] = i;

    for (size_t j = 1; j <= b.n; j++) {
        bool same = lower(a.p[i - 1]) == lower(b.p[j - 1]);
        now[j] = min(min(last[j], now[j - 1]) + 1, last[j - 1] + !same);
        if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) && lower(a.p[i - 2]) == lower(b.p[j - 1]))
            now[j] = min(now[j], before[j - 2] + 1);
        least = min(least, now[j]);
    }
    return least;
}

size_t str_distance(struct str a, struct str b, size_t limit)
{
    size_t rows[3][LONGEST + 1];
    size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;

    if (str_eq_fold(a, b))
        return 0;
    if (apart > limit || b.n > LONGEST)
        return limit + 1;
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++)
        if (row(a, b, i, rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]) > limit)
            return limit + 1;
    return min(rows[a.n % 3][b.n], limit + 1);
}

struct nearest nearest_to(struct str written)
{
    return (struct nearest){ .written = written, .below = min(written.n / 3, 3) + 1 };
}

void nearest_try(struct nearest *nearest, struct str word)
{
    size_t distance = nearest->below ? str_distance(nearest->written, word, nearest->below - 1) : 0;
    if (distance >= nearest->below)
        return;
    nearest->word = word;
    nearest->below = distance;
}
