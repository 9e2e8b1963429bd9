"""Texts of any kind taken in as documents: files, pages, feeds, folders, standard input; no network."""

from detente.news.intake.gathering import documents_of
from detente.news.intake.refusals import Refused

__all__ = ["Refused", "documents_of"]
