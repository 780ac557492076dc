/* Unit tests of base/date.c. */
#include <time.h>

#include "base_test.h"

#include "base/date.h"

static void days_that_exist(void **state)
{
    (void)state;
    assert_int_equal(date_of(1970, 1, 1), 0);
    assert_int_equal(date_of(2026, 11, 30), 20787);
    assert_int_equal(date_of(1, 1, 1), -719162);
    assert_int_equal(date_of(9999, 12, 31), 2932896);
    assert_true(date_of(2024, 2, 29) != DATE_NONE);
    assert_true(date_of(2000, 2, 29) != DATE_NONE);
    assert_int_equal(date_of(1900, 2, 29), DATE_NONE);
    assert_int_equal(date_of(2026, 2, 29), DATE_NONE);
    assert_int_equal(date_of(2026, 4, 31), DATE_NONE);
    assert_int_equal(date_of(2026, 0, 1), DATE_NONE);
    assert_int_equal(date_of(2026, 13, 1), DATE_NONE);
    assert_int_equal(date_of(2026, 1, 0), DATE_NONE);
    assert_int_equal(date_of(0, 1, 1), DATE_NONE);
    assert_int_equal(date_of(10000, 1, 1), DATE_NONE);
}

/* Every day of all years, one after the other, with no gap. */
static void every_day_goes_both_ways(void **state)
{
    date_days next = date_of(1, 1, 1);
    (void)state;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                date_days date = date_of(year, month, day);
                if (date == DATE_NONE)
                    continue;
                struct date_parts parts = date_parts(date);
                if (date != next || parts.year != year || parts.month != month || parts.day != day)
                    fail_msg("%d-%d-%d", year, month, day);
                next++;
            }
    assert_int_equal(next, date_of(9999, 12, 31) + 1);
}

static void agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int64_t epoch = -62135596800; epoch < 253402300800; epoch += 86400 * 97 + 12345) {
        time_t t = (time_t)epoch;
        struct tm tm;
        gmtime_r(&t, &tm);
        struct datetime datetime = datetime_of_epoch(epoch);
        struct date_parts parts = date_parts(datetime.day);
        assert_int_equal(parts.year, tm.tm_year + 1900);
        assert_int_equal(parts.month, tm.tm_mon + 1);
        assert_int_equal(parts.day, tm.tm_mday);
        assert_int_equal(datetime.second, tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec);
        assert_true(datetime_epoch(datetime) == epoch);
    }
}

static void date_texts(void **state)
{
    date_days date = 7;
    assert_true(date_parse(S("2026-11-30"), &date));
    assert_str(date_text(*state, date), "2026-11-30");
    assert_str(date_text(*state, date_of(7, 1, 2)), "0007-01-02");
    assert_str(date_text(*state, DATE_NONE), "");
    static const char *const bad[] = { "",           "2026-11-3",   "2026-1-30",  "26-11-30",    "2026-02-30",
                                       "2026/11/30", "2026-11-30 ", " 2026-11-30", "2026-11-301", "0000-01-01" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(date_parse(str_of(bad[i]), &date));
    assert_str(date_text(*state, date), "2026-11-30");
}

static void datetime_texts(void **state)
{
    static const struct { const char *text, *utc; bool zone; } good[] = {
        { "2026-11-30T09:00:00Z", "2026-11-30T09:00:00Z", true },
        { "2026-11-30t09:00:00z", "2026-11-30T09:00:00Z", true },
        { "2026-11-30 09:00:00.123456+01:00", "2026-11-30T08:00:00Z", true },
        { "2026-01-01T00:30:00+02:00", "2025-12-31T22:30:00Z", true },
        { "2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z", true },
        { "2026-11-30T09:00:00-00:00", "2026-11-30T09:00:00Z", true },
        { "2026-11-30T09:00:00", "2026-11-30T09:00:00", false },
        { "2026-11-30", "2026-11-30", false },
        { "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", true },
        { "2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59Z", true },
        { "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", true },
    };
    static const char *const bad[] = {
        "", "2026-11-30T", "2026-11-30T09:00", "2026-11-30T09:00:00.", "2026-11-30T09:00:00+0100",
        "2026-11-30T09:00:00 Z", "2026-11-30T24:00:00Z", "2026-11-30T09:60:00Z", "2026-11-30T09:00:61Z",
        "2026-11-30T09:00:60Z", "2026-11-30T09:00:00+24:00", "2026-11-30T09:00:00Zx", "2026-02-30T09:00:00Z",
        "2026-11-30x09:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    };
    struct datetime datetime;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(datetime_parse(str_of(good[i].text), &datetime));
        assert_str(datetime_text(*state, datetime), good[i].utc);
        assert_int_equal(datetime.has_zone, good[i].zone);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (datetime_parse(str_of(bad[i]), &datetime))
            fail_msg("%s was accepted", bad[i]);
    assert_str(datetime_text(*state, datetime_of_epoch(INT64_MAX)), "");
    assert_str(datetime_text(*state, datetime_of_epoch(INT64_MIN)), "");
}

static void durations(void **state)
{
    struct duration d = { 0 };
    static const char *const bad[] = { "", "d", "90", "90D", "-1d", "1.5y", "90 d", "4294967296d", "1h", "d90" };
    (void)state;
    assert_true(duration_parse(S("90d"), &d));
    assert_int_equal(d.count, 90);
    assert_int_equal(d.unit, 'd');
    assert_true(duration_parse(S("4294967295y"), &d));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(duration_parse(str_of(bad[i]), &d));
}

static void adding(void **state)
{
    static const struct { const char *date, *duration, *sum; } cases[] = {
        { "2026-01-31", "1m", "2026-02-28" },  { "2024-01-31", "1m", "2024-02-29" },
        { "2024-02-29", "1y", "2025-02-28" },  { "2024-02-29", "4y", "2028-02-29" },
        { "2026-12-15", "1m", "2027-01-15" },  { "2026-08-31", "6m", "2027-02-28" },
        { "2026-11-30", "90d", "2027-02-28" }, { "2026-11-30", "2w", "2026-12-14" },
        { "2026-11-30", "0d", "2026-11-30" },  { "2026-11-30", "0m", "2026-11-30" },
        { "9999-12-01", "1m", "9999-12-31" },  { "2026-11-30", "4294967295d", "9999-12-31" },
        { "2026-11-30", "4294967295w", "9999-12-31" }, { "2026-11-30", "4294967295y", "9999-12-31" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_days date;
        struct duration duration;
        assert_true(date_parse(str_of(cases[i].date), &date));
        assert_true(duration_parse(str_of(cases[i].duration), &duration));
        assert_str(date_text(*state, date_add(date, duration)), cases[i].sum);
    }
    assert_int_equal(date_add(DATE_NONE, (struct duration){ 1, 'd' }), DATE_NONE);
    assert_int_equal(date_add(5, (struct duration){ 0 }), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(days_that_exist), with_arena(every_day_goes_both_ways), with_arena(agrees_with_the_c_library),
        with_arena(date_texts),      with_arena(datetime_texts),           with_arena(durations),
        with_arena(adding),
    };
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
