"""The second half: the records of documents that were kept; copies have those of their head."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow.parquet as pq

from communique.batch.beating import Beat
from communique.batch.columns import Row, document_row, record_rows
from communique.batch.outputs import Done, Outputs
from communique.batch.pages import Aside
from communique.batch.settings import Settings
from communique.batch.sifting import aside_row
from communique.batch.timing import TookTooLong, within
from communique.batch.works import Part
from communique.batch.writing import ROWS, DataSetFiles
from communique.document import Document
from communique.extraction import extract
from communique.intake.reader import tell_defect
from communique.language.model import UnknownModel
from communique.records import Records

#: What the second half has no use for.
_ASIDE = frozenset({"id", "order", "sketch"})


def extract_part(work: Part, outputs: Outputs, settings: Settings, beat: Beat) -> Done:
    """Read the records of a part's heads, write its rows of the data set; note what was done.

    Raises `OSError` where the outputs can't be written, `UnknownModel` where there is none.
    """
    ended = outputs.ended(work.name)
    heads = np.load(outputs.heads, mmap_mode="r" if work.pages else None)
    files = DataSetFiles(outputs.folder, work.name, outputs.scratch)
    counts: Counter[str] = Counter()
    for number, row in enumerate(_rows(work, outputs)):
        beat.at(number)
        key = work.first + number
        document = Document.model_validate_json(row.pop("document"))
        is_head = int(heads["head"][key]) == key
        found: Records | str = Records()
        if is_head:
            found = ended.pages.get(number) or _extract(document, settings)
        counts["documents"] += 1
        if isinstance(found, str):
            files.add(
                "set_aside", aside_row(Aside(row["source"], row["place"], row["url"] or "", found))
            )
            counts["set_aside"] += 1
            beat.count("set_aside")
            found = Records()
        _add(files, document, row, heads["id"][key].decode(), found, is_head=is_head)
        counts["records"] += len(found)
        beat.count("records", len(found))
        beat.count("done")
    files.write()
    return outputs.finish(work.name, counts, iter(files.paths))


def _rows(work: Part, outputs: Outputs) -> Iterator[Row]:
    """Yield what was kept of the part's pages, in order."""
    for one in work.slices:
        with pq.ParquetFile(outputs.kept(one.sift)) as file:
            columns = [
                name for name in file.schema_arrow.names if name not in ("id", "order", "sketch")
            ]
            # All groups but the last have the same number of rows.
            groups = range(one.start // ROWS, -(-one.stop // ROWS))
            at = groups.start * ROWS
            for group in groups:
                for row in file.read_row_group(group, columns=columns).to_pylist():
                    if one.start <= at < one.stop:
                        yield row
                    at += 1


def _extract(document: Document, settings: Settings) -> Records | str:
    """Return the records of a document, else why there are none."""
    try:
        with within(settings.seconds):
            return extract(document, model=settings.model)
    except TookTooLong:
        return f"took longer than {settings.seconds:g} seconds to read"
    except UnknownModel:
        raise
    except Exception as error:  # what hostile text makes a library raise can't be listed
        return tell_defect(error)


def _add(
    files: DataSetFiles,
    document: Document,
    captured: Row,
    head: str,
    records: Records,
    *,
    is_head: bool,
) -> None:
    files.add("documents", document_row(document, captured, head, is_head=is_head))
    for record, spans in record_rows(document, records):
        files.add("records", record, record["kind"])
        for span in spans:
            files.add("evidence", span, record["kind"])
