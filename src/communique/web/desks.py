"""Which archive a request works on: all of it on a local server, what its user sees on a team's."""

from collections import OrderedDict
from threading import Lock

from communique.accounts import Identity
from communique.archive.scoping import NOTHING, Scope
from communique.views import Desk

#: So many different sights of the archive are kept open.
_MOST = 64


class Desks:
    """Gives each user the archive as that user sees it; whoever sees the same shares it."""

    def __init__(self, whole: Desk) -> None:
        self._whole = whole
        self._lock = Lock()
        self._seen: OrderedDict[Scope, Desk] = OrderedDict()
        #: The archive for those of whom nothing is known; it shows nothing.
        self.nothing = whole.seen_by(NOTHING)

    def desk_of(self, identity: Identity) -> Desk:
        """Return the archive as this user sees it; what is changed by it is logged by the name."""
        if identity.scope is None:
            return self._whole.signed(identity.name)
        with self._lock:
            desk = self._seen.pop(identity.scope, None)
            if desk is None:
                desk = self._whole.seen_by(identity.scope)
            self._seen[identity.scope] = desk
            if len(self._seen) > _MOST:
                # Who still works on it goes on; its connections close behind them.
                self._seen.popitem(last=False)[1].release()
        return desk.signed(identity.name)

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            for desk in (self.nothing, *self._seen.values()):
                desk.close()
