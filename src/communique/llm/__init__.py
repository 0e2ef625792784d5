"""A language model's proposals, taken in only where the words of the page bear them out.

Optional (`pip install "communique[llm]"`). Only `asking` speaks to a server; all else is pure:
what a model may say (`forms`), what it is told (`prompts`), what it answered (`answers`), where
in the text that stands (`aligning`), whether the words state it (`acts`, `judging`), and what of it
is new (`merging`).
"""

from communique.llm.advising import LanguageModel, connect_model
from communique.llm.asking import ModelFailed, Patience
from communique.llm.tally import Tally

__all__ = ["LanguageModel", "ModelFailed", "Patience", "Tally", "connect_model"]
