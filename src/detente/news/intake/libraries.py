"""Other people's readers of pages and feeds, kept from warning, logging or stumbling in the user's sight."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from detente.core.errors import BadInput

SAVE = "save its article as text"


@contextmanager
def guarded(what: str, *loggers: str) -> Iterator[None]:
    """Run a library over a source: whatever it stumbles over is a fault of the source, told on one line.

    Args:
        what: What the source is.
        loggers: The library's loggers, which stay silent.

    Raises:
        BadInput: The library raised anything.

    Example:
        >>> with guarded("a page"):
        ...     int("x")
        Traceback (most recent call last):
        detente.core.errors.BadInput: is a page that cannot be read; save its article as text
    """
    levels = [(logger, logger.level) for logger in map(logging.getLogger, loggers)]
    for logger, _ in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(f"is {what} that cannot be read", mend=SAVE) from error
    finally:
        for logger, level in levels:
            logger.setLevel(level)
