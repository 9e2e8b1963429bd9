from __future__ import annotations

import pytest

from detente.core.economies import Economies, Economy
from detente.core.errors import BadInput
from detente.ledger.record import Record

BOOK = Economies(
    [
        Economy(code="NOR", name="Norway", aliases=("NO",)),
        Economy(code="DEU", name="Germany"),
        Economy(code="EU", name="European Union", members=("DEU",)),
        Economy(code="WLD", name="World"),
    ]
)


@pytest.mark.parametrize("word", ["NOR", "nor", "NO", "no", " Norway ", "NORWAY"])
def test_found_by_code_alias_or_name_in_any_case(word: str) -> None:
    assert BOOK.find(word).code == "NOR"


@pytest.mark.parametrize("word", ["Norwy", "Gremany"])
def test_a_near_word_is_named(word: str) -> None:
    with pytest.raises(BadInput, match="did you mean"):
        BOOK.find(word)


@pytest.mark.parametrize("word", ["", "XQZ", "false"])
def test_a_far_word_gets_the_form(word: str) -> None:
    with pytest.raises(
        BadInput, match=r"unknown economy '.*'; use an ISO 3166 alpha-3 code such as USA or CHN"
    ):
        BOOK.find(word)


@pytest.mark.parametrize(
    ("listed", "code", "covered"),
    [
        ("DEU", "DEU", True),
        ("EU", "DEU", True),
        ("EU", "EU", True),
        ("DEU", "EU", False),
        ("EU", "NOR", False),
        ("WLD", "NOR", True),
        ("XXX", "NOR", False),
    ],
)
def test_groups_and_the_world_cover_their_members(listed: str, code: str, covered: bool) -> None:
    assert BOOK.covers(listed, code) is covered


def test_the_record_knows_norway_the_union_and_its_clocks(record: Record) -> None:
    assert record.economies.find("NO").code == "NOR"
    assert len(record.economies["EU"].members) == 27
    assert record.zone_of("USA") == "America/New_York"
    assert record.zone_of("CHN") == "Asia/Shanghai"
    assert all(member in record.economies for member in record.economies["EU"].members)
