"""The main job from end to end, with the real model: what must hold whatever the figures are."""

from __future__ import annotations

from detente.brief.composition import BriefQuestion, compose
from detente.brief.terminal import render_text
from detente.ledger.record import Record

from .conftest import ON, PAIR


def test_main_job_on_the_shipped_record_and_world(record: Record) -> None:
    steps: list[tuple[str, int, int]] = []
    question = BriefQuestion(PAIR, ON, scenarios=("hold", "lapse"))
    sheet = compose(record, question, lambda *step: steps.append(step))
    hold, lapse = sheet.costs
    for cost in (hold, lapse):
        assert cost.effects.solver.residual < 1e-9
        for found in cost.real_income.values():
            assert found.low <= found.value <= found.high
    assert lapse.real_income["CHN"].value < hold.real_income["CHN"].value, "higher duties cost the exporter"
    assert sheet.standing[0].average is not None
    assert sheet.standing[0].average.rate > sheet.standing[0].rate, "the lists come on top of the headline"
    assert steps[-1][1] == steps[-1][2], "progress ends at its end"
    assert "WHAT IT WOULD COST" in render_text(sheet)
