"""The rows of the facts that the record was written from, and what each must have become."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

from detente.core.sources import Source
from detente.ledger.states import Span

ECONOMIES = {
    "BR": "BRA", "CA": "CAN", "CH": "CHE", "CN": "CHN", "EU": "EU", "GB": "GBR", "HK": "HKG", "IN": "IND",
    "IR": "IRN", "JP": "JPN", "KP": "PRK", "KR": "KOR", "LI": "LIE", "MO": "MAC", "MX": "MEX", "RU": "RUS",
    "TW": "TWN", "US": "USA", "VN": "VNM", "WORLD": "WLD", "all": "WLD", "57 economies": "AGO", "USA": "USA",
    "OECD": "OECD",
}  # fmt: skip
# Said of a source that no primary text was read; the record says it in its own words.
_NOT_READ = ("from memory", "stored public file", "general knowledge", "unconfirmed")
_DROPPED = {"stored", "page", "pages", "public", "file", "files", "id", "ids"}
Row = dict[str, str]
TOLERANCE = 1e-9  # rates are decimal texts divided by 100
_CONFIDENCE = ("high", "medium", "low")
_WORD = re.compile(r"[^\s;,()\"“”]+")


def rows(folder: Path, name: str) -> list[Row]:
    """Return the rows of one file of facts."""
    with (folder / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_economy(text: str) -> str | None:
    """Return the economy that a `target` or `imposing` column names first, or None if it says it in words."""
    word = re.split(r"[,(]| except| and ", text)[0].strip()
    return ECONOMIES.get(word)


def source_misses(row: Row, source: Source | None, lower: bool = False) -> list[str]:
    """Return what a source lost of its row: words of the citation, the confidence, the doubt.

    With `lower`, the entry may show less confidence than the row, as another row on it does.
    """
    if source is None:
        return ["no source"]
    cited = source.citation.casefold()
    missing = [word for word in _words(row["source"]) if word not in cited]
    found = [f"citation lacks {' '.join(missing)!r}"] if missing else []
    allowed = _CONFIDENCE[_CONFIDENCE.index(row["confidence"]) :] if "confidence" in row else _CONFIDENCE
    if source.confidence not in (allowed if lower else allowed[:1]) and "confidence" in row:
        found.append(f"confidence {source.confidence}, not {row['confidence']}")
    doubted = row.get("confidence", "high") != "high" or any(word in row["source"] for word in _NOT_READ)
    if doubted and source.verified:
        found.append("verified although the row is in doubt or its text was not read")
    return found


def _words(source: str) -> list[str]:
    plain = source.replace("no stored text", "").replace("via stored page", "")
    words = (word.strip(".:'").casefold() for word in _WORD.findall(plain))
    return [word for word in words if word and word not in _DROPPED]


def rates(text: str) -> tuple[float, float] | None:
    """Return the bounds of a rate in percent as fractions: `25`, `11-50` or `up to 30`."""
    found = [float(part) / 100 for part in re.findall(r"\d+(?:\.\d+)?", text)]
    return (found[0], found[-1]) if found else None


def last_days_of(row: Row, span: Span) -> set[str]:
    """Return the last day in force as the facts may count it: inclusive, or in China shared with the next."""
    if span.end is None:
        return {""}
    days = {span.end.day - timedelta(days=1)}
    if row["imposing"] == "CN" and (span.end.moment.hour, span.end.moment.minute) != (0, 0):
        days.add(span.end.day)
    return {day.isoformat() for day in days}


def first_life(spans: tuple[Span, ...]) -> Span | None:
    """Return the first span in force with those that carry it on, or else the first asleep."""
    for wanted in ("in_force", "suspended"):
        run = [span for span in spans if span.state == wanted]
        if run:
            end = run[0].end
            for span in run[1:]:
                if span.start == end:
                    end = span.end
            return Span(run[0].start, end, run[0].state, run[0].change)
    return None
