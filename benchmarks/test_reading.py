"""Articles read: how many a second from text and pages, import and memory, how cost grows with length."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.articles import DAY, article, page, spoilt
from support.news_cases import texts
from support.sound_facts import check_facts

from detente.news.documents import Document
from detente.news.intake import documents_of
from detente.news.reading import read
from detente.news.readings import read_sources

ARTICLES = 60
SPOILT = int(os.environ.get("DETENTE_SPOILT", "20000"))
IMPORTED = "import time; begun = time.process_time(); import {}; print(1000 * (time.process_time() - begun))"
MEMORY = """
import pathlib, re, sys
from datetime import date
from detente.news.readings import read_sources
read_sources(sys.argv[1:], date(2031, 3, 12))
print(int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) / 1024)
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Articles of 3 to 5 KB, as text and as pages, and one text of 5 MB."""
    made = {form: tmp_path_factory.mktemp(form) for form in ("text", "page", "long text")}
    long = f"date: {DAY}\n\n" + (article(7, 400) + "\n\n") * 200
    (made["long text"] / "long.txt").write_text(long[:5_000_000], encoding="utf-8")
    for seed in range(ARTICLES):
        text = article(seed, 36 + seed % 20)
        (made["text"] / f"{seed:03}.txt").write_text(f"date: {DAY}\n\n{text}", encoding="utf-8")
        (made["page"] / f"{seed:03}.html").write_text(page(text), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Articles as they were published, as text and as pages, where they lie beside the project."""
    texts = sorted((Path(__file__).parents[2] / "shared/articles/corpus").glob("*.txt"))
    if not texts:
        pytest.skip("the articles that figures are told for are not beside the project")
    pages = tmp_path_factory.mktemp("press")
    for path in texts:
        head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        day = next(line.split(":")[1].strip() for line in head.splitlines() if line.startswith("date:"))
        (pages / f"{path.stem}.html").write_text(page(body, path.stem, day), encoding="utf-8")
    return {"text": texts[0].parent, "page": pages}


@pytest.mark.parametrize("form", ["text", "page"])
def test_articles_of_the_press_a_second(benchmark, press: dict[str, Path], form: str) -> None:  # type: ignore[no-untyped-def]
    found = benchmark.pedantic(read_sources, args=([press[form]],), rounds=5, warmup_rounds=1)
    rate = len(found.documents) / benchmark.stats.stats.min
    size = sum(len(one.document.body) for one in found.documents) / len(found.documents)
    print(f"\n{rate:.0f} articles of the press a second from {form}, of {size:,.0f} characters")


@pytest.mark.parametrize("form", ["text", "page"])
def test_articles_a_second(benchmark, folders: dict[str, Path], form: str) -> None:  # type: ignore[no-untyped-def]
    found = benchmark.pedantic(read_sources, args=([folders[form]],), rounds=3, warmup_rounds=1)
    assert len(found.documents) == ARTICLES
    rate = ARTICLES / benchmark.stats.stats.min
    benchmark.extra_info["articles_a_second"] = round(rate)
    size = sum(len(one.document.body) for one in found.documents) / ARTICLES
    print(f"\n{rate:.0f} articles a second from {form}, of {size:,.0f} characters")


@pytest.mark.parametrize("form", ["text", "page"])
def test_intake_alone(benchmark, folders: dict[str, Path], form: str) -> None:  # type: ignore[no-untyped-def]
    benchmark.pedantic(lambda: list(documents_of([folders[form]])), rounds=3, warmup_rounds=1)
    print(f"\n{1000 * benchmark.stats.stats.min / ARTICLES:.1f} ms to take in an article from {form}")


@pytest.mark.parametrize("module", ["detente.news.reading", "detente.news.readings"])
def test_import_of_the_reader(benchmark, module: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Processor time in milliseconds, byte code kept as after an install."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}

    def imported() -> float:
        command = [sys.executable, "-c", IMPORTED.format(module)]
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
        return float(done.stdout)

    imported()
    least = min(imported() for _ in range(5))
    benchmark.pedantic(imported, rounds=1)
    print(f"\nimport of {module}: {least:.0f} ms")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("form", ["text", "page", "long text"])
def test_memory(benchmark, folders: dict[str, Path], form: str) -> None:  # type: ignore[no-untyped-def]
    command = [sys.executable, "-c", MEMORY, str(folders[form])]
    done = benchmark.pedantic(
        subprocess.run,
        args=(command,),
        kwargs={"capture_output": True, "check": True, "text": True},
        rounds=1,
    )
    print(f"\npeak {float(done.stdout):.0f} MiB for what is read from {form}")


@pytest.mark.parametrize("size", [10_000, 100_000, 1_000_000, 5_000_000])
def test_cost_grows_with_length_only(benchmark, size: int) -> None:  # type: ignore[no-untyped-def]
    text = article(7, 400)
    body = (text + "\n\n") * (size // len(text) + 1)
    document = Document(name="a", body=body[:size], published=DAY)
    begun = time.process_time()
    facts = benchmark.pedantic(read, args=(document,), rounds=1)
    spent = time.process_time() - begun
    print(f"\n{size:,} characters: {spent:.2f} s, {1e6 * spent / size:.2f} s a million, {len(facts):,} facts")


def test_spoilt_articles(benchmark) -> None:  # type: ignore[no-untyped-def]
    """Many articles with random changes: none stops the reader, and every fact is sound and where it says."""

    def run() -> int:
        draw, whole = random.Random(1), [text.document for text in texts()]
        return sum(
            check_facts(spoilt(one.body, draw), one.published)
            for one in (draw.choice(whole) for _ in range(SPOILT))
        )

    print(f"\n{SPOILT:,} spoilt articles, {benchmark.pedantic(run, rounds=1):,} facts")
