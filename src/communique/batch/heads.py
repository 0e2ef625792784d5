"""Between the halves: which kept pages are copies of which, told over the whole run."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from communique.batch.copies import Sketched, group
from communique.batch.durable import whole
from communique.batch.outputs import Done, Outputs

#: The name of this piece of work.
HEADS = "heads"

#: What grouping may hold in memory; the rest lies on the disk.
_MEMORY = 256 * 1024 * 1024

#: For each kept page the number of its head, its own for a head, and the id of the head.
_HEAD = np.dtype([("head", "<i8"), ("id", "S16")])


def find_heads(sifts: Sequence[str], kept: int, outputs: Outputs) -> Done:
    """Write down each kept page's head; note how many heads and copies there are.

    `sifts` are the names of the pieces of the first half in order, `kept` how many pages these
    kept in all. Pages are numbered as they come.
    """
    folder = outputs.scratch / "grouping"
    folder.mkdir(parents=True, exist_ok=True)
    copies = 0
    with whole(outputs.heads, outputs.scratch) as held:
        heads = np.zeros(kept, dtype=_HEAD)
        heads["head"] = np.arange(kept)
        heads["id"] = np.fromiter(_read_ids(sifts, outputs), dtype="S16", count=kept)
        for key, head in group(_read_sketches(sifts, outputs), memory_bytes=_MEMORY, folder=folder):
            heads["head"][key] = head
            copies += 1
        heads["id"] = heads["id"][heads["head"]]
        with held.open("wb") as stream:
            np.save(stream, heads)
    return outputs.finish(HEADS, {"heads": kept - copies, "copies": copies}, iter([outputs.heads]))


def _read_ids(sifts: Sequence[str], outputs: Outputs) -> Iterator[bytes]:
    for row in _read(sifts, outputs, "id"):
        yield row["id"].encode()


def _read_sketches(sifts: Sequence[str], outputs: Outputs) -> Iterator[Sketched]:
    for key, row in enumerate(_read(sifts, outputs, "order", "sketch")):
        yield Sketched(key, (row["order"],), row["sketch"])


def _read(sifts: Sequence[str], outputs: Outputs, *columns: str) -> Iterator[dict[str, Any]]:
    for name in sifts:
        with pq.ParquetFile(outputs.kept(name)) as file:
            for batch in file.iter_batches(columns=list(columns)):
                yield from batch.to_pylist()
