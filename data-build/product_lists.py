"""Write the product lists of tariff measures, from compiled files and the legal text of HTS chapter 99.

Run: python data-build/product_lists.py REFERENCE [--out src/detente/data/lists]
where REFERENCE holds data/us-schedule, retaliation and other-schedules.

list_rules/ says how: lists.csv names every list with its citation, parts.csv the sources it is put together
from (and those of steps and checks, which are no lists of their own), notes.csv where notes of chapter 99
begin and end, codes/ the codes of notes in other editions, and written.csv and repairs.csv what was mended
and why.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

RULES = Path(__file__).parent / "list_rules"
SHIPPED = Path(__file__).parents[1] / "src/detente/data/lists"
NO_PRODUCTS = ("98", "99")
"""Chapters of special provisions: some notes name them beside products."""
CHAPTER_99 = "us-schedule/chapter99_2026_rev_6.txt.gz"
CHINA_2018 = "other-schedules/china_lists_2018_2019_hs8.csv"
ITA_MATRIX = "other-schedules/ita_retaliation_product_matrix_2025-03-28.csv"
DOTTED = re.compile(r"\b\d{4}\.\d{2}(?:\.\d{2}(?:\d{2})?)?(?![\d.]\d)")
NUMBERED_CODE = re.compile(r"\s*\(\d+\)\s+\d{4}\.\d{2}\.\d{4}\s*")
ONLY_CODES = re.compile(r"(?:\s+\d{4}(?:\.\d{2}){0,2}(?:\d{2})?)+\s*")

Codes = dict[str, bool]
"""Codes of 4 to 10 digits: True puts what is below on the list, False takes it off; the longest decides."""


def read_rows(path: Path, *, header: bool = True) -> list[dict[str, str]]:
    """Return the rows of a CSV, lines that begin with # left out; without a header, columns are numbered."""
    text = path.read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    rows = list(csv.reader(lines))
    if not header:
        return [{str(position): cell for position, cell in enumerate(row)} for row in rows]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def digits(text: str, width: int = 0) -> str:
    """Return the digits of a code; ten digits that end in 00 name the eight-digit line itself."""
    code = re.sub(r"\D", "", text).zfill(width)
    return code[:8] if len(code) == 10 and code.endswith("00") else code


def holds(row: dict[str, str], where: str) -> bool:
    """Say whether a row meets all conditions: column=value|value or column^prefix, joined by an ampersand."""
    for condition in filter(None, where.split(" & ")):
        column, sign, value = re.split(r"([=^])", condition, maxsplit=1)
        met = row[column] in value.split("|") if sign == "=" else row[column].startswith(value)
        if not met:
            return False
    return True


@dataclass(frozen=True)
class ListReader:
    """The folder of compiled lists, and what is read from it once."""

    folder: Path

    @cached_property
    def chapter_99(self) -> str:
        return gzip.decompress((self.folder / CHAPTER_99).read_bytes()).decode("latin-1")

    @cached_property
    def ita_residue(self) -> dict[str, float]:
        """Points on Chinese lines in March 2025 beyond the lists of 2018-19 and the suspended 25."""
        china = {row["hs8"]: row for row in read_rows(self.folder / CHINA_2018)}
        residue = {}
        for row in read_rows(self.folder / ITA_MATRIX):
            code = digits(row[" Foreign National Tariff Line"])
            points = float(row["Current Total Estimated Retaliatory Tariff"].rstrip("%"))
            if code in china:
                points -= float(china[code]["add_total_2019_06_01"])
            # The matrix still counts the 25 points; 35 is met on no line but vehicles and the two new dryers.
            if row["Country"] == "China" and (code in china or points == 35.0):
                residue[code] = points - 25.0 if points == 35.0 else points
        return residue

    def note(self, name: str) -> Codes:
        """Return the codes that a note of chapter 99 enumerates; chapters 98 and 99 are no products."""
        rule = next(row for row in read_rows(RULES / "notes.csv") if row["note"] == name)
        start = self.chapter_99.index(rule["start"])
        passage = self.chapter_99[start : self.chapter_99.index(rule["end"], start + len(rule["start"]))]
        found: Codes = {}
        lines = passage.splitlines()
        if rule["ten_digits"] == "alone":
            lines = [line for line in lines if NUMBERED_CODE.fullmatch(line)]
        for line in lines:
            bare = re.findall(r"(?<!\S)\d{4}(?!\S)", line) if ONLY_CODES.fullmatch(line) else []
            for code in [digits(text) for text in (*DOTTED.findall(line), *bare)]:
                if code[:2] not in NO_PRODUCTS:
                    found[code] = len(code) < 10 or rule["ten_digits"] != "except"
        return found

    def part(self, name: str, row: dict[str, str]) -> Codes:
        """Return the codes of one part of the list `name`."""
        source, column, where = row["file"], row["column"], row["where"]
        if source == "chapter-99":
            chapters = tuple(where.split("|"))
            return {code: on for code, on in self.note(column).items() if code.startswith(chapters)}
        if source == "list":
            return self.read(column)
        if source == "codes":
            return dict.fromkeys(typed_codes(column), True)
        if source == "written":
            rows = [row for row in read_rows(RULES / "written.csv") if row["list"] == name]
            return {code: True for row in rows for code in row["codes"].split(";")}
        if source == "ita-residue":
            points, chapters = {float(text) for text in column.split("|")}, tuple(where.split("|"))
            return {c: True for c, r in self.ita_residue.items() if r in points and c.startswith(chapters)}
        width = 8 if name.startswith("chn-") else 0
        rows = read_rows(self.folder / source, header=not column.isdigit())
        rows = [row for row in rows if holds(row, where)]
        return {digits(row[column], width): True for row in rows}

    def read(self, name: str) -> Codes:
        """Return the codes of a list, put together and mended."""
        found: Codes = {}
        for row in read_rows(RULES / "parts.csv"):
            if row["list"] != name:
                continue
            part = self.part(name, row)
            if row["action"] == "add":
                found |= part
            elif row["action"] == "remove":
                found = {code: on for code, on in found.items() if code not in part}
            else:
                found = refined(found, part)
        for row in read_rows(RULES / "repairs.csv"):
            if row["list"] == name:
                del found[row["code"]]
                becomes = filter(None, row["becomes"].split(";"))
                found |= {code.lstrip("-"): not code.startswith("-") for code in becomes}
        return found


def typed_codes(name: str) -> Iterator[str]:
    """Yield the codes typed from a text: a heading of four digits, then the rest of each code below it."""
    for line in (RULES / "codes" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            heading, *rest = line.split()
            yield from (digits(heading + text) for text in rest)


def refined(codes: Codes, finer: Codes) -> Codes:
    """Return `codes` with each eight-digit line that `finer` has only by ten digits replaced by those."""
    below: dict[str, Codes] = defaultdict(dict)
    for code in finer:
        if len(code) == 10 and code[:8] not in finer:
            below[code[:8]][code] = True
    found: Codes = {}
    for code, on in codes.items():
        found |= below.get(code) or below.get(code[:8], {}) | {code: on}
    return found


def on_list(codes: Codes, product: str) -> bool:
    """Say whether a product is on the list: its longest prefix among the codes decides."""
    return next((codes[product[:n]] for n in (10, 8, 6, 4) if product[:n] in codes), False)


def list_text(row: dict[str, str], codes: Codes) -> str:
    """Return the file of a list: what it is, then its codes in order, `-` before those taken off."""
    head = [row["title"], f"Source: {row['source']}", f"Edition of the codes: {row['edition']}"]
    head += filter(None, [row["notes"] and f"Note: {row['notes']}"])
    body = [code if codes[code] else f"-{code}" for code in sorted(codes)]
    return "\n".join([*(f"# {line}" for line in head), *body, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    reader = ListReader(arguments.reference / "data")
    written, rows = set(), []
    for row in read_rows(RULES / "lists.csv"):
        codes = {code: on for code, on in reader.read(row["list"]).items() if code[:2] not in NO_PRODUCTS}
        path = arguments.out / row["importer"].lower() / f"{row['list']}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(list_text(row, codes), encoding="utf-8", newline="\n")
        written.add(path)
        kept = ("list", "importer", "title", "edition", "lines", "notice_lines", "source", "notes")
        rows.append({key: row.get(key, sum(codes.values())) for key in kept})
    for path in set(arguments.out.glob("*/*.txt")) - written:
        path.unlink()
    with (arguments.out / "lists.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} lists")


if __name__ == "__main__":
    main()
