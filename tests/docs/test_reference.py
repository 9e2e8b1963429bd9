"""The reference pages name every key, option, method and layer, and no other."""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from support.pages import DOCS, HOUSE, PAGES, name, prose, table_after

from detente.app.cli.main import VERBS
from detente.core import economies, sources
from detente.ledger import entries, restrictions, scenarios
from detente.news.lexicon.forms import FORMS
from detente.workbench import Workbench

DOCUMENTED = (
    *(kind for kind in vars(entries).values() if is_dataclass(kind) and kind.__module__ == entries.__name__),
    restrictions.FlowRestriction,
    restrictions.SectorSplit,
    sources.Source,
    economies.Economy,
    scenarios.Scenario,
    scenarios.Assumption,
    *FORMS.values(),
)


@pytest.mark.parametrize("kind", DOCUMENTED, ids=lambda kind: kind.__name__)
def test_every_key_of_the_record_is_documented(kind: Any) -> None:
    page = DOCS / "guide" / "scenarios.md" if kind.__module__ == scenarios.__name__ else DOCS / "record.md"
    shown = [row[:2] for row in table_after(page, f"### {kind.__name__}")]
    wanted = [(f"`{item.name}`", _default(item)) for item in fields(kind)]
    assert shown == wanted, "the keys, in order, and whether each is required or its default"


def _default(item: Any) -> str:
    if item.default_factory is not MISSING:
        return ""
    if item.default is MISSING:
        return "required"
    if item.default in (None, (), ""):
        return ""
    return f"`{str(item.default).lower() if isinstance(item.default, bool) else item.default}`"


def _commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for verb, (module, _) in VERBS.items():
        command = getattr(importlib.import_module(f"detente.app.cli.{module}"), verb)
        if isinstance(command, click.Group):
            found.update({f"{verb} {inner}": found_in for inner, found_in in command.commands.items()})
        else:
            found[verb] = command
    return found


def _arguments(command: click.Command) -> list[tuple[str, str]]:
    rows = []
    for option in command.params:
        default = option.default if isinstance(option.default, str) and option.default else ""
        if isinstance(option, click.Argument):
            needed = "required" if option.required else ""
            rows.append((f"`{option.human_readable_name}`", needed))
        elif isinstance(option, click.Option):
            metavar = "" if option.is_flag else f" {option.metavar}"
            shown = "required" if option.required else f"`{default}`" if default else ""
            rows.append((f"`{option.opts[0]}{metavar}`".replace("|", r"\|"), shown))
    return rows


@pytest.mark.parametrize("verb", _commands())
def test_every_option_is_documented(verb: str) -> None:
    shown = [row[:2] for row in table_after(DOCS / "reference" / "cli.md", f"## detente {verb}")]
    assert shown == _arguments(_commands()[verb])


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_in_the_text_have_the_options_they_name(page: Path) -> None:
    commands = _commands()
    for words in map(str.split, re.findall(r"`detente ([^`]+)`", prose(page))):
        verb = " ".join(words[:2]) if words[0] in ("ledger", "world", "schedule", "picture") else words[0]
        if verb not in commands and words[0].startswith(("-", "VERB")):
            continue
        known = {option for parameter in commands[verb].params for option in parameter.opts}
        unknown = [word for word in words if word.startswith("--") and word not in known | {"--help"}]
        assert not unknown, f"{name(page)}: `detente {' '.join(words)}`"


def test_every_method_is_documented() -> None:
    page = (DOCS / "reference" / "python.md").read_text("utf-8")
    wanted = []
    for method_name, method in inspect.getmembers(Workbench, inspect.isfunction):
        if not method_name.startswith("_"):
            signature = inspect.signature(method)
            named = [one.replace(annotation=one.empty) for one in signature.parameters.values()]
            plain = signature.replace(parameters=named[1:], return_annotation=signature.empty)
            wanted.append(f"{method_name}{plain}".replace("'", '"'))
    assert sorted(re.findall(r"^### `(\w+\(.*\))`$", page, re.MULTILINE)) == sorted(wanted)


def test_the_map_is_the_contract() -> None:
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    floors = [re.sub(r"detente\.|[()]", "", layer).split(" | ") for layer in contract["layers"]]
    shown = table_after(DOCS / "architecture.md", "## Who may import whom")
    assert [re.findall(r"`(\w+)`", row[1]) for row in shown] == floors
