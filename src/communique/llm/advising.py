"""A language model as an adviser of extraction: asked of each article, believed in nothing."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from communique.extraction.relevance import select
from communique.language.analysis import Analysis
from communique.llm.aligning import Sheet, make_sheet
from communique.llm.answers import read_items
from communique.llm.asking import ModelFailed, Patience, Server
from communique.llm.forms import read_proposal
from communique.llm.judging import Refused, judge
from communique.llm.merging import compare, drop_doubles
from communique.llm.prompts import write_messages
from communique.llm.tally import Tally
from communique.records import RecordBase

#: After so many questions in a row without an answer nothing more is asked in this run.
_MOST_FAILURES = 2
#: What a proposal that nobody thought of may make of us; it costs that proposal only.
_DEFECTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
#: Of one article so many pieces are asked about.
_MOST_PIECES = 12


class LanguageModel:
    """A model on a server, to be handed to `extract` as an adviser; `tally` counts what it did.

    A server that fails costs its own records only: rules' records stay as they are.
    """

    def __init__(self, server: Server) -> None:
        self.tally = Tally(model=server.model)
        self._server = server
        self._failures = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The name of the model, which stands in the rule of all its evidence."""
        return self._server.model

    def close(self) -> None:
        """Let go of the connections; closing twice does no harm."""
        self._server.close()

    def __call__(self, analysis: Analysis, read: Sequence[RecordBase]) -> list[RecordBase]:
        """Return the records that the model adds to those `read` in an article by rules."""
        if analysis.is_domestic:
            return []  # nobody is there to deal with
        sheet = make_sheet(analysis)
        proposed: list[RecordBase] = []
        for piece in list(sheet.pieces())[:_MOST_PIECES]:
            proposed += self._propose(piece, analysis, sheet)
        return self._add(analysis, read, drop_doubles(proposed))

    def _propose(self, piece: str, analysis: Analysis, sheet: Sheet) -> list[RecordBase]:
        self.tally.asked += 1
        if self._failures >= _MOST_FAILURES:
            self.tally.unanswered += 1
            return []
        try:
            answer = self._server.ask(write_messages(piece))
        except ModelFailed as error:
            self._failures += 1
            self.tally.note_failure(str(error))
            return []
        self._failures = 0
        items = read_items(answer.text)
        if not items.readable:
            self.tally.refused["no JSON"] += 1
        elif answer.cut or not items.whole:
            self.tally.refused["cut off"] += 1
        found = []
        for item in items.items:
            try:
                proposal = read_proposal(item)
                if proposal is None:
                    raise Refused("not of the form")
                found.append(judge(proposal, analysis, sheet, self.name))
            except Refused as refused:
                self.tally.refused[refused.reason] += 1
            except _DEFECTS as error:
                self.tally.refused[f"defect of the program: {type(error).__name__}"] += 1
        return found

    def _add(
        self, analysis: Analysis, read: Sequence[RecordBase], proposed: Sequence[RecordBase]
    ) -> list[RecordBase]:
        """Return what is new, where the article is on dealings by the judgement for all."""
        fresh = []
        for record in proposed:
            beside = compare(record, read)
            if beside == "new":
                fresh.append(record)
            elif beside == "confirmed":
                self.tally.confirmed += 1
            else:
                self.tally.refused["the rules read it otherwise"] += 1
        if not fresh:
            return []
        mine = {record.id for record in fresh}
        added = [r for r in select(analysis, [*read, *fresh]) if r.id in mine]
        self.tally.added += len(added)
        if left := len(fresh) - len(added):
            self.tally.refused["not on dealings between parties"] += left
        return added


def connect_model(
    url: str, *, model: str, key: str | None = None, patience: Patience | None = None
) -> LanguageModel:
    """Return the model `model` of the server at `url`; nothing is asked of it yet.

    `url` is the base of an API of chat completions, as llama.cpp, Ollama, vLLM and others have
    it: `http://localhost:11434/v1`. Raises `ModelFailed` for what is no address, `MissingExtra`
    where httpx isn't installed.
    """
    return LanguageModel(Server(url, model=model, key=key, patience=patience))
