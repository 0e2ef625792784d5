"""Work that ends the process that does it, in the ways in which hostile pages do."""

import ctypes
import time

from communique.batch.beating import Beat
from communique.batch.outputs import Done, Outputs
from communique.batch.settings import Settings
from communique.batch.works import Work

#: So many pages each piece of work has; `FATAL` is the one that ends the process.
PAGES = 5
FATAL = 2


def crash(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Read from an address that isn't there, as a parser in C may."""
    return _do(work, outputs, beat, lambda: ctypes.string_at(0))


def crash_once(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Be ended by somebody else, which the page can't help."""
    mark = outputs.folder / "ended once"

    def end() -> None:
        if not mark.exists():
            mark.touch()
            ctypes.string_at(0)

    return _do(work, outputs, beat, end)


def hang(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Never come back."""
    return _do(work, outputs, beat, lambda: time.sleep(3600))


def swell(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Hold more than there may be, for longer than anybody looks away."""

    def hold() -> None:
        held = bytearray(settings.memory)
        time.sleep(3600 if held else 0)

    return _do(work, outputs, beat, hold)


def crash_between(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """End on the way to a page, whether it is left out or not."""
    ended = outputs.ended(work.name)
    done = 0
    for number in range(PAGES):
        beat.at(number)
        if number in ended.rests:
            break
        if number == FATAL:
            ctypes.string_at(0)
        done += 1
    return outputs.finish(work.name, {"pages": done}, iter(()))


def crash_at_once(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """End before any page is at hand."""
    ctypes.string_at(0)
    raise AssertionError


def fill_the_disk(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Find no room for what is written."""
    raise OSError(28, "No space left on device")


def misbehave(work: Work, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Have a defect of its own."""
    raise KeyError("a name")


def _do(work: Work, outputs: Outputs, beat: Beat, end: object) -> Done:
    assert callable(end)
    ended = outputs.ended(work.name)
    aside = 0
    for number in range(PAGES):
        beat.at(number)
        if number in ended.pages:
            aside += 1
        elif number == FATAL:
            end()
    return outputs.finish(work.name, {"pages": PAGES, "set_aside": aside}, iter(()))
