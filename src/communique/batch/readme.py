"""What stands beside a data set: its tables, told to whoever finds it."""

from collections.abc import Mapping

from communique.batch.columns import PARTITIONS, TABLES

_HEAD = """\
# A data set of diplomatic records

Written by Communiqué. Each folder is a table, in Parquet files that lie in folders by the value
of one column; that the data set is whole is said by `manifest.json`, which has the SHA-256 of
every file. Read it with anything that reads Parquet:

```sql
-- DuckDB
SELECT kind, count(*) FROM read_parquet('records/*/*.parquet', hive_partitioning = true)
GROUP BY kind;
```

```python
import pandas
records = pandas.read_parquet("records")
```

```r
records <- arrow::open_dataset("records")
```

A document is a page as it was captured. Pages that are copies of one another have the same
`head`, the earliest of them; records were read from that one (`is_head`), and hold for its
copies: join `records.document_id` with `documents.head`. `communique add` takes the folder into
an archive.
"""


def describe(counts: Mapping[str, int]) -> str:
    """Return the text of the file, in Markdown."""
    lines = [_HEAD]
    lines += [
        f"{counts.get('pages', 0):,} pages were read, {counts.get('kept', 0):,} kept, "
        f"{counts.get('set_aside', 0):,} set aside; {counts.get('copies', 0):,} of the kept are "
        f"copies. {counts.get('records', 0):,} records were read.\n"
    ]
    for table, columns in TABLES.items():
        partition = PARTITIONS.get(table)
        lines.append(f"## {table}\n")
        lines.append(f"In folders by `{partition}`.\n" if partition else "In one folder.\n")
        lines.append("| column | type | what it tells |\n|---|---|---|")
        lines += [f"| `{one.name}` | {one.type} | {one.told} |" for one in columns]
        lines.append("")
    return "\n".join(lines)
