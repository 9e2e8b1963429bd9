"""Product codes as an importer writes them: with dots or without, eight or ten digits, chapters 1 to 97."""

from __future__ import annotations

from detente.core.errors import BadInput, Place

DEPTHS = (8, 10)
LAST_CHAPTER = 97
RESERVED_CHAPTER = 77
SPECIAL_CHAPTERS = (98, 99)
_LONGEST_QUOTED = 30
_MEND = "give the 8 or 10 digits of a tariff line, such as 8507.60.00.20"
_SEARCH = "give the 8 or 10 digits of a line below it (`detente schedule search` finds them)"
_LEVELS = {2: "chapter", 4: "heading", 6: "subheading"}


def parse_product(text: str, where: Place | None = None) -> str:
    """Return the digits of a product code: eight of a tariff line, or ten with the statistical suffix.

    Dots and blanks are left out. Chapters 98 and 99 hold special provisions (returned goods, additional
    duties); they are claimed besides a line of chapters 1 to 97 and are not what the good is.

    Args:
        text: The code as written.
        where: The place that an error names.

    Raises:
        BadInput: Other than digits, another length, or a chapter without goods.

    Example:
        >>> parse_product("8507.60.00.20"), parse_product(" 0101 30 00 ")
        ('8507600020', '01013000')
        >>> parse_product("8507")
        Traceback (most recent call last):
        detente.core.errors.BadInput: 8507 is a heading, not a tariff line; give the 8 or 10 digits of a \
line below it (`detente schedule search` finds them)
    """
    code = "".join(text.split()).replace(".", "")
    shown = text.strip()[:_LONGEST_QUOTED]
    if not code:
        raise BadInput("no product code is given", where, _MEND)
    if not (code.isascii() and code.isdigit()):
        raise BadInput(f"'{shown}' is not a product code: it holds other than digits", where, _MEND)
    if len(code) not in DEPTHS:
        raise _wrong_length(code, shown, where)
    _check_chapter(int(code[:2]), shown, where)
    return code


def _wrong_length(code: str, shown: str, where: Place | None) -> BadInput:
    """Return the refusal of a code by its length."""
    level = _LEVELS.get(len(code))
    if level:
        return BadInput(f"{shown} is a {level}, not a tariff line", where, _SEARCH)
    if len(code) in (7, 9) and not code.startswith("0"):
        what = f"{shown} has {len(code)} digits: a spreadsheet may have dropped a leading zero"
        return BadInput(what, where, f"is it {dotted('0' + code)}? {_MEND}")
    return BadInput(f"{shown} has {len(code)} digits", where, _MEND)


def _check_chapter(chapter: int, shown: str, where: Place | None) -> None:
    if chapter in SPECIAL_CHAPTERS:
        what = f"{shown} is a special provision of chapter {chapter}, not what the good is"
        raise BadInput(what, where, "give the good's own line of chapters 1 to 97")
    if chapter == RESERVED_CHAPTER:
        raise BadInput(f"{shown} is in chapter 77, which is reserved and empty", where, _MEND)
    if not 1 <= chapter <= LAST_CHAPTER:
        what = f"{shown} is in chapter {chapter:02}, which does not exist"
        raise BadInput(what, where, "chapters go from 01 to 97; check the first two digits")


def dotted(code: str) -> str:
    """Return a code as the schedules print it.

    Example:
        >>> dotted("8507600020"), dotted("850760"), dotted("8507"), dotted("85")
        ('8507.60.00.20', '8507.60', '8507', '85')
    """
    parts = (code[:4], code[4:6], code[6:8], code[8:])
    return ".".join(part for part in parts if part)
