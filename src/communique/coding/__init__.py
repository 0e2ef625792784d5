"""PLOVER events: who does what to whom, sentence by sentence, in the codes of political science."""

from communique.coding.coder import code_events
from communique.coding.events import Actor, Event

__all__ = ["Actor", "Event", "code_events"]
