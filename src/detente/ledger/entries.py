"""The tables of the record as typed, frozen entries; attribute names are the YAML keys.

One file, longer than most, so that whoever writes the record finds every key on one page.

Pydantic checks them at the edge (`ledger.reading`) from these same annotations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from detente.core.sources import Source
from detente.core.time import Instant

State = Literal[
    "announced",  # made public, not law or not dated
    "scheduled",  # law, not yet begun
    "in_force",
    "suspended",
    "superseded",  # replaced by another tranche
    "expired",  # ended by its own terms
    "terminated",  # ended by a later instrument
    "invalidated",  # its legal base was voided
]
Semantics = Literal["add", "floor_total", "total", "specific", "price_floor", "exempt", "ban"]
ValueBase = Literal["full", "metal_content", "non_us_content"]
_CONFIG: dict[str, str] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRange:
    """Rates between two bounds; `by_list` tells which product list pays which, where that is on record."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    low: float
    high: float
    by_list: dict[str, float] = field(default_factory=dict, metadata={"plain": False})


Rate = float | RateRange | Literal["unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of a tranche's state at an instant, on record since `known_at`.

    With `until`, the state lasts to that instant and then turns into `reverts_to`, unless a later
    event says otherwise. `known_at` defaults to the day of the instant itself.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    at: Instant
    to_state: State
    id: str | None = None
    known_at: date | None = None
    until: Instant | None = None
    reverts_to: State | None = None
    instrument: str | None = None
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """One rate with a life of its own: it starts, sleeps, wakes and ends apart from its siblings.

    `start`, `end` and `end_state` tell the plain life; `events` tell the rest. Tranches of one `layer`
    replace one another and may not overlap; tranches of different layers of a measure add up. It is due
    only where `requires` is met. A duty on part of the value falls on all of it for goods whose code
    begins with one of `full_value_in`.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    title: str = ""
    group: str | None = None
    layer: str = "base"
    rate: Rate | None = None
    semantics: Semantics = "add"
    value_base: ValueBase = "full"
    full_value_in: tuple[str, ...] = ()
    requires: Test | None = None
    origins: tuple[str, ...] | None = None
    products: Products | None = None
    heading: str | None = None
    start: Instant | None = None
    state: State = "in_force"
    known_at: date | None = None
    end: Instant | None = None
    end_state: State | None = None
    end_known_at: date | None = None
    events: tuple[Event, ...] = ()
    replaces: tuple[str, ...] = ()
    instrument: str | None = None
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test of a fact that the importer declares, such as a claim or an end use (`data/facts.yaml`).

    One of the five is given: the fact `equals` a word, `differs` from it, lies `below` a share or is
    `at_least` that, or is a day `before` an instant.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG
    __test__: ClassVar[bool] = False  # no test case, whatever its name says to a test runner

    fact: str
    equals: str | None = None
    differs: str | None = None
    below: float | None = None
    at_least: float | None = None
    before: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """The goods a measure covers: named product lists or HS prefixes, with what is stated of them.

    `within` bounds goods whose lines are not on record: all of them begin with one of these prefixes.
    With `of_goods: false` the measure charges no goods at all, such as a fee on ships.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    description: str
    lists: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    of_goods: bool = True
    edition: str | None = None
    lines: int | None = None
    trade_usd: float | None = None
    trade_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Goods that a measure spares, for a time: those that meet all that is given.

    They are on the list, begin with one of the prefixes, pass the test; but are neither on `except_list`
    nor begin with one of `except_prefixes`.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    list: str | None = None
    prefixes: tuple[str, ...] = ()
    when: Test | None = None
    except_list: str | None = None
    except_prefixes: tuple[str, ...] = ()
    start: Instant | None = None
    end: Instant | None = None
    known_at: date | None = None
    end_known_at: date | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparedContent:
    """Content on which a measure is not charged, once it reaches a share of the value."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    fact: str
    at_least: float
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Goods and origins of a measure. `products: all` is what makes a duty count in the headline rate.

    `conditions` are words for what is not held as an exemption.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    products: Literal["all"] | Products
    origins: tuple[str, ...]
    except_origins: tuple[str, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    spared_content: SparedContent | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What several tranches of a measure share: they name it and inherit what they leave out."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    title: str = ""
    rate: Rate | None = None
    semantics: Semantics | None = None
    start: Instant | None = None
    state: State | None = None
    known_at: date | None = None
    end: Instant | None = None
    end_state: State | None = None
    end_known_at: date | None = None
    events: tuple[Event, ...] = ()
    instrument: str | None = None
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A duty, ban, fee or exemption that one economy puts on goods of others; the id is its path."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    imposing: str
    programme: str
    title: str
    scope: Scope
    tranches: tuple[Tranche, ...]
    groups: tuple[Group, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """How a programme yields to others. Without one, duties add."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    rule: Literal[
        "skip_if_covered_by",  # not on goods that the programmes cover
        "supersedes",  # the same, where the other programme's rate takes this one's place
        "scale_by",  # only on the share of the value that the programmes do not tax
        "most_specific_origin",  # a rate that names the origin takes the place of the world's
        "highest_in_programme",  # of this programme's rates on the same goods the highest holds
    ]
    citation: str
    programmes: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    except_origins: tuple[str, ...] = ()
    share: str | None = None
    start: Instant | None = None
    end: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A family of measures under one law, such as `s301` or `ieepa-fentanyl`.

    Its exempt tranches lift the duties of the programme itself and of those it `waives`; with
    `waives_base` the ordinary duty too.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    imposing: str
    title: str
    legal_base: str
    short: str = ""
    waives: tuple[str, ...] = ()
    waives_base: bool = False
    interactions: tuple[Interaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, order, notice or ruling that can be cited."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    issuer: str
    citation: str
    title: str = ""
    signed: date | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person, or an office, at a meeting."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    name: str
    side: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a side promised; `series` names the figures that show whether it was kept."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    side: str
    text: str
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A meeting, call, truce, framework or escalation, with who took part and what was promised."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    on: date
    kind: str
    title: str
    parties: tuple[str, ...]
    source: Source
    place: str = ""
    people: tuple[Participant, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deadline: date | None = None
    outcome: str = ""
    known_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """A tranche (or control) whose suspension ends with a deadline, and what it then becomes."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    at: Instant
    on_lapse: State
    tranche: str | None = None
    control: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What someone says a lapse would do, where that differs from the law."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    importer: str
    origin: str
    rate: float
    why: str
    source: Source
    known_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a deadline."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    kind: Literal["extended", "missed", "replaced", "met"]
    known_at: date
    text: str
    to: str | None = None
    instrument: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day on which something lapses unless renewed, with the evidence that sets it."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    on: date
    title: str
    parties: tuple[str, ...]
    known_at: date
    source: Source
    governs: tuple[Governed, ...]
    agreement: str | None = None
    outcome: Outcome | None = None
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """An export control: a licence rule, ban or entity listing, and its suspension if any."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    imposing: str
    targets: tuple[str, ...]
    announcement: str
    announced: date
    items: str
    licence_rule: str
    source: Source
    start: Instant | None = None
    end: Instant | None = None
    events: tuple[Event, ...] = ()
    status: str = ""
    suspension_instrument: str = ""
    suspension_deadline: str = ""
    agreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One published figure. Growth is a fraction; a figure not known stays None."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    period: str
    source: Source
    value: float | None = None
    released: date | None = None
    consensus: float | None = None
    consensus_source: str = ""
    yoy: float | None = None
    mom: float | None = None
    derived: bool = False
    derived_from: str = ""
    disputed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A published statistic, or shipments against a commitment; one economy to one destination."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    title: str
    unit: str
    economy: str
    kind: Literal["statistic", "shipments", "purchases", "commitment"]
    observations: tuple[Observation, ...]
    destination: str = "WLD"
    normal_level: float | None = None
    normal_level_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A court ruling or statutory ending, and what it does to duties that rest on a legal base."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    id: str
    on: date
    title: str
    body: str
    effect: Literal["voids", "set_aside_stayed", "heard", "begins", "expires", "upholds", "challenged"]
    imposing: str
    legal_base: str
    source: Source
    takes_effect: Instant | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who held which office, from when to when."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    name: str
    role: str
    side: str
    source: Source
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInformation:
    """What a record is called, the day of its newest material, and the day from which it is complete."""

    __pydantic_config__: ClassVar[dict[str, str]] = _CONFIG

    name: str
    newest: date
    earliest: date | None = None
    note: str = ""
