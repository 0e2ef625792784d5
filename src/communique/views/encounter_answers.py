"""The accounts of one encounter side by side, kept like other pages."""

from datetime import date

from communique.archive import Archive
from communique.errors import CommuniqueError, NotOnRecord
from communique.records import Value
from communique.views.answers import answer
from communique.views.compared import compare_encounter
from communique.views.comparison_page import lay_out_comparison
from communique.views.page import Page


class SideBySide(Value):
    """A comparison laid out, with remarks on what was compared.

    `page` is None where there is nothing to compare, and the remark says why.
    """

    page: Page | None
    remarks: tuple[str, ...] = ()


def show_side_by_side(
    archive: Archive,
    key: str,
    *,
    among: tuple[str, ...] = (),
    as_of: date | None = None,
    known_at: date | None = None,
) -> SideBySide:
    """Return the accounts of an encounter, given by its id, side by side.

    `among` is as in `subject_answers.show_subject`. Raises `NotOnRecord` for an unknown id.
    """

    def compute() -> object:
        try:
            found = compare_encounter(archive, key, among=among, as_of=as_of, known_at=known_at)
        except NotOnRecord:
            raise
        except CommuniqueError as error:
            return SideBySide(page=None, remarks=(str(error),)).model_dump(mode="json")
        page = lay_out_comparison(found.readouts, found.documents)
        return SideBySide(page=page, remarks=found.remarks).model_dump(mode="json")

    options = {"as_of": as_of, "known_at": known_at, "id": key}
    return SideBySide.model_validate(answer(archive, "side-by-side", among, options, compute))
