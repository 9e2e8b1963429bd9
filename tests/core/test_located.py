from __future__ import annotations

import time

import pytest

from detente.core import located
from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml

WORDS = ["NO", "no", "yes", "off", "1e3", "0x10", "1_000", "010", "2025-06-09", ".5", "12:01", "TRUE", "nan"]


def read(text: str | bytes) -> Located:
    return read_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")


def lines(found: Located) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_words_stay_words() -> None:
    found = read(f"[{', '.join(WORDS)}]")
    assert found.data == WORDS
    assert not found.problems


def test_nothing_is_none_unless_quoted() -> None:
    found = read("{a: , b: null, c: ~, d: 'null', e: \"\", f: 'NO'}")
    assert found.data == {"a": None, "b": None, "c": None, "d": "null", "e": "", "f": "NO"}


def test_every_part_has_a_place() -> None:
    found = read("measure:\n  id: x\n  tranches:\n    - {id: one, rate: 0.1}\n    - id: two\n")
    assert str(found.place(("measure", "id"))) == "a.yaml:2:3"
    assert str(found.place(("measure", "tranches", 0, "rate"))) == "a.yaml:4:17"
    assert str(found.place(("measure", "tranches", 1))) == "a.yaml:5:7"


def test_a_missing_part_stands_at_what_encloses_it() -> None:
    found = read("measure:\n  tranches:\n    - id: one\n")
    assert str(found.place(("measure", "tranches", 0, "source", "url"))) == "a.yaml:3:7"
    assert str(found.place(("nothing", "here"))) == "a.yaml:1:1"


def test_bombs_are_refused_before_they_grow() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    began = time.monotonic()
    found = read("\n".join(rows))
    assert lines(found) == ["a.yaml:2:10: aliases are not allowed; write the value out"]
    assert time.monotonic() - began < 5, "a bomb of 9^30 values must not be built"


@pytest.mark.parametrize("depth", [50, 100_000])
@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_nests_are_refused(depth: int, bracket: str) -> None:
    found = read(bracket * depth)
    assert len(found.problems) == 1
    assert str(found.problems[0].place).startswith("a.yaml:1:")


def test_forty_levels_are_enough_and_allowed() -> None:
    assert not read("[" * 40 + "]" * 40).problems
    assert "is nested too deeply; keep to 40 levels" in lines(read("[" * 41 + "]" * 41))[0]


def test_keys_that_stand_twice_all_show() -> None:
    found = read("rate: 0.1\nid: x\nrate: 0.2\nscope: {a: 1, a: 2}\n")
    assert lines(found) == [
        "a.yaml:3:1: the key 'rate' stands twice; keep one of the two",
        "a.yaml:4:15: the key 'a' stands twice; keep one of the two",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "a: !!python/object/apply:os.system [ls]",
            "a.yaml:1:4: the tag tag:yaml.org,2002:python/object/apply",
        ),
        ("a: !!str NO", "a.yaml:1:4: the tag tag:yaml.org,2002:str is not allowed; leave it out"),
        ("!mine {a: b}", "a.yaml:1:1: the tag !mine is not allowed; leave it out"),
        ("a: 1\n---\nb: 2", "a.yaml:2:1: a second document starts here; keep one document per file"),
        ("? [a, b]\n: c", "a.yaml:1:3: a key must be a word; write `key: value`"),
        ("a: b: c", "a.yaml:1:5: YAML cannot be read here"),
        ("a: [b", "a.yaml:2:1: YAML cannot be read here"),
        ("\ta: b", "a.yaml:1:1: YAML cannot be read here"),
        ("a: *nowhere", "a.yaml:1:4: aliases are not allowed; write the value out"),
        ("a: b\n<<: *other", "a.yaml:2:5: aliases are not allowed; write the value out"),
        (b"a: \xff\xfe", "a.yaml:1:1: byte 3 is not UTF-8; save the file as UTF-8"),
        (b"a: b\x00c", "a.yaml:1:1: YAML cannot be read here"),
    ],
)
def test_what_cannot_be_read_is_one_line(text: str | bytes, line: str) -> None:
    found = read(text)
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(line)
    assert "\n" not in lines(found)[0]


def test_an_anchor_without_an_alias_is_harmless() -> None:
    assert read("a: &name NO").data == {"a": "NO"}


def test_a_byte_order_mark_is_read_over() -> None:
    assert read(b"\xef\xbb\xbfa: b").data == {"a": "b"}


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "LARGEST", 2_000_000)
    found = read("#" * 2_000_001)
    assert lines(found) == ["a.yaml: is larger than 2 MB; split it into several files"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2\nb: 1\nb: 2", "a.yaml:2:1: the key 'a' stands twice; keep one of the two"),
        ("- a", "a.yaml:1:1: is not a mapping; start with `key: value` lines"),
        ("", "a.yaml:1:1: is not a mapping; start with `key: value` lines"),
    ],
)
def test_a_mapping_or_a_refusal(text: str, line: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text).mapping()
    assert str(refused.value) == line


def test_chinese_text_and_columns() -> None:
    found = read("a: {b: 税委会公告, c: x}\n")
    assert found.data == {"a": {"b": "税委会公告", "c": "x"}}
    assert str(found.place(("a", "c"))) == "a.yaml:1:15", "columns count characters, not bytes"
