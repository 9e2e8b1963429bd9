"""`detente`, the shell face: verbs load when called; every failure is one line and an exit status."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence

import click

from detente.core.errors import DetenteError
from detente.core.version import VERSION

VERBS = {
    "brief": ("sheet", "The sheet on a pair: what is in force, the clock, promises, figures, costs."),
    "status": ("record", "What is in force both ways on a day, which deadlines run, what lapses."),
    "duty": ("duty", "The duty on a good and day, its derivation, and what is left open; or a batch."),
    "shipments": ("shipments", "The duty and landed cost of every row of a file; rejects set aside."),
    "average": ("duty", "Average duties by origin, sector, chapter or programme."),
    "panel": ("panels", "Every line by partner on a day, or the whole history, as a file."),
    "diff": ("panels", "What changed between two days or scenarios, by how much, and why."),
    "exposure": ("panels", "The lines and partners with most duty at stake when a deadline lapses."),
    "schedule": ("schedule", "Tariff schedules: `schedule search`, `show`, `import`."),
    "timeline": ("record", "Every change of state of every duty on record, in order of time."),
    "deadlines": ("record", "The days on which something lapses; --ics writes a calendar."),
    "agreements": ("record", "Talks, truces and escalations: people, promises, outcomes."),
    "controls": ("record", "Export controls and their suspensions."),
    "series": ("record", "Published statistics, shipments and purchases."),
    "read": ("read", "Articles into facts, each quoted to the character: text, pages, feeds, folders."),
    "compare": ("check", "Articles on one event: what all say, what one says, what contradicts."),
    "check": ("check", "What articles say against the record as known on the day of publication."),
    "propose": ("check", "Draft entries of the record from what is new to it in articles."),
    "effects": ("numbers", "What a scenario does to incomes, trade and prices, by economy and sector."),
    "sweep": ("sweep", "Thousands of tariff scenarios from one file, to a table of effects."),
    "picture": ("picture", "A world map, ranked or sector bars, a tariff ladder: SVG, PNG, Vega-Lite."),
    "replicate": ("numbers", "A published table, computed anew from its own data."),
    "ledger": ("ledger", "Folders of records: `ledger check [PATH]`, `ledger accept DRAFT --into FOLDER`."),
    "world": ("world", "World tables: `world info`, `import`, `compare`."),
}
LONGEST_LINE = 500
INTERNAL, INTERRUPTED, PIPE_CLOSED = 70, 130, 141


class Verbs(click.Group):
    """The verbs by name; a verb's module is imported when it is called, not to print the help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, importing the module that holds it."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"detente.app.cli.{VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb called for, or refuse with the nearest one."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "`detente --help` lists the verbs"
            raise click.UsageError(f"there is no verb '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])


@click.command(
    cls=Verbs,
    subcommand_metavar="VERB [OPTIONS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, prog_name="detente", message="%(prog)s %(version)s")
def commands() -> None:
    """Detente, from a headline to a number: trade disputes on record, and what they cost.

    Economies go by ISO 3166 alpha-3 code or name, days by YYYY-MM-DD. `detente VERB --help` tells more.
    Exit status: 0 done, 1 the answer is no, 2 bad input, 3 no convergence.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; a failure prints one line on standard error.

    Args:
        argv: The words after `detente`; those of the process by default.

    Example:
        >>> main(["--version"])
        detente 0.1.0
        0
    """
    if argv is None and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a screen may lack the letters of a title
    if sys.stdout is None:
        return _say("standard output is closed; send it to a file or a pipe", DetenteError.exit_status)
    words = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    try:
        status = _run(words)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("DETENTE_DEBUG"):
            raise
        line, status = _refusal(error)
        if isinstance(error, OSError):
            _give_up_stdout()
        return _say(line, status)
    return status


def _say(line: str, status: int) -> int:
    """Print a line of refusal where there is one and somewhere to print it; return the status."""
    if line and sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"detente: {_one_line(line)}", file=sys.stderr, flush=True)
    return status


def _run(words: list[str]) -> int:
    try:
        with commands.make_context("detente", words) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code


def _refusal(error: BaseException) -> tuple[str, int]:
    """Return the line that tells of a failure, and the exit status."""
    if isinstance(error, DetenteError):
        return str(error), error.exit_status
    if isinstance(error, click.ClickException):
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f"; see `{context.command_path} --help`" if context else ""
        return error.format_message().rstrip(".") + hint, 2
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return "interrupted", INTERRUPTED
    if isinstance(error, BrokenPipeError):
        return "", PIPE_CLOSED
    if isinstance(error, OSError):
        return f"{error.filename or 'standard output'}: {error.strerror or error}", 2
    if isinstance(error, MemoryError):
        return "not enough memory for this question; ask about less at a time", INTERNAL
    what = f"{type(error).__name__}: {error}"
    return f"internal error: {what}, please report; DETENTE_DEBUG=1 shows where", INTERNAL


def _one_line(text: str) -> str:
    """Return text on one printable line, its middle left out where it is very long."""
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        line = f"{line[: LONGEST_LINE - 200]} ... {line[-195:]}"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)


def _give_up_stdout() -> None:
    """Point standard output at nothing, so that no second complaint follows when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
