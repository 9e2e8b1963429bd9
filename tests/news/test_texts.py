"""Whole texts in the ways of governments, agencies and papers: what is read, missed and wrong."""

from __future__ import annotations

from support.news_cases import compared, texts

# What was reached when the texts were last read; they were annotated before they were read.
PRECISION, RECALL = 0.93, 0.93


def test_whole_texts() -> None:
    right = missed = wrong = 0
    told = []
    for text in texts():
        many, not_read, besides = compared(text)
        right, missed, wrong = right + many, missed + len(not_read), wrong + len(besides)
        told += [f"{text.document.name}: missed {one['kind']} {one['span']!r}" for one in not_read]
        told += [f"{text.document.name}: wrong {one.kind} {dict(one.fields)}" for one in besides]
    precision, recall = right / (right + wrong), right / (right + missed)
    reached = f"precision {precision:.2f}, recall {recall:.2f}"
    assert precision >= PRECISION, "\n".join([reached, *told])
    assert recall >= RECALL, "\n".join([reached, *told])
