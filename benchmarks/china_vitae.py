"""Score who is who on China Vitae's notes of whom China's leaders met, 2003 to 2012.

    python benchmarks/china_vitae.py [CSV] [--half build|report] [--errors] [--json]

The file pairs names with titles: "… met with the following: Sergei Ivanov (Russian Defense
Minister) Others Attending: …". What counts as gold, and is compared with the rows of
`communique people` for the same text:

- Each text is taken once, though the file has it once for every country that it names. Texts
  whose first row has an even number (from 0) are the half to build on, the others the half to
  report; `--errors` shows those of the former only.
- Gold stands between "met with the following:" and "Others Attending:". There the words before
  each parenthesis (with those nested in it) are a name, and those within are its title. What
  is not between the two (places such as "(Beijing Municipality)", amounts) is not gold.
- A parenthesis that is empty or holds no office of a state or an organisation of states
  (`outside` in china_vitae.toml: firms, associations, political parties) is left out, and so is
  one that no pattern gives a rank, and no form of a name a party.
- `rank` is that of the first pattern in china_vitae.toml that the title matches; some titles,
  which rank differently from state to state, have none. A former office ranks like a present one.
- `party` is the state or organisation whose name or adjective the title has, once what follows
  "to" or "with" is cut off; the longest form holds ("South Sudan"). With two states none is gold,
  a state goes before an organisation.
- A person is found if a row has the name, whatever the case, the accents, the punctuation and
  honorifics before or after it. Rank and party are those of that person's first row with an
  office. Who isn't found counts as wrong in all three.

Spurious are persons with an office in such a text whose name is no gold name, nor that of the
leader or of somebody attending.
"""

import argparse
import csv
import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data" / "china-vitae-2003-2012.csv"

_LIST = re.compile(r"met with the following:(.*?)(?:Others Attending:|$)", re.DOTALL)
_ELSEWHERE = re.compile(r"\b(?:to|with) (?!the (?:u\.s\.|us|president)).*")
_HONORIFIC = re.compile(
    r"^(?:(?:sir|dame|lord|sheikh|prince|princess|queen|king|sultan|emir|datuk|general|"
    r"dr|mr|mrs|ms|u) )+"
)


@dataclass(frozen=True)
class Gold:
    """A name with its title, and the rank and party that the rule reads in it."""

    name: str
    title: str
    rank: str | None
    party: str | None


@dataclass
class Score:
    """Counts of one half; `asked` and `right` by "person", "rank" and "party"."""

    asked: Counter[str]
    right: Counter[str]
    left_out: int = 0
    spurious: int = 0
    texts: int = 0

    def accuracy(self, what: str) -> float:
        """Return the share of gold that is right; 0 where there is none."""
        return self.right[what] / self.asked[what] if self.asked[what] else 0.0


def main() -> None:
    """Print persons, ranks and parties found right on each half, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("csv", nargs="?", type=Path, default=DATA)
    parser.add_argument("--half", choices=["build", "report"])
    parser.add_argument("--errors", action="store_true", help="show those of the build half")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.csv.exists():
        sys.exit(f"{arguments.csv} is not there; name the CSV file")
    halves = [arguments.half] if arguments.half else ["build", "report"]
    scores = {
        half: score(arguments.csv, half, show_errors=arguments.errors and half == "build")
        for half in halves
    }
    print(json.dumps(_plain(scores), indent=2) if arguments.json else render(scores))


def score(path: Path, half: str, *, show_errors: bool = False) -> Score:
    """Return the counts of one half of the file at `path`."""
    from communique.language.components import find
    from communique.reading import read_text

    result = Score(Counter(), Counter())
    for text, row in texts(path, half):
        document = read_text(text, name=row["date"], date=row["date"])
        found = list(find("people", document))
        pairs = list(titled_names(text))
        gold = [g for name, title in pairs if (g := judge(name, title)) is not None]
        result.left_out += len(pairs) - len(gold)
        result.texts += 1
        for one in gold:
            mine = [r for r in found if plain_name(r["person"]) == plain_name(one.name)]
            best = next((r for r in mine if r["office"]), mine[0] if mine else None)
            answers = {
                "person": (one.name, one.name if best else None),
                "rank": (one.rank, best["rank"] if best else None),
                "party": (one.party, best["party"] if best else None),
            }
            for what, (wanted, got) in answers.items():
                if wanted is None:
                    continue
                result.asked[what] += 1
                result.right[what] += wanted == got
                if show_errors and wanted != got:
                    others = [r["person"] for r in found]
                    print(f"{what}: {one.name} ({one.title}): {wanted}, not {got}; {others}")
        known = {plain_name(name) for name, _ in pairs} | _company(text, row["leader"])
        strange = {
            r["person"] for r in found if r["office"] and plain_name(r["person"]) not in known
        }
        if pairs:
            result.spurious += len(strange)
            if show_errors and strange:
                print(f"spurious: {sorted(strange)}: {text}")
    return result


def texts(path: Path, half: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each text of the half once, with its first row."""
    with path.open(encoding="utf-8", newline="") as file:
        seen: set[str] = set()
        for number, row in enumerate(csv.DictReader(file)):
            if row["text"] not in seen:
                seen.add(row["text"])
                if (number % 2 == 0) == (half == "build"):
                    yield row["text"], row


def titled_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name of the list of persons met, with what stands in parentheses after it."""
    listed = _LIST.search(text)
    if listed is None:
        return
    words = listed.group(1)
    depth = start = opened = 0
    for index, character in enumerate(words):
        if character == "(":
            if depth == 0:
                opened = index
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if depth == 0:
                yield " ".join(words[start:opened].split()), words[opened + 1 : index].strip()
                start = index + 1


def judge(name: str, title: str) -> Gold | None:
    """Return what the rule reads in the parenthesis; None for one that it leaves out.

    >>> judge("Margaret Chan", "Director-General of the World Health Organization").rank
    'organization-head'
    >>> judge("Park Ro-byug", "Ambassador of the Republic of Korea to Ukraine").party
    'KOR'
    >>> judge("Nobody", "CEO of a company") is None
    True
    """
    plain = " ".join(title.lower().split())
    if not name or not plain or any(re.search(p, plain) for p in _rule()["outside"]):
        return None
    rank, party = _rank(plain), _party(plain)
    return Gold(name, title, rank, party) if rank or party else None


def _rank(title: str) -> str | None:
    for entry in _rule()["rank"]:
        if any(re.search(pattern, title) for pattern in entry["patterns"]):
            return entry["rank"] or None
    return None


def _party(title: str) -> str | None:
    words = _ELSEWHERE.sub("", title) + " "
    found: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    forms = [(form, party) for party, row in _rule()["party"].items() for form in row.split("|")]
    for form, party in sorted(forms, key=lambda pair: -len(pair[0])):
        for match in re.finditer(r"(?<!\w)" + re.escape(form), words):
            start, end = match.span()
            if not any(s < end and start < e for s, e in taken):
                taken.append((start, end))
                found[party] = None
    states = [party for party in found if party.isupper()]
    chosen = states or list(found)
    return chosen[0] if len(chosen) == 1 else None


@cache
def _rule() -> dict[str, Any]:
    return tomllib.loads((HERE / "china_vitae.toml").read_text(encoding="utf-8"))


def plain_name(name: str) -> str:
    """Return the name as it is compared.

    >>> plain_name("Sheikh Sabāh Al-Ahmad") == plain_name("Sabah al Ahmad")
    True
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _HONORIFIC.sub("", " ".join(re.sub(r"[\W_]+", " ", letters.replace("'", "")).split()))


def _company(text: str, leader: str) -> set[str]:
    _, _, others = text.partition("Others Attending:")
    return {plain_name(name) for name in (leader, *others.split(","))}


def render(scores: dict[str, Score]) -> str:
    """Return the table of the scores."""
    lines = [f"{'half':8}{'':8}{'gold':>6}{'right':>7}{'accuracy':>10}"]
    for half, one in scores.items():
        lines += [
            f"{half:8}{what:8}{one.asked[what]:6}{one.right[what]:7}{one.accuracy(what):10.3f}"
            for what in ("person", "rank", "party")
        ]
        lines.append(
            f"{half:8}{one.texts} texts; {one.left_out} parentheses left out; "
            f"{one.spurious} spurious persons"
        )
    return "\n".join(lines)


def _plain(scores: dict[str, Score]) -> dict[str, Any]:
    return {
        half: {
            **{
                what: {"gold": one.asked[what], "right": one.right[what]}
                for what in ("person", "rank", "party")
            },
            "texts": one.texts,
            "left_out": one.left_out,
            "spurious": one.spurious,
        }
        for half, one in scores.items()
    }


if __name__ == "__main__":
    main()
