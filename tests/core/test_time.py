from __future__ import annotations

import pickle
from datetime import date

import pytest

from detente.core.errors import BadInput, Place
from detente.core.time import Instant, Interval, end_of_day, first_moment, parse_date, zone_named


def instant(text: str) -> Instant:
    return Instant.parse(text)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13-01", "2023-02-29", "0000-01-01"])
def test_a_day_that_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(BadInput, match="does not exist in the calendar; check year, month and day"):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["9 June 2025", "2025-6-9", "20250609", "2025-06-09T00:00", " 2025-06-09", ""]
)
def test_a_day_in_another_form(text: str) -> None:
    with pytest.raises(BadInput, match="write it as YYYY-MM-DD"):
        parse_date(text, Place("rates.yaml", 3, 7))


def test_the_leap_day_of_2024() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2025-05-14T24:00", "not a time of day"),
        ("2025-05-14T12:60", "not a time of day"),
        ("2025-05-14 12:01", "not an instant"),
        ("2025-05-14T12:01 +08:00", "not an instant"),
        ("2025-05-14T12:01:30", "not an instant"),
        ("2025-02-30T12:01", "does not exist in the calendar"),
        ("2025-05-14T12:01 Asia/Atlantis", "unknown time zone 'Asia/Atlantis'"),
        ("2025-05-14\n", "not an instant"),
        ("soon", "not an instant"),
    ],
)
def test_an_instant_that_cannot_be_read(text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=fault) as refused:
        Instant.parse(text)
    assert refused.value.mend


def test_summer_and_winter_in_new_york() -> None:
    assert instant("2025-05-14T00:01 America/New_York") == instant("2025-05-14T12:01 Asia/Shanghai")
    assert instant("2025-11-10T00:01 America/New_York") == instant("2025-11-10T13:01 Asia/Shanghai")


def test_a_bare_day_starts_at_midnight_of_the_zone() -> None:
    assert Instant.parse("2025-05-14", "Asia/Shanghai") == instant("2025-05-14T00:00 Asia/Shanghai")
    assert Instant.parse("2025-05-14", "Asia/Shanghai") < Instant.parse("2025-05-14", "America/New_York")
    assert not Instant.parse("2025-05-14").clock_known
    assert instant("2025-05-14T00:00").clock_known


def test_equal_moments_are_one_key() -> None:
    pair = {instant("2025-05-14T00:01 America/New_York"), instant("2025-05-14T12:01 Asia/Shanghai")}
    assert len(pair) == 1
    assert instant("2025-05-14") != "2025-05-14"


@pytest.mark.parametrize(
    "text", ["2025-05-14", "2025-05-14T12:01 Asia/Shanghai", "2025-11-02T01:30 America/New_York"]
)
def test_text_and_pickle_give_the_same_back(text: str) -> None:
    again = pickle.loads(pickle.dumps(instant(text)))
    assert str(again) == str(instant(text)) == text
    assert again == instant(text)
    assert again.clock_known == instant(text).clock_known


def test_the_day_is_that_of_its_own_zone() -> None:
    assert instant("2025-04-10T00:01 America/New_York").day == date(2025, 4, 10)
    assert instant("2025-04-10T23:30 America/New_York").day == date(2025, 4, 10)


def test_a_bare_date_asks_for_the_end_of_the_day_on_the_importers_clock() -> None:
    asked = end_of_day(date(2025, 4, 9), "America/New_York")
    assert instant("2025-04-09T23:59 America/New_York") < asked < instant("2025-04-10T00:00 America/New_York")
    assert asked.day == date(2025, 4, 9)


def test_the_day_that_is_an_hour_longer_ends_at_midnight_too() -> None:
    asked = end_of_day(date(2025, 11, 2), "America/New_York")
    assert instant("2025-11-02T23:59 America/New_York") < asked < instant("2025-11-03T00:00 America/New_York")


def test_a_day_begins_first_at_fourteen_hours_east() -> None:
    first = first_moment(date(2025, 6, 9))
    assert first == instant("2025-06-09T00:00 Pacific/Kiritimati")
    assert first <= instant("2025-06-09T00:00 Pacific/Auckland")


def test_no_zone_by_way_of_the_file_system() -> None:
    with pytest.raises(BadInput, match="use an IANA name"):
        zone_named("../../etc/passwd")


def test_half_open() -> None:
    day = Interval(instant("2025-04-09"), instant("2025-04-10"))
    assert instant("2025-04-09") in day
    assert instant("2025-04-10") not in day
    assert not day.overlaps(Interval(instant("2025-04-10"), instant("2025-04-11")))
    assert day.overlaps(Interval(instant("2025-04-09T23:59"), None))


def test_open_and_empty_intervals() -> None:
    always = Interval(None, None)
    never = Interval(instant("2025-04-10"), instant("2025-04-10"))
    assert instant("1970-01-01") in always
    assert never.empty
    assert not always.overlaps(never)
    assert not never.overlaps(never)
    assert always.overlaps(always)
    assert Interval(None, instant("2025-04-10")).overlaps(always)
