"""The sheet as one HTML file: no script, nothing loaded, fit for a phone, a dark room and paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from detente.brief.blocks import Apart, Chart, Cite, Line, Phrase, Section, Table
from detente.brief.layout.document import page
from detente.brief.markup import Html, tag
from detente.brief.sheet import Brief
from detente.brief.svg import draw
from detente.core.citing import NumberedSource

STYLE = Path(__file__).with_name("sheet.css")
LONG_CELL = 32
_SIGNED = re.compile(r" (?=[−+]\d)")
_MINUS = re.compile(r"(?<![\w.)\]-])-(?=\d)")


def render_html(brief: Brief) -> str:
    """Return the sheet as a whole HTML document; the caller writes it to a file as UTF-8."""
    told = page(brief)
    name = _typeset(told.title)
    seen: set[int] = set()
    drawn = [_section(section, seen) for section in told.sections]
    parts = [(section.title, _anchor(section.title)) for section in told.sections]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{name} · Detente"),
        tag("style", Html(STYLE.read_text(encoding="utf-8"))),
    )
    body = tag(
        "body",
        tag("a", "Skip to the sheet", href="#sheet", class_="skip"),
        _header(brief, name, told.pinned),
        _contents([*parts, ("Sources", "sources")]),
        tag("main", *drawn, _sources(brief), id="sheet"),
        tag("footer", tag("p", " · ".join(told.pinned)), tag("p", f"Record {brief.record}", class_="digest")),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _header(brief: Brief, name: str, pinned: Iterable[str]) -> Html:
    full = " and ".join(brief.names.get(code, code) for code in brief.between)
    notices = [tag("p", _typeset(notice), class_="notice", role="note") for notice in brief.notices]
    return tag(
        "header",
        tag("h1", name),
        tag("p", full, class_="names"),
        tag("p", " · ".join(pinned), class_="pinned"),
        *notices,
    )


def _contents(parts: list[tuple[str, str]]) -> Html:
    links = [tag("li", tag("a", name, href=f"#{anchor}")) for name, anchor in parts]
    return tag("nav", tag("ul", *links), aria_label="Sections")


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower())


def _section(section: Section, seen: set[int]) -> Html:
    anchor = _anchor(section.title)
    shown = [block for block in section.blocks if block.where != "terminal"]
    blocks = list(_paired(shown, seen))
    plain = "" if any(isinstance(block, Line) and block.label for block in shown) else "plain"
    heading = tag("h2", section.title, id=f"{anchor}-heading")
    return tag("section", heading, *blocks, id=anchor, aria_labelledby=f"{anchor}-heading", class_=plain)


def _paired(blocks: Sequence[Line | Table | Chart], seen: set[int]) -> Iterator[Html]:
    """Yield blocks drawn, a chart side by side with the table of its figures that follows it."""
    drawn = [_block(block, seen) for block in blocks]
    place = 0
    while place < len(drawn):
        pair = blocks[place : place + 2]
        if len(pair) == 2 and isinstance(pair[0], Chart) and isinstance(pair[1], Table):
            yield tag("div", *drawn[place : place + 2], class_="pair")
            place += 2
        else:
            yield drawn[place]
            place += 1


def _block(block: Line | Table | Chart, seen: set[int]) -> Html:
    if isinstance(block, Chart):
        caption = tag("figcaption", block.caption)
        return tag("figure", draw(block.spec, f"{block.caption}. {block.alternative}"), caption)
    return _table(block, seen) if isinstance(block, Table) else _line(block, seen)


def _line(line: Line, seen: set[int]) -> Html:
    lead = line.lead.strip()
    label = tag("span", line.label, class_="label") if line.label else Html("")
    strong = (tag("strong", _typeset(lead)), " ") if lead not in ("", "-") else ()
    below = "below" if line.lead and not lead else "item" if lead == "-" else ""
    kind = "line statement" if line.opens else "line"
    return tag(
        "p", label, tag("span", *strong, *_words(line.words, seen), class_="words"), class_=f"{kind} {below}"
    )


def _table(table: Table, seen: set[int]) -> Html:
    heads = [tag("th", name, scope="col") for name in table.columns]
    rows = [
        tag(
            "tr",
            tag("th", *_words(row[0], seen), scope="row"),
            *(tag("td", *_words(cell, seen), class_=_measure(cell)) for cell in row[1:]),
        )
        for row in table.rows
    ]
    drawn = tag(
        "table",
        tag("caption", _typeset(table.caption)),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
    )
    return tag("div", drawn, class_="wide", tabindex="0", role="region", aria_label=table.caption)


def _measure(cell: Phrase) -> str:
    """Return whether a cell holds words that may run over several lines."""
    return "long" if sum(len(part) for part in cell if isinstance(part, str)) > LONG_CELL else ""


def _words(phrase: Phrase, seen: set[int]) -> Iterator[str]:
    for segment in phrase:
        if isinstance(segment, Cite):
            yield _cited(segment, seen)
        elif isinstance(segment, Apart):
            yield tag("em", segment.text, class_="apart")
        else:
            yield _typeset(segment)


def _cited(cite: Cite, seen: set[int]) -> Html:
    """Return the numbers as links; the first mention of each is where its source links back to."""
    links: list[str] = []
    for number in cite.numbers:
        place = "" if number in seen else f"mention-{number}"
        seen.add(number)
        links += [", " if links else "", tag("a", str(number), href=f"#source-{number}", id=place)]
    return tag("span", "[", *links, "]", class_="cite") if links else Html("")


def _typeset(text: str) -> str:
    """Return text with true minus signs, dashes and arrows, and no break before a signed figure."""
    minus = _MINUS.sub("−", text.replace(" -> ", " → ").replace(" - ", " – "))
    return _SIGNED.sub("\N{NO-BREAK SPACE}", minus)


def _sources(brief: Brief) -> Html:
    items = [_source(entry) for entry in brief.sources]
    heading = tag("h2", "Sources", id="sources-heading")
    return tag("section", heading, tag("ol", *items), id="sources", aria_labelledby="sources-heading")


def _source(entry: NumberedSource) -> Html:
    back = tag(
        "a", "↩", href=f"#mention-{entry.number}", aria_label=f"Back to where source {entry.number} is used"
    )
    url = entry.source.url or ""
    cited = entry.source.citation
    safe = url.startswith(("https://", "http://"))
    told: str = tag("a", cited, href=url, rel="noreferrer") if safe else cited
    return tag(
        "li", told, " ", tag("span", f"({entry.trust})", class_="trust"), " ", back,
        id=f"source-{entry.number}", value=entry.number,
    )  # fmt: skip
