"""Views of an archive: dossier, timeline, ledgers; plain data first, then Markdown and HTML."""

from communique.views.desk import Desk, open_archive
from communique.views.dossier import Dossier, dossier
from communique.views.ledgers import (
    CommitmentLedger,
    MechanismLedger,
    PositionLedger,
    Timeline,
    commitments,
    mechanisms,
    positions,
    timeline,
)

__all__ = [
    "CommitmentLedger",
    "Desk",
    "Dossier",
    "MechanismLedger",
    "PositionLedger",
    "Timeline",
    "commitments",
    "dossier",
    "mechanisms",
    "open_archive",
    "positions",
    "timeline",
]
