"""Days, instants and half-open intervals, with the clock of the place whose law is asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, total_ordering
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from detente.core.errors import BadInput, Place

_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})(?: ([A-Za-z_]+/[A-Za-z_/+-]+|UTC))?)?\Z"
)

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises:
        BadInput: There is no zone of that name.

    Example:
        >>> zone_named("Asia/Shanghai").key
        'Asia/Shanghai'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(
            f"unknown time zone '{name}'", mend="use an IANA name such as Asia/Shanghai"
        ) from error


def parse_date(text: str, where: Place | None = None) -> date:
    """Return the day written as YYYY-MM-DD.

    Raises:
        BadInput: Another form, or a day that the calendar does not have.

    Example:
        >>> parse_date("2025-06-09")
        datetime.date(2025, 6, 9)
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise BadInput(f"'{text}' is not a date", where, "write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{text} does not exist in the calendar", where, "check year, month and day"
        ) from error


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Instant:
    """A moment, with the zone in which the law states it.

    `clock_known` is False where the source gives the day only; the moment is then the start of that day.
    Two instants are equal when they are the same moment, in whatever zones.

    Example:
        >>> new_york = Instant.parse("2025-05-14T00:01 America/New_York")
        >>> shanghai = Instant.parse("2025-05-14T12:01 Asia/Shanghai")
        >>> new_york == shanghai, str(shanghai)
        (True, '2025-05-14T12:01 Asia/Shanghai')
    """

    moment: datetime
    clock_known: bool = True
    _utc: datetime = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_utc", self.moment.astimezone(UTC))  # compared far more often than made

    @classmethod
    def parse(cls, text: str, zone: str = "UTC", where: Place | None = None) -> Instant:
        """Read `YYYY-MM-DD[THH:MM[ Area/City]]`; a bare day starts at midnight in `zone`.

        Raises:
            BadInput: The text has another form, or names a day or zone that does not exist.
        """
        found = _INSTANT.match(text)
        if not found:
            raise BadInput(
                f"'{text}' is not an instant", where, "write YYYY-MM-DD or YYYY-MM-DDTHH:MM Area/City"
            )
        day = parse_date(found[1], where)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            mend = f"use a day from {EARLIEST_YEAR} to {LATEST_YEAR}"
            raise BadInput(f"{day} is beyond the years of the record", where, mend)
        hours, minutes = (found[2] or "00:00").split(":")
        if int(hours) > 23 or int(minutes) > 59:
            raise BadInput(f"'{found[2]}' is not a time of day", where, "use 00:00 to 23:59")
        tzinfo = zone_named(found[3] or zone)
        moment = datetime(day.year, day.month, day.day, int(hours), int(minutes), tzinfo=tzinfo)
        return cls(moment, clock_known=found[2] is not None)

    @property
    def day(self) -> date:
        """The day on the calendar of the instant's own zone."""
        return self.moment.date()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instant) and self._utc == other._utc

    def __lt__(self, other: Instant) -> bool:
        return self._utc < other._utc

    def __hash__(self) -> int:
        return hash(self._utc)

    def __str__(self) -> str:
        if not self.clock_known:
            return self.day.isoformat()
        return f"{self.moment:%Y-%m-%dT%H:%M} {self.moment.tzinfo}"

    def __reduce__(self) -> tuple[Any, ...]:
        return restored_instant, (
            self.moment.replace(tzinfo=None).isoformat(),
            str(self.moment.tzinfo),
            self.clock_known,
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def read(value: object, info: Any) -> Instant:
            if isinstance(value, cls):
                return value
            zone = (info.context or {}).get("zone", "UTC")
            try:
                return cls.parse(str(value), zone)
            except BadInput as error:
                raise ValueError(str(error)) from error

        return core_schema.with_info_plain_validator_function(read)


def restored_instant(local: str, zone: str, clock_known: bool) -> Instant:
    """Return an instant from its local time, zone and whether the clock was stated.

    Example:
        >>> str(restored_instant("2025-05-14T12:01:00", "Asia/Shanghai", True))
        '2025-05-14T12:01 Asia/Shanghai'
    """
    return Instant(datetime.fromisoformat(local).replace(tzinfo=zone_named(zone)), clock_known)


def first_moment(day: date) -> Instant:
    """Return the moment at which a day begins first anywhere: midnight at UTC+14.

    Example:
        >>> first_moment(date(2025, 6, 9)) < Instant.parse("2025-06-09T00:00 Asia/Shanghai")
        True
    """
    return Instant(datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=14))))


def end_of_day(day: date, zone: str) -> Instant:
    """Return the last moment of a day: what a bare date asks for.

    Example:
        >>> end_of_day(date(2025, 4, 9), "America/New_York") < Instant.parse(
        ...     "2025-04-10T00:00 America/New_York")
        True
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone_named(zone)) + timedelta(days=1)
    return Instant(midnight - timedelta(microseconds=1), clock_known=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` (inclusive) to `end` (exclusive); None means open on that side.

    Example:
        >>> first = Interval(Instant.parse("2025-04-09"), Instant.parse("2025-04-10"))
        >>> Instant.parse("2025-04-10") in first
        False
        >>> first.overlaps(Interval(Instant.parse("2025-04-10"), None))
        False
    """

    start: Instant | None
    end: Instant | None

    def __contains__(self, instant: Instant) -> bool:
        return (self.start is None or self.start <= instant) and (self.end is None or instant < self.end)

    @property
    def empty(self) -> bool:
        """Whether no moment lies inside."""
        return self.start is not None and self.end is not None and self.end <= self.start

    def overlaps(self, other: Interval) -> bool:
        """Say whether some moment lies in both."""
        if self.empty or other.empty:
            return False
        starts_before = self.start is None or other.end is None or self.start < other.end
        ends_after = self.end is None or other.start is None or other.start < self.end
        return starts_before and ends_after
