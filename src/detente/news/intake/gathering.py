"""Sources into documents: read, decoded, told apart, checked for language and date, each text once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from detente.core.errors import BadInput
from detente.news.documents import Document
from detente.news.intake.decoding import text_of
from detente.news.intake.draft import Draft
from detente.news.intake.forms import form_of
from detente.news.intake.language import check_language
from detente.news.intake.pieces import Piece, pieces_of
from detente.news.intake.plain import draft_of_text
from detente.news.intake.refusals import Refused, refused

FIRST_YEAR, LAST_YEAR = 1900, 2100


def documents_of(
    sources: Iterable[str | Path], published: date | None = None
) -> Iterator[Document | Refused]:
    r"""Yield the documents that sources hold, in order, and in their place those that hold none.

    A source is a file, a folder (through and through) or `-` for standard input. What it holds is told by
    its content: plain text, an HTML page, an RSS or Atom feed. No link is followed. A text that stood in an
    earlier source is left out, with `same_as` naming the document. A document is called by the stem of its
    file, in a feed with its number; where another is called so already it gets a number too.

    Args:
        sources: Paths, or `-`.
        published: The day of publication of those that do not name theirs.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(folder, "a.txt").write_text("date: 2025-06-09\n\nTariffs rose.")
        ...     _ = Path(folder, "b.txt").write_text("Tariffs rose on Monday.")
        ...     [getattr(one, "name", "no date") for one in documents_of([folder])]
        ['a', 'no date']
    """
    names: dict[str, int] = {}
    known: dict[str, str] = {}
    for piece in pieces_of(sources):
        if isinstance(piece, Refused):
            yield piece
            continue
        for draft in _drafts(piece):
            if isinstance(draft, Refused):
                yield draft
                continue
            where = f"{piece.source}, entry {draft.number}" if draft.number else piece.source
            try:
                document = _document(draft, piece.name, published)
            except BadInput as error:
                yield refused(where, error)
                continue
            digest = document.digest
            first = known.get(digest)
            if first is not None:
                yield Refused(
                    source=where, what=f"holds the same text as {first}, which is read once", same_as=first
                )
                continue
            named = _named(document, names)
            known[digest] = named.name
            yield named


def _drafts(piece: Piece) -> Iterator[Draft | Refused]:
    """Yield what a piece holds; a feed that cannot be read on is refused where it breaks."""
    try:
        text = text_of(piece.content)
        form = form_of(text)
        if form == "feed":
            from detente.news.intake.feed import drafts_of_feed

            yield from drafts_of_feed(text)
        elif form == "page":
            from detente.news.intake.page import draft_of_page

            yield draft_of_page(text)
        else:
            yield draft_of_text(text)
    except BadInput as error:
        yield refused(piece.source, error)


def _document(draft: Draft, name: str, published: date | None) -> Document:
    """Return a draft as a document.

    Raises:
        BadInput: It has no text, is not in English, or nobody says when it was published.
    """
    if not draft.body or draft.body.isspace():
        raise BadInput("has no text of its own", mend="save its article as text")
    check_language(draft.body)
    day = draft.published or published
    if day is None:
        mend = "give --date YYYY-MM-DD, or a line `date:` above it"
        raise BadInput("does not say when it was published", mend=mend)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"is dated {day}, which no article is", mend="correct its date")
    return Document(
        name=f"{name}-{draft.number}" if draft.number else name, body=draft.body, published=day,
        title=draft.title, source=draft.source, url=draft.url,
    )  # fmt: skip


def _named(document: Document, names: dict[str, int]) -> Document:
    """Return a document under a name that no other has."""
    count = names[document.name] = names.get(document.name, 0) + 1
    if count == 1:
        return document
    return _named(document._replace(name=f"{document.name}-{count}"), names)
