"""What linking hands out of wordings: formulas through time."""

from datetime import date
from typing import Literal

from communique.linking.types import Cited, Known
from communique.records import Value

Change = Literal["new", "same", "reordered", "strengthened", "weakened", "reworded"]
Edit = Literal["keep", "add", "drop", "move"]
Polarity = Literal["favour", "objection"]


class FormulaUse(Value):
    """One wording in one document, compared with the one before.

    `day` is the last day of the document's date, None where it shows none; such a use is
    compared with nothing and has no `change`. `strength` is a grade within a ladder of words,
    for comparing only; None where no word of the ladder is in it. `by` is who says so, `to` the
    other parties of the encounter that the document tells of. `difference` leads from the words
    of `before` to these; `why` says in words what the change was concluded from. A wording that
    is neither stronger nor weaker by any word known is `reworded`.
    """

    wording: str
    day: date | None = None
    change: Change | None = None
    difference: tuple[tuple[Edit, str], ...] = ()
    strength: float | None = None
    why: str = ""
    by: str
    to: tuple[str, ...] = ()
    source: Cited
    before: Cited | None = None


class FormulaLapse(Value):
    """A formula was dropped: used in most documents towards `to`, and absent from all later ones.

    `searched` leads to what the holder says on the issue in each of these later documents;
    `why` gives the counts.
    """

    to: tuple[str, ...] = ()
    last: date
    since: date
    why: str
    last_use: Cited
    searched: tuple[Cited, ...]


class Formula(Known):
    """The wordings of one content, oldest first, those without a day last.

    `wording` is the latest. `claimed_by` is the party that says these are the holder's words;
    None for what the holder says itself. `first` and `last` are None where no document of a
    use shows a date.
    """

    holder: str
    issue: str
    claimed_by: str | None = None
    polarity: Polarity
    wording: str
    first: date | None = None
    last: date | None = None
    uses: tuple[FormulaUse, ...]
    lapses: tuple[FormulaLapse, ...] = ()

    @property
    def dropped(self) -> bool:
        """Whether it is out of use towards all to whom it was said before."""
        return bool(self.lapses) and max(lapse.last for lapse in self.lapses) == self.last
