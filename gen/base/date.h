/* Dates, times and durations as compliance uses them: whole UTC days. Nothing here reads a clock or TZ. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Days since 1970-01-01. DATE_NONE: not given. Years 1 to 9999. */
typedef int32_t date_days;
#define DATE_NONE INT32_MIN

struct date_parts { int year, month, day; };

date_days date_of(int year, int month, int day);            /* DATE_NONE when there is no such day */
struct date_parts date_parts(date_days date);
bool date_parse(struct str text, date_days *date);          /* YYYY-MM-DD */
struct str date_text(struct arena *arena, date_days date);

/* RFC 3339. Without a zone it is kept and flagged, and read as UTC, never as local time. */
struct datetime {
    date_days day;          /* in UTC */
    int32_t second;         /* of that day */
    bool has_zone;
    bool has_time;          /* false: only a date was written */
};
bool datetime_parse(struct str text, struct datetime *datetime);    /* also a bare date: second 0, no zone */
/* Seconds since 1970. */
int64_t datetime_epoch(struct datetime datetime);
struct datetime datetime_of_epoch(int64_t seconds);
/* 2026-11-30T09:00:00Z in UTC; without Z when the zone is not known, a bare date when no time is. */
struct str datetime_text(struct arena *arena, struct datetime datetime);

/* 90d 12w 6m 2y. */
struct duration { uint32_t count; char unit; };             /* unit 0: not given */
bool duration_parse(struct str text, struct duration *duration);
/* Months and years clip to the month's end: 2026-01-31 + 1m is 2026-02-28. Beyond year 9999: its last day. */
date_days date_add(date_days date, struct duration duration);
/* The last day on which something dated `date` is still valid: date_add. */

#endif
