"""Print every figure of accuracy as Markdown: records, components, pages that yield nothing.

    python benchmarks/accuracy.py [--shared DIR] [--half build|report] [--without NAME]...
        [--more GOLD TEXTS]... [--negative PAGES]...

`--shared` holds `gold`, `seeds`, `data` and `tools` as the project keeps them beside itself;
what is missing there is left out, and said. `--more` scores further gold; `--negative` counts
the records read from JSON Lines of pages that tell of no dealings between parties.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from communique.document import Document
from communique.evaluation import evaluate
from communique.extraction import extract
from communique.reading import iter_documents

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
WHITE_HOUSE = Path("data") / "whitehouse-2021-2026.jsonl.gz"
VITAE = Path("data") / "china-vitae-2003-2012.csv"
POLNEAR = Path("data") / "polnear"
SCORER = Path("tools") / "score_attribution.py"


def main() -> None:
    """Print the sections whose data are there."""
    arguments = _parse_arguments()
    shared: Path = arguments.shared
    section("Records")
    if (shared / "gold").is_dir():
        texts = [shared / "seeds", shared / WHITE_HOUSE]
        report = evaluate(shared / "gold", texts, half=arguments.half, without=arguments.without)
        print(report.to_markdown())
    else:
        print(f"No gold in {shared}.")
    for gold, text in arguments.more:
        section(f"Records: {Path(gold).name}")
        print(evaluate(Path(gold), [Path(text)]).to_markdown())
    if arguments.negative:
        section("Pages that should yield nothing")
        for pages in arguments.negative:
            print(count_records(Path(pages)), flush=True)
    section("Attributions, by the scorer of PolNeAR")
    run("attribution.py", shared / SCORER, shared / POLNEAR)
    section("People, on China Vitae")
    run("china_vitae.py", shared / VITAE)
    section("Dates, on the grounding suite")
    run("grounding.py")


def section(title: str) -> None:
    """Print a heading."""
    print(f"\n## {title}\n", flush=True)


def run(script: str, *paths: Path) -> None:
    """Print what the benchmark `script` prints for `paths`, or that they are missing."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        print(f"Left out: {', '.join(missing)} missing.")
        return
    subprocess.run([sys.executable, HERE / script, *paths], check=True)


def count_records(pages: Path) -> str:
    """Return in a sentence how many of the pages yield records, and how many of which kinds."""
    kinds: Counter[str] = Counter()
    documents = yielding = 0
    for document in _documents(pages):
        found = Counter(record.kind for record in extract(document))
        documents += 1
        yielding += bool(found)
        kinds += found
    told = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
    return (
        f"{pages.name}: {kinds.total()} records on {yielding} of {documents} pages"
        f"{f' ({told})' if told else ''}."
    )


def _documents(pages: Path) -> Iterator[Document]:
    return (one for one in iter_documents([str(pages)]) if isinstance(one, Document))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--half", choices=("build", "report"), default="report")
    parser.add_argument("--without", action="append", default=[], metavar="NAME")
    parser.add_argument("--more", nargs=2, action="append", default=[], metavar=("GOLD", "TEXTS"))
    parser.add_argument("--negative", action="append", default=[], metavar="PAGES")
    return parser.parse_args()


if __name__ == "__main__":
    main()
