"""What a user tells an archive from elsewhere: reference packs of who held which office."""

from collections.abc import Iterable, Iterator

from communique.archive import references
from communique.archive.moments import Known, end_of
from communique.archive.opened import Opened
from communique.archive.types import Pack, PackRow


class Referenced(Opened):
    """An archive that keeps reference packs beside its documents."""

    def import_pack(self, name: str, rows: Iterable[PackRow]) -> Pack:
        """Store the rows of a pack; a pack of that name is replaced, its equal rows stay."""
        with self._change("import pack", pack=name) as connection:
            return references.import_pack(connection, name, rows, self._now())

    def remove_pack(self, name: str) -> int:
        """Remove a pack and return how many rows it had; raise `ArchiveError` if unknown."""
        with self._change("remove pack", pack=name) as connection:
            return references.remove_pack(connection, name, self._now(), self.path)

    def packs(self, *, known_at: Known | None = None) -> list[Pack]:
        """Return the packs by name; `known_at` is as in `records`."""
        with self._read() as connection:
            return references.list_packs(connection, end_of(known_at))

    def pack_rows(self, *, known_at: Known | None = None) -> Iterator[PackRow]:
        """Yield the rows of all packs, by pack and then in the order in which they came."""
        with self._read() as connection:
            yield from references.find_rows(connection, end_of(known_at))
