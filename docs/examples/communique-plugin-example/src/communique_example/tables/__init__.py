"""Tables that are laid over those of Communiqué."""

from pathlib import Path

FOLDER = Path(__file__).parent
