"""Reading feeds and ministries' list pages politely, and adding what is new to the archive.

Nothing here is told twice: what was fetched, and what a site asked of us, stands in a file beside
the archive, so that a round that was cut off goes on where it was.
"""

from communique.watching.rounds import Outcome, Watcher
from communique.watching.sources import Plan, Source, read_plan
from communique.watching.state import State

__all__ = ["Outcome", "Plan", "Source", "State", "Watcher", "read_plan"]
