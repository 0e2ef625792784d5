"""The command line: parse, call the library, print.

Data goes to standard output, everything else to standard error. Exit status 0 means
done, 1 that something failed and is listed or that nothing was found, 2 wrong usage.
"""

from communique.cli.app import app, main

__all__ = ["app", "main"]
