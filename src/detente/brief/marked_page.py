"""Articles with their facts marked in place, as one HTML file: no script, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from detente.brief.marked_text import Segment, segments
from detente.brief.markup import Html, tag
from detente.core.version import VERSION
from detente.core.wording import counted
from detente.news.facts import Fact
from detente.news.readings import TITLES, ReadDocument
from detente.news.telling import told

STYLE = Path(__file__).with_name("marked_page.css")
LETTERS = {
    "rate": "R", "truce": "T", "deadline": "D", "meeting": "M", "participant": "P", "claim": "C",
    "commitment": "K", "export_licence": "X", "statistic": "S", "quote": "Q",
}  # fmt: skip
"""The letter of each kind, with a number the label of a fact; tells kinds apart where colours do not."""


def render_marked(documents: Sequence[ReadDocument]) -> str:
    """Return articles with their facts marked as a whole HTML document; the caller writes it as UTF-8."""
    name = documents[0].document.title if len(documents) == 1 else counted(len(documents), "article")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{name or 'Article'} · facts · Detente"),
        tag("style", Html(STYLE.read_text(encoding="utf-8"))),
    )
    articles = [_article(one, number) for number, one in enumerate(documents, start=1)]
    body = tag("body", _legend(), tag("main", *articles), tag("footer", tag("p", f"Detente {VERSION}")))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _legend() -> Html:
    items = [
        tag(
            "li",
            tag("span", letter, class_=f"letter k-{kind}"),
            " ",
            tag("span", TITLES[kind], class_=f"mark k-{kind}"),
        )
        for kind, letter in LETTERS.items()
    ]
    return tag("nav", tag("ul", *items), class_="legend", aria_label="Kinds of facts")


def _article(one: ReadDocument, number: int) -> Html:
    document = one.document
    about = [str(document.published), document.source, counted(len(one.facts), "fact")]
    if one.revision_of:
        about.append(f"revises {one.revision_of}")
    labels = _labels(one.facts)
    header = tag(
        "header",
        tag("h1", document.title or document.name),
        tag("p", " · ".join(part for part in about if part), class_="about"),
    )
    text = tag("div", *_paragraphs(one, labels, number), class_="text")
    return tag("article", header, text, _table(one, labels, number), id=f"article-{number}")


def _labels(facts: Iterable[Fact]) -> list[str]:
    """Return the label of each fact: the letter of its kind and its place among them."""
    seen: dict[str, int] = {}
    labels = []
    for fact in facts:
        seen[fact.kind] = seen.get(fact.kind, 0) + 1
        labels.append(f"{LETTERS[fact.kind]}{seen[fact.kind]}")
    return labels


def _paragraphs(one: ReadDocument, labels: Sequence[str], number: int) -> Iterator[Html]:
    """Yield the text as paragraphs; a mark that runs over a line end goes on in the next."""
    pieces: list[str] = []
    for segment in segments(len(one.document.body), one.facts):
        pieces += [_label(one.facts[place], labels[place], number, place) for place in segment.opening]
        first, *others = one.document.body[segment.start : segment.end].split("\n")
        pieces.append(_marked(first, segment, one.facts))
        for line in others:
            if any(pieces):
                yield tag("p", *pieces)
            pieces = [_marked(line, segment, one.facts)]
    if any(pieces):
        yield tag("p", *pieces)


def _marked(words: str, segment: Segment, facts: Sequence[Fact]) -> str:
    """Return words within the marks of the facts that cover them."""
    drawn = words
    for fact in (facts[place] for place in reversed(segment.facts)):
        title = f"{fact.kind.replace('_', ' ')}: {told(fact)}"
        drawn = tag("mark", drawn, class_=f"k-{fact.kind}", title=title) if words else ""
    return drawn


def _label(fact: Fact, label: str, number: int, place: int) -> Html:
    link = tag(
        "a", label, href=f"#fact-{number}-{place}", aria_label=f"{fact.kind.replace('_', ' ')} {label}"
    )
    return tag("sup", link, class_=f"letter k-{fact.kind}", id=f"mark-{number}-{place}")


def _table(one: ReadDocument, labels: Sequence[str], number: int) -> Html:
    heads = [tag("th", name, scope="col") for name in ("", "kind", "what", "words", "rule", "confidence")]
    rows = [
        tag(
            "tr",
            tag(
                "th",
                tag("a", label, href=f"#mark-{number}-{place}", class_=f"letter k-{fact.kind}"),
                scope="row",
            ),
            tag("td", fact.kind.replace("_", " ")),
            tag("td", told(fact)),
            tag("td", " ".join(one.document.body[fact.start : fact.end].split()), class_="words"),
            tag("td", fact.rule),
            tag("td", f"{fact.confidence:.2f}"),
            id=f"fact-{number}-{place}",
        )
        for place, (fact, label) in enumerate(zip(one.facts, labels, strict=True))
    ]
    if not rows:
        return tag("p", "No facts of these kinds are found in it.", class_="none")
    caption = tag("caption", "Facts in the order of the text")
    table = tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows))
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label="Table of facts")
