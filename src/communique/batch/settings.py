"""What a run is asked for, apart from its inputs."""

from typing import Any

from pydantic import PositiveFloat, PositiveInt

from communique.records import Value

#: The model that parses where none is named.
_MODEL = "en_core_web_sm"


class Settings(Value):
    """How the pages of a run are read.

    With `everything` no page is left out for its subject. `seconds` bounds what a page may take,
    `memory` the bytes that a worker may hold.
    """

    model: str = _MODEL
    everything: bool = False
    seconds: PositiveFloat = 60.0
    memory: PositiveInt = 1_500_000_000

    @property
    def asked(self) -> dict[str, Any]:
        """What decides on what comes out; the rest bounds what that may cost."""
        return self.model_dump(include={"model", "everything"})
