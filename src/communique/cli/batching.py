"""The command that reads web archives: batch."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.options import DEFAULT_MODEL, ModelOption

if TYPE_CHECKING:
    from communique.batch.engines import Engine
    from communique.batch.outputs import Outputs
    from communique.batch.progress import Progress
    from communique.batch.settings import Settings

#: How often a line of progress is written where there is no terminal, in seconds.
_EVERY = 10.0


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    RAY = "ray"


class Told(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="WARC, WET, JSON Lines, Parquet, pages; folders, globs, @FILE that lists them; "
            "here or in a store (s3://…).",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder of the data set: new, or begun."),
    ],
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="So many at a time. Default: one a core.", show_default=False),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option(help="Processes of this machine, or Ray (RAY_ADDRESS).")
    ] = EngineName.LOCAL,
    everything: Annotated[
        bool, typer.Option("--everything", help="Read all pages, whatever they are about.")
    ] = False,
    seconds: Annotated[float, typer.Option(min=0.1, help="What one page may take.")] = 60.0,
    memory: Annotated[
        int, typer.Option(metavar="MB", min=100, help="What a worker may hold.")
    ] = 1500,
    model: ModelOption = DEFAULT_MODEL,
    progress: Annotated[
        Told, typer.Option(help="auto: a bar, or lines now and then; json: lines for programs.")
    ] = Told.AUTO,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report there, as JSON.", show_default=False),
    ] = None,
) -> None:
    """Read web archives into a data set: documents, records, evidence, what was set aside.

    Most pages of an archive are no diplomacy; a filter leaves them out. Stopped at any moment,
    the same command goes on, and what comes out is the same. `add DIR` takes it into an archive.
    """
    from communique.batch.settings import Settings
    from communique.cli.output import note, save
    from communique.errors import MissingExtra

    try:
        from communique.batch.running import run_batch
    except ModuleNotFoundError as error:
        raise MissingExtra("batch", error.name or "") from error

    settings = Settings(
        model=model, everything=everything, seconds=seconds, memory=memory * 1_000_000
    )
    number = workers or os.cpu_count() or 1
    # So that the workers are ended, and do not find themselves without us.
    signal.signal(signal.SIGTERM, _stop)
    last: dict[str, Any] = {}
    with _telling(progress, last) as told:
        manifest = run_batch(
            inputs,
            out,
            settings,
            lambda outputs, asked: _make_engine(engine, outputs, asked, number),
            told,
            version=_version(),
        )
    if report is not None:
        save(f"{json.dumps({**last, **manifest['counts']}, indent=1)}\n".encode(), report)
    for line in _sum_up(manifest["counts"], last, out):
        note(line)
    if manifest["counts"].get("inputs_set_aside"):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(batch)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _make_engine(
    name: EngineName, outputs: "Outputs", settings: "Settings", workers: int
) -> "Engine":
    if name is EngineName.RAY:
        from communique.batch.clusters import RayEngine

        return RayEngine(outputs, settings, workers)
    from communique.batch.engines import LocalEngine

    return LocalEngine(outputs, settings, workers)


@contextmanager
def _telling(how: Told, last: dict[str, Any]) -> Iterator[Callable[["Progress"], None]]:
    """Give what tells of progress on standard error; `last` has what was told last."""
    from communique.cli.output import note, show_bar

    with show_bar(how is Told.AUTO) as bar:
        said = time.monotonic()

        def tell(progress: "Progress") -> None:
            nonlocal said
            last.clear()
            last.update(progress.to_row())
            if how is Told.NONE:
                return
            if bar is not None:
                bar(progress.phase, progress.done, progress.total, _describe(progress))
            elif time.monotonic() - said >= _EVERY or progress.phase == "done":
                said = time.monotonic()
                note(json.dumps(last) if how is Told.JSON else _line(progress))

        yield tell


def _line(progress: "Progress") -> str:
    share = f" {100 * progress.done / progress.total:.0f}%" if progress.total else ""
    return f"{progress.phase}{share}: {_describe(progress)}"


def _describe(progress: "Progress") -> str:
    counts = progress.counts
    told = [
        f"{counts.get('pages', 0):,} pages",
        f"{counts.get('passed', 0):,} passed",
        f"{counts.get('records', 0):,} records",
        f"{counts.get('set_aside', 0):,} set aside",
    ]
    if progress.phase != "done":
        told.append(f"{progress.rate:,.1f}/s")
    if progress.left is not None and progress.phase != "done":
        told.append(f"{timedelta(seconds=round(progress.left))} left")
    return ", ".join(told)


def _sum_up(counts: dict[str, int], last: dict[str, Any], out: Path) -> Iterator[str]:
    """Yield the report for people."""
    if not last:
        yield f"{out}: was finished before"
    yield (
        f"{counts.get('pages', 0):,} pages read, {counts.get('passed', 0):,} passed the filter, "
        f"{counts.get('skipped', 0):,} records of archives were no pages"
    )
    if counts.get("other_languages"):
        yield f"in languages without a lexicon: {counts['other_languages']:,}"
    yield (
        f"{counts.get('documents', 0):,} documents ({counts.get('copies', 0):,} of them copies) "
        f"with {counts.get('records', 0):,} records in {out}"
    )
    if counts.get("set_aside"):
        yield f"set aside: {counts['set_aside']:,}; {out / 'set_aside'} has them, and why"
    if last:
        yield f"took {timedelta(seconds=round(last['seconds']))}"


def _version() -> str:
    import communique

    return str(communique.__version__)
