"""The reference pages name every key, option, method and layer, and no other."""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import click
import pytest
from pages import DOCS, HOUSE, table_after

from detente.app.cli.main import VERBS
from detente.core import economies, sources
from detente.ledger import entries, scenarios
from detente.workbench import Workbench

DOCUMENTED = (
    *(kind for kind in vars(entries).values() if is_dataclass(kind) and kind.__module__ == entries.__name__),
    sources.Source,
    economies.Economy,
    scenarios.Scenario,
    scenarios.Assumption,
)


@pytest.mark.parametrize("kind", DOCUMENTED, ids=lambda kind: kind.__name__)
def test_every_key_of_the_record_is_documented(kind: Any) -> None:
    page = DOCS / "guide" / "scenarios.md" if kind.__module__ == scenarios.__name__ else DOCS / "record.md"
    shown = [row[:2] for row in table_after(page, f"### {kind.__name__}")]
    wanted = [(f"`{item.name}`", _default(item)) for item in fields(kind)]
    assert shown == wanted, "the keys, in order, and whether each is required or its default"


def _default(item: Any) -> str:
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
            found.update({f"{verb} {name}": inner for name, inner in command.commands.items()})
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


@pytest.mark.parametrize("name", _commands())
def test_every_option_is_documented(name: str) -> None:
    shown = [row[:2] for row in table_after(DOCS / "reference" / "cli.md", f"## detente {name}")]
    assert shown == _arguments(_commands()[name])


def test_every_method_is_documented() -> None:
    page = (DOCS / "reference" / "python.md").read_text("utf-8")
    wanted = []
    for name, method in inspect.getmembers(Workbench, inspect.isfunction):
        if not name.startswith("_"):
            signature = inspect.signature(method)
            bare = [item.replace(annotation=inspect.Parameter.empty) for item in signature.parameters.values()]
            plain = signature.replace(parameters=bare[1:], return_annotation=inspect.Signature.empty)
            wanted.append(f"{name}{plain}".replace("'", '"'))
    assert sorted(re.findall(r"^### `(\w+\(.*\))`$", page, re.MULTILINE)) == sorted(wanted)


def test_the_map_is_the_contract() -> None:
    contract = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    floors = [re.sub(r"detente\.|[()]", "", layer).split(" : ") for layer in contract["layers"]]
    shown = table_after(DOCS / "architecture.md", "## Who may import whom")
    assert [re.findall(r"`(\w+)`", row[1]) for row in shown] == floors
