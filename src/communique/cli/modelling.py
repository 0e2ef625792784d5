"""What the commands that may ask a language model share: the model, and the account of it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from communique.extraction import Adviser


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options on a language model say; `url` is None where none is wanted."""

    url: str | None
    model: str | None
    key_variable: str | None
    seconds: float
    report: Path | None


@contextmanager
def ask_model(wanted: Wanted) -> Iterator[tuple["Adviser", ...]]:
    """Give the advisers that are wanted; at the end one line tells what they did.

    Raises a usage error for options that don't fit together, before anything is read.
    """
    if wanted.url is None:
        if wanted.model or wanted.key_variable or wanted.report:
            raise typer.BadParameter("these options need --llm URL", param_hint="--llm")
        yield ()
        return
    if not wanted.model:
        raise typer.BadParameter("say which model is to be asked", param_hint="--llm-model")
    key = _read_key(wanted.key_variable)
    from communique.cli.output import note, save
    from communique.llm import Patience, connect_model

    patience = Patience(total=wanted.seconds, read=min(wanted.seconds, Patience().read))
    with connect_model(wanted.url, model=wanted.model, key=key, patience=patience) as model:
        try:
            yield (model,)
        finally:
            note(model.tally.describe())
            if wanted.report is not None:
                told = json.dumps(model.tally.to_row(), ensure_ascii=False, indent=2)
                save(f"{told}\n".encode("utf-8", "replace"), wanted.report)


def _read_key(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise typer.BadParameter(
            f"the environment variable {variable} is empty", param_hint="--llm-key-env"
        )
    return key
