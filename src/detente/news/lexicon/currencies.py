"""Money by the signs and words of texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.news.lexicon.files import shipped
from detente.news.patterns import one_of


def currency_signs() -> str:
    """Return a pattern for signs before a sum.

    Example:
        >>> import re
        >>> re.match(currency_signs(), "US$5").group()
        'US$'
    """
    return one_of(sign for row in shipped("currencies.yaml")["currencies"] for sign in row.get("signs", ()))


@cache
def lettered_signs() -> tuple[str, ...]:
    """Return the signs before a sum that end in a letter or a full stop.

    Example:
        >>> "Rs" in lettered_signs(), "US$" in lettered_signs()
        (True, False)
    """
    rows = shipped("currencies.yaml")["currencies"]
    return tuple(
        sign for row in rows for sign in row.get("signs", ()) if sign[-1].isalnum() or sign[-1] == "."
    )


def currency_words() -> str:
    """Return a pattern for words after a sum, in any letters.

    Example:
        >>> import re
        >>> [bool(re.match(currency_words(), said)) for said in ("pounds", "pounds of gold", "Yuan")]
        [True, False, True]
    """
    rows = shipped("currencies.yaml")["currencies"]
    told = (
        rf"{one_of(row['words'])}\b" + (rf"(?!\s{row['not_before']}\b)" if "not_before" in row else "")
        for row in rows
    )
    return rf"(?i:{'|'.join(told)})"


def currency_of(said: str) -> str:
    """Return the code of the money that a sign or word stands for; empty where it stands for none.

    Example:
        >>> currency_of("C$"), currency_of("Canadian dollars"), currency_of("tons")
        ('CAD', 'CAD', '')
    """
    return _codes().get(" ".join(said.lower().split()), "")


@cache
def _codes() -> Mapping[str, str]:
    return {
        said.lower(): row["code"]
        for row in shipped("currencies.yaml")["currencies"]
        for said in (*row.get("signs", ()), *row["words"])
    }
