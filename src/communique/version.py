"""Which version of the program this is."""


def read_version() -> str:
    """Return the version that was installed; `0+unknown` for a source tree that never was."""
    # Not imported above: it takes longer than the rest of the start.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("communique")
    except PackageNotFoundError:
        return "0+unknown"
