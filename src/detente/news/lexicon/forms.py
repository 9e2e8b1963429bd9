"""The rows of a file of names as typed forms; attribute names are the YAML keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, ValidationInfo

_CONFIG: dict[str, str] = {"extra": "forbid"}
_NO_ECONOMIES = ("any", "none")


def _word(text: str) -> str:
    if re.match(r"[^\W_]", text) is None:
        raise ValueError(f"'{text}' is no name; begin it with a letter or digit")
    return text


def _small(text: str) -> str:
    if text != text.lower():
        raise ValueError(f"'{text}' has capitals; write it in small letters, texts are read so")
    return _word(text)


def _code(text: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("economies", frozenset())
    if text not in known:
        near = difflib.get_close_matches(text, known, n=1)
        mend = f"did you mean '{near[0]}'?" if near else "one of your own belongs in the record, `economies`"
        raise ValueError(f"there is no economy '{text}'; {mend}")
    return text


def _owner(text: str, info: ValidationInfo) -> str:
    return text if text in _NO_ECONOMIES else _code(text, info)


def _heading(text: str) -> str:
    if re.fullmatch(r"\d\d(?:\d\d){0,4}", text) is None:
        raise ValueError(f"'{text}' is no HS code; write 2, 4, 6, 8 or 10 digits without dots, in quotes")
    return text


Word = Annotated[str, AfterValidator(_word)]
Small = Annotated[str, AfterValidator(_small)]
Code = Annotated[str, AfterValidator(_code)]
Owner = Annotated[str, AfterValidator(_owner)]
Heading = Annotated[str, AfterValidator(_heading)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomyNames:
    """How texts name an economy: other names, its people and adjectives, its seats of government."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    code: Code
    names: tuple[Word, ...] = ()
    adjectives: tuple[Word, ...] = ()
    seats: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A government, ministry or agency; `called` is what facts call it, `of` whose it is."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    name: Word
    of: Owner
    short: tuple[Word, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonBody:
    """A kind of body that a common noun names."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    word: Small
    name: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolder:
    """Who holds an office, from when to when, both days included."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    name: Word
    role: str
    side: Code
    start: date | None = None
    end: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"'{self.name}' leaves office before taking it; mend `start` or `end`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where governments meet, besides their seats."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    economy: Code
    names: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Goods with other words for them and their headings or chapters in the Harmonized System.

    `recorded_as` is what the record calls them where that differs. Duties on goods `of` the parties are,
    where a text says no more, for those that it is about.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    goods: Small
    words: tuple[Small, ...] = ()
    headings: tuple[Heading, ...] = ()
    recorded_as: str = ""
    of: Literal["anyone", "parties"] = "anyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledGoods:
    """Goods under export control, by how words for them begin."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    goods: Small
    words: tuple[Small, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricWords:
    """What a statistic measures, by its words; `of` is whose figure it is where the words alone say so."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    words: tuple[Small, ...]
    name: str = ""
    of: Code = ""
    unit: Literal["any", "none"] = "any"


Taker = Literal[
    "employing", "employment", "production", "exports", "imports", "sales", "purchases", "traffic",
    "investment", "revenue", "spending", "share",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedWords:
    """What a bare number counts; `by` are the classes of verbs that may take it."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    words: tuple[Small, ...]
    by: tuple[Taker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingVerbs:
    """Verbs that take a figure as their object, irregular forms beside them, and what the figure measures.

    `way` says whether the figure is gained or lost, `when` whether it counts though it only would be so.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    kind: Taker
    verbs: tuple[Small, ...]
    name: str
    way: Literal["gained", "lost"] = "gained"
    when: Literal["done", "would"] = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """Economies that act and are charged as one, by a code of their own."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    code: Word
    names: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Whose agreements some are, which says from where goods come that qualify under one."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    of: tuple[Word, ...]
    are: tuple[Code, ...]


FORMS: Mapping[str, type] = {
    "economies": EconomyNames,
    "bodies": Body,
    "common": CommonBody,
    "people": OfficeHolder,
    "places": Places,
    "blocs": Bloc,
    "members": Members,
    "products": Product,
    "controlled": ControlledGoods,
    "metrics": MetricWords,
    "counted": CountedWords,
    "taking": TakingVerbs,
}
LISTS: Mapping[str, Any] = {
    **dict.fromkeys(
        (
            "state",
            "leading",
            "private",
            "agreements",
            "world",
            "sides",
            "not_economies",
            "doubtful_places",
            "doubtful_people",
        ),
        Word,
    ),
    **dict.fromkeys(("wholes", "shared", "sized", "levelled", "priced"), Small),
    **dict.fromkeys(("no_parties", "departments"), Code),
}
