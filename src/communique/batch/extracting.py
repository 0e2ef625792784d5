"""The second half: the records of documents that were kept; copies have those of their head."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow.parquet as pq

from communique.batch.beating import Beat
from communique.batch.columns import Row, document_row, record_rows
from communique.batch.outputs import Done, Outputs
from communique.batch.pages import Aside
from communique.batch.settings import Settings
from communique.batch.sifting import aside_row
from communique.batch.timing import attempt
from communique.batch.works import Part
from communique.batch.writing import ROWS, DataSetFiles
from communique.document import Document
from communique.extraction import extract
from communique.records import Records

#: What the second half has no use for.
_ASIDE = frozenset({"id", "order", "sketch"})


def extract_part(work: Part, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Read the records of a part's heads, write its rows of the data set; note what was done.

    Raises `OSError` where the outputs can't be written.
    """
    ended = outputs.ended(work.name)
    heads = np.load(outputs.heads, mmap_mode="r")
    files = DataSetFiles(outputs.folder, work.name, outputs.scratch)
    counts: Counter[str] = Counter()
    for number, row in enumerate(_rows(work, outputs)):
        beat.at(number)
        key = work.first + number
        document = Document.model_validate_json(row.pop("document"))
        is_head = int(heads["head"][key]) == key
        found: Records | str = Records()
        if is_head:
            read = partial(extract, document, model=settings.model)
            found = ended.pages.get(number, "") or attempt(settings.seconds, read)
        counts["documents"] += 1
        if isinstance(found, str):
            files.add(
                "set_aside", aside_row(Aside(row["source"], row["place"], row["url"] or "", found))
            )
            counts["set_aside"] += 1
            beat.count("set_aside")
            found = Records()
        head = heads["id"][key].decode()
        files.add("documents", document_row(document, row, head, is_head=is_head))
        for record, spans in record_rows(document, found):
            counts["records"] += 1
            beat.count("records")
            files.add("records", record, record["kind"])
            for span in spans:
                files.add("evidence", span, record["kind"])
        beat.count("done")
    files.write()
    return outputs.finish(work.name, counts, iter(files.paths))


def _rows(work: Part, outputs: Outputs) -> Iterator[Row]:
    """Yield what was kept of the part's pages, in order."""
    for one in work.slices:
        with pq.ParquetFile(outputs.kept(one.sift)) as file:
            columns = [name for name in file.schema_arrow.names if name not in _ASIDE]
            # All groups but the last have the same number of rows.
            groups = range(one.start // ROWS, -(-one.stop // ROWS))
            at = groups.start * ROWS
            for group in groups:
                for row in file.read_row_group(group, columns=columns).to_pylist():
                    if one.start <= at < one.stop:
                        yield row
                    at += 1
