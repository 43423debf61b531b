"""VTIMEZONE definitions that strict calendar readers agree on.

The icalendar library's own definitions put the change of the clock at the wrong hour for some
readers, so we write the two recurring rules ourselves where the zone follows the European rule,
one fixed offset where the clock never changes, and fall back to UTC times elsewhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

FIRST_YEAR, LAST_YEAR = 2020, 2037
HOUR = timedelta(hours=1)


def definition(zone: str) -> Timezone | None:
    """The VTIMEZONE of `zone`, or None where its times should be written in UTC."""
    info = ZoneInfo(zone)
    winter = datetime(FIRST_YEAR, 1, 15, tzinfo=info).utcoffset() or timedelta()
    if _never_changes(info, winter):
        return _timezone(zone, _standard(winter, winter, datetime(1970, 1, 1)))  # noqa: DTZ001 -- local
    if _follows_european_rule(info, winter):
        return _european(zone, winter)
    return None


def _never_changes(info: ZoneInfo, offset: timedelta) -> bool:
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    days = (LAST_YEAR - FIRST_YEAR + 1) * 365
    moments = (start + timedelta(days=day) for day in range(0, days, 7))
    return all(moment.astimezone(info).utcoffset() == offset for moment in moments)


def _follows_european_rule(info: ZoneInfo, winter: timedelta) -> bool:
    """Summer time from the last Sunday of March to that of October, changed at 01:00 UTC."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month, before, after in ((3, winter, winter + HOUR), (10, winter + HOUR, winter)):
            change = datetime.combine(_last_sunday(year, month), datetime.min.time(), UTC) + HOUR
            if (change - HOUR / 60).astimezone(info).utcoffset() != before:
                return False
            if change.astimezone(info).utcoffset() != after:
                return False
    return True


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _european(zone: str, winter: timedelta) -> Timezone:
    summer = winter + HOUR
    spring = datetime(1981, 3, 29, 1) + winter  # noqa: DTZ001 -- local time of the change
    autumn = datetime(1996, 10, 27, 1) + summer  # noqa: DTZ001 -- local time of the change
    daylight = TimezoneDaylight()
    _fill(daylight, spring, winter, summer)
    daylight.add("rrule", vRecur(freq="YEARLY", bymonth=3, byday="-1SU"))
    standard = _standard(summer, winter, autumn)
    standard.add("rrule", vRecur(freq="YEARLY", bymonth=10, byday="-1SU"))
    return _timezone(zone, daylight, standard)


def _standard(before: timedelta, after: timedelta, start: datetime) -> TimezoneStandard:
    part = TimezoneStandard()
    _fill(part, start, before, after)
    return part


def _fill(
    part: TimezoneStandard | TimezoneDaylight, start: datetime, before: timedelta, after: timedelta
) -> None:
    part.add("dtstart", start)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)


def _timezone(zone: str, *parts: TimezoneStandard | TimezoneDaylight) -> Timezone:
    timezone = Timezone()
    timezone.add("tzid", zone)
    for part in parts:
        timezone.add_component(part)
    return timezone
