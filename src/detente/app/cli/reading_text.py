"""What articles say, as text: each with its facts by kind, and the words that state them."""

from __future__ import annotations

from detente.app.cli.printing import block, heading
from detente.core.wording import counted
from detente.news.readings import TITLES, ReadDocument, Readings
from detente.news.telling import told


def readings_text(found: Readings) -> str:
    """Return documents one after the other; nothing where none was read."""
    return "\n\n".join("\n".join(_document(one)) for one in found.documents)


def _document(one: ReadDocument) -> list[str]:
    document = one.document
    title = " ".join(document.title.split())
    lines = [heading(f"{document.name}  {title}" if title else document.name)]
    about = [
        f"published {document.published}",
        " ".join(document.source.split()),
        counted(len(one.facts), "fact"),
    ]
    lines += block(", ".join(part for part in about if part))
    if one.revision_of:
        lines += block(f"revises {one.revision_of}")
    for kind, name in TITLES.items():
        rows = [
            (told(fact), _quoted(document.body[fact.start : fact.end]))
            for fact in one.facts
            if fact.kind == kind
        ]
        if rows:
            lines += [f"  {name.upper()}"]
            for words, quoted in rows:
                lines += block(words, 6, "    -")
                lines += block(quoted, 6)
    return lines


def _quoted(words: str) -> str:
    """Return words of a text on one line between quotation marks, which a quotation has already."""
    line = " ".join(words.split())
    return line if line.startswith(("“", '"')) else f"“{line}”"
