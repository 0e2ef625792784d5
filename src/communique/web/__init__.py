"""The desk in a browser: server-rendered pages over an archive.

Optional (`pip install "communique[web]"`); nothing else of the package imports it.
"""

from communique.web.app import create_app
from communique.web.settings import Settings

__all__ = ["Settings", "create_app"]
