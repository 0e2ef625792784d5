"""Where organisations have their seat, and which are themselves gatherings that sit."""

from functools import lru_cache

from communique.records import EngagementForm, Value
from communique.reference.tables import read_rows


class Sitting(Value):
    """How an organisation meets.

    `form` is that of the gathering which its name names, as the General Assembly's; None
    for an organisation that isn't one. `seats` are the states where it's its own host;
    `side` tells that it's a party there, as a private forum isn't.
    """

    form: EngagementForm | None
    seats: tuple[str, ...]
    side: bool


@lru_cache(maxsize=1)
def load_sittings() -> dict[str, Sitting]:
    """Return the organisations of the table `sittings.csv` by their id."""
    return {
        row["id"]: Sitting.model_validate(
            {
                "form": row["form"] or None,
                "seats": tuple(seat for seat in row["seat"].split(";") if seat),
                "side": row["side"] == "yes",
            }
        )
        for _, row in read_rows("sittings.csv", ["id", "form", "seat", "side"])
    }
