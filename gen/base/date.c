/* Dates by arithmetic in the proleptic Gregorian calendar. */
#include "base/date.h"

#include "base/arena.h"

enum { DAY_SECONDS = 24 * 60 * 60, LAST_YEAR = 9999 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01, counting years from March so that the leap day comes last; 400 years have 146097 days. */
static int32_t days_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, of_era = y % 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

date_days date_of(int year, int month, int day)
{
    if (year < 1 || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return DATE_NONE;
    return days_of(year, month, day);
}

struct date_parts date_parts(date_days date)
{
    if (date == DATE_NONE)
        return (struct date_parts){ 0, 0, 0 };
    int days = date + 719468;
    int era = days / 146097, of_era = days % 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int from_march = (5 * of_year + 2) / 153;
    int month = from_march < 10 ? from_march + 3 : from_march - 9;
    int day = of_year - (153 * from_march + 2) / 5 + 1;
    return (struct date_parts){ era * 400 + year + (month <= 2), month, day };
}

/* Exactly `count` digits at *at, which moves behind them. */
static bool take_digits(struct str s, size_t *at, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, ++*at) {
        if (*at >= s.n || s.p[*at] < '0' || s.p[*at] > '9')
            return false;
        *value = *value * 10 + (s.p[*at] - '0');
    }
    return true;
}

static bool take_char(struct str s, size_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c)
        return false;
    ++*at;
    return true;
}

static bool take_date(struct str s, size_t *at, date_days *date)
{
    int year, month, day;

    if (!take_digits(s, at, 4, &year) || !take_char(s, at, '-') || !take_digits(s, at, 2, &month) ||
        !take_char(s, at, '-') || !take_digits(s, at, 2, &day))
        return false;
    *date = date_of(year, month, day);
    return *date != DATE_NONE;
}

bool date_parse(struct str text, date_days *date)
{
    size_t at = 0;
    date_days read;

    if (!take_date(text, &at, &read) || at != text.n)
        return false;
    *date = read;
    return true;
}

struct str date_text(struct arena *arena, date_days date)
{
    if (date == DATE_NONE)
        return (struct str){ 0 };
    struct date_parts parts = date_parts(date);
    return str_printf(arena, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
}

/* hh:mm:ss and a fraction, which is dropped. A leap second is 60. */
static bool take_time(struct str s, size_t *at, int *seconds, bool *leap)
{
    int hour, minute, second, digit;

    if (!take_digits(s, at, 2, &hour) || !take_char(s, at, ':') || !take_digits(s, at, 2, &minute) ||
        !take_char(s, at, ':') || !take_digits(s, at, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    if (take_char(s, at, '.')) {
        if (!take_digits(s, at, 1, &digit))
            return false;
        while (*at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9')
            ++*at;
    }
    *leap = second == 60;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

/* Z or +hh:mm or nothing. */
static bool take_zone(struct str s, size_t *at, int *offset, bool *has_zone)
{
    int hour, minute;

    *offset = 0;
    *has_zone = *at < s.n;
    if (!*has_zone || take_char(s, at, 'Z') || take_char(s, at, 'z'))
        return true;
    bool west = take_char(s, at, '-');
    if ((!west && !take_char(s, at, '+')) || !take_digits(s, at, 2, &hour) || !take_char(s, at, ':') ||
        !take_digits(s, at, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *offset = (hour * 3600 + minute * 60) * (west ? -1 : 1);
    return true;
}

bool datetime_parse(struct str text, struct datetime *datetime)
{
    size_t at = 0;
    date_days day;
    int seconds = 0, offset = 0;
    bool leap = false, has_zone = false;

    if (!take_date(text, &at, &day))
        return false;
    bool has_time = at < text.n;
    if (has_time) {
        if (!take_char(text, &at, 'T') && !take_char(text, &at, 't') && !take_char(text, &at, ' '))
            return false;
        if (!take_time(text, &at, &seconds, &leap) || !take_zone(text, &at, &offset, &has_zone) || at != text.n)
            return false;
    }
    int64_t epoch = (int64_t)day * DAY_SECONDS + seconds - offset;
    if (leap && epoch-- % DAY_SECONDS != 0)     /* it exists only as the last second of a UTC day, and counts to it */
        return false;
    struct datetime read = datetime_of_epoch(epoch);
    if (read.day == DATE_NONE)
        return false;
    *datetime = (struct datetime){ read.day, read.second, has_zone, has_time };
    return true;
}

int64_t datetime_epoch(struct datetime datetime)
{
    return (int64_t)datetime.day * DAY_SECONDS + datetime.second;
}

struct datetime datetime_of_epoch(int64_t seconds)
{
    int64_t day = seconds / DAY_SECONDS, second = seconds % DAY_SECONDS;

    if (second < 0) {
        second += DAY_SECONDS;
        day--;
    }
    if (day < days_of(1, 1, 1) || day > days_of(LAST_YEAR, 12, 31))
        return (struct datetime){ .day = DATE_NONE };
    return (struct datetime){ (date_days)day, (int32_t)second, true, true };
}

struct str datetime_text(struct arena *arena, struct datetime datetime)
{
    if (datetime.day == DATE_NONE)
        return (struct str){ 0 };
    struct date_parts parts = date_parts(datetime.day);
    int s = datetime.second;
    if (!datetime.has_time)
        return date_text(arena, datetime.day);
    return str_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%s", parts.year, parts.month, parts.day, s / 3600,
                      s / 60 % 60, s % 60, datetime.has_zone ? "Z" : "");
}

bool duration_parse(struct str text, struct duration *duration)
{
    uint64_t count;

    if (text.n < 2 || !str_u64(str_sub(text, 0, text.n - 1), &count) || count > UINT32_MAX)
        return false;
    char unit = text.p[text.n - 1];
    if (unit != 'd' && unit != 'w' && unit != 'm' && unit != 'y')
        return false;
    *duration = (struct duration){ (uint32_t)count, unit };
    return true;
}

static date_days add_months(date_days date, int64_t months)
{
    struct date_parts parts = date_parts(date);
    int64_t month = (int64_t)parts.year * 12 + parts.month - 1 + months;

    if (month / 12 > LAST_YEAR)
        return days_of(LAST_YEAR, 12, 31);
    int year = (int)(month / 12), of_year = (int)(month % 12) + 1;
    int last = month_days(year, of_year);
    return days_of(year, of_year, parts.day < last ? parts.day : last);
}

date_days date_add(date_days date, struct duration duration)
{
    int64_t count = duration.count, last = days_of(LAST_YEAR, 12, 31);

    if (date == DATE_NONE || duration.unit == 0)
        return date;
    if (duration.unit == 'm' || duration.unit == 'y')
        return add_months(date, duration.unit == 'y' ? count * 12 : count);
    int64_t sum = date + (duration.unit == 'w' ? count * 7 : count);
    return (date_days)(sum < last ? sum : last);
}
