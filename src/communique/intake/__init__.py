"""Taking documents in: from files, from the page, from an address; with an account of each run.

What the command line and the web share. Nothing here prints or answers anybody.
"""

from communique.intake.account import Account, extract_or_set_aside, try_or_set_aside
from communique.intake.runlog import RunLog
from communique.intake.storing import store_documents, store_read

__all__ = [
    "Account",
    "RunLog",
    "extract_or_set_aside",
    "store_documents",
    "store_read",
    "try_or_set_aside",
]
