"""Collections of documents: who sees which is told by accounts, what is in them here."""

from communique.archive import placing
from communique.archive.engine import reading
from communique.archive.opened import Opened
from communique.archive.types import CollectionSummary
from communique.errors import ArchiveError


class Collected(Opened):
    """An archive whose documents are in collections; those in none other are in that of all."""

    def collections(self) -> list[CollectionSummary]:
        """Return the collections by name; a scope has only those that it sees."""
        with self._read() as connection:
            return placing.list_collections(connection)

    def find_collection(self, name: str) -> int:
        """Return the key of the collection of this name; raise `ArchiveError` if unknown."""
        for one in self.collections():
            if one.name == name:
                return one.key
        raise ArchiveError(f"archive {self.path}: has no collection {name!r}; list them")

    def make_collection(self, name: str) -> int:
        """Make a collection and return its key; raise `ArchiveError` if there is one so named."""
        with self._change_whole("make collection", name) as connection:
            return placing.make_collection(connection, name, self.path)

    def remove_collection(self, key: int) -> str:
        """Remove a collection that has no documents, and return its name.

        Raises `ArchiveError` for one that is unknown, has documents, or is that of all.
        """
        with self._change_whole("remove collection", str(key)) as connection:
            return placing.remove_collection(connection, key, self.path)

    def move_to(self, document_id: str, collection: int) -> int:
        """Put a document, with all versions of its page, into a collection; return how many.

        Kept answers of all who don't see everything hold no longer. Raises `ArchiveError` for
        an unknown document or collection.
        """
        target = f"{document_id} to collection {collection}"
        with self._change_whole("move document", target) as connection:
            return placing.move(connection, document_id, collection, self.path)

    def place_of(self, document_id: str) -> int:
        """Return the key of the collection that a document is in."""
        with self._read() as connection:
            return placing.find_place(connection, document_id)

    def _last_move(self) -> int:
        # Past the scope: a document that left its sight counts.
        with reading(self._writer, self.path) as connection:
            return placing.find_last_move(connection)
