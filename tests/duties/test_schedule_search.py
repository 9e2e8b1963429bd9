"""Lines by words: all words, here or above; whole words first; fast."""

from __future__ import annotations

import time
from datetime import date

import pytest

from detente.core.errors import BadInput
from detente.duties.schedule.schedule import schedule_on
from detente.duties.schedule.search import search

HTS = schedule_on("USA", date(2025, 6, 9))


def test_every_word_stands_in_the_line_or_above_it() -> None:
    found = search(HTS, ["Lithium-ion", "BATTERY"])
    assert [hit.code for hit in found.hits] == ["8507600010", "8507600020"]
    assert found.hits[1].above == (HTS.find("85076000").ancestors[0].description, "Lithium-ion batteries")
    assert found.hits[1].general.ad_valorem == 0.034
    for hit in search(HTS, ["horses", "slaughter"], limit=1000).hits:
        text = " ".join((*hit.above, hit.description)).casefold()
        assert "horse" in text
        assert "slaughter" in text


def test_whole_words_come_before_parts() -> None:
    found = search(HTS, ["rum"], limit=1000)
    whole = ["rum" in " ".join((*hit.above, hit.description)).casefold().replace(",", " ").split()
             for hit in found.hits]  # fmt: skip
    assert whole[0]
    assert not whole[-1]  # instruments, serums
    assert whole == sorted(whole, reverse=True)


def test_one_and_several_are_the_same_word() -> None:
    for one, more in (("soybean", "soybeans"), ("battery", "batteries"), ("box", "boxes")):
        assert search(HTS, [one], limit=10**5) == search(HTS, [more], limit=10**5)
    assert search(HTS, ["soybeans"]).hits[0].code == "1201100000"


def test_digits_are_the_beginning_of_a_code() -> None:
    found = search(HTS, ["8703.80"], limit=1000)
    assert found.count == len(HTS.table.lines_below("870380"))
    assert {hit.code[:6] for hit in found.hits} == {"870380"}
    assert search(HTS, ["8507", "lithium"]).count == 2


def test_the_limit_cuts_the_list_and_not_the_count() -> None:
    few, many = (search(HTS, ["cotton"], limit=limit) for limit in (3, 10**5))
    assert few.hits == many.hits[:3]
    assert few.count == many.count == len(many.hits)


def test_what_stands_nowhere_finds_nothing() -> None:
    assert search(HTS, ["zzzz"]) == search(HTS, ["lithium", "zzzz"])
    assert search(HTS, ["zzzz"]).count == 0


@pytest.mark.parametrize("words", [[], [""], [" , "], ["word"] * 3 + [f"w{n}" for n in range(30)]])
def test_no_words_and_too_many_are_refused(words: list[str]) -> None:
    with pytest.raises(BadInput, match=r"no word|too many"):
        search(HTS, words)


def test_a_search_is_fast() -> None:
    search(HTS, ["warm"])
    start = time.perf_counter()
    search(HTS, ["other", "of", "cotton", "weighing", "more"], limit=1000)
    assert time.perf_counter() - start < 0.5
