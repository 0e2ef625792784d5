"""Write the world by which linking is measured: short documents, and what is one in them.

    python benchmarks/linking_world.py --half dev --out FOLDER [--seed N]

The folder gets `documents.jsonl` (one document a line, as `communique add` reads it) and
`gold.json`. Meetings, days, places and offices are facts, as well as we know them; the texts are
our own, from the templates in `linking_world_dev.toml` and `linking_world_test.toml`. The
halves share no person, pair, meeting or template. Equal seeds give equal folders.

Gold, by id: `encounters`, `persons` and `mechanisms` with their `mentions` (`document`, `spans`,
`words`, `phenomena`; a person's or mechanism's also `names`, as written), at most one for each
document; `promises` with `mentions` and `states` (`as_of`, `state`).
"""

import argparse
import json
import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("dev", "test")
#: So often a person's name is written in a variant.
VARIANT_SHARE = 0.4

TAG = re.compile(r"<(/?)([empn])(?: ([\w-]+))?>")
SLOT = re.compile(r"\{([A-Za-z]\w*)(?:\.(\w+))?\}")
SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")

#: What a kind of document is called among the phenomena, and its days after the encounter.
ROLES = {"h": ("report", 0), "g": ("report", 1), "w": ("report", 0), "v": ("report", 0)}
TEMPLATES = {"h": "readout", "g": "readout", "w": "wire", "v": "visit", "n": "announcement"}


@dataclass(frozen=True)
class Text:
    """A document of the world, with marks still in its text.

    `about` is the encounter that marks without an id mean, `phenomena` what the text is to it.
    """

    published: date
    publisher: str
    marked: str
    phenomena: tuple[str, ...]
    about: str | None = None


@dataclass
class Mention:
    """What one document says of one thing: where, and under which names."""

    document: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    phenomena: set[str] = field(default_factory=set)

    def as_row(self, text: str) -> dict[str, Any]:
        """Return the mention as it stands in the gold file."""
        row: dict[str, Any] = {
            "document": self.document,
            "spans": [list(span) for span in self.spans],
            "words": [text[start:end] for start, end in self.spans],
            "phenomena": sorted(self.phenomena),
        }
        if self.names:
            row["names"] = sorted(set(self.names))
        return row


@dataclass(frozen=True)
class World:
    """The tables of one half."""

    half: str
    seed: int

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The half's own tables."""
        return read_table(f"linking_world_{self.half}.toml")

    @cached_property
    def states(self) -> dict[str, Any]:
        """The parties, shared by both halves."""
        return read_table("linking_world_states.toml")

    @cached_property
    def encounters(self) -> dict[str, Any]:
        """The encounters by id."""
        return {row["id"]: row for row in self.tables["encounter"]}

    def texts(self) -> Iterator[Text]:
        """Yield the documents, those of templates first."""
        pick = Picker(self.tables["template"])
        for number, encounter in enumerate(self.tables["encounter"]):
            last = None
            for place, role in enumerate(encounter["docs"]):
                chance = random.Random(f"{self.seed}/{encounter['id']}/{place}")
                if role == "c":
                    assert last is not None, encounter["id"]
                    yield self.copy_of(last, encounter, number, chance)
                    continue
                text = self.write(encounter, role, pick, number, chance)
                last = text if role == "w" else last
                yield text
        for row in self.tables["document"]:
            yield Text(
                row["day"],
                row["publisher"],
                row["text"].strip(),
                tuple(row["phenomena"]),
                row.get("about"),
            )

    def write(
        self,
        encounter: Mapping[str, Any],
        role: str,
        pick: "Picker",
        number: int,
        chance: random.Random,
    ) -> Text:
        """Return the document in which somebody tells of an encounter."""
        template = pick(encounter["form"], TEMPLATES[role])
        wire = _turn(self.tables["wires"], number)
        day: date = encounter["day"]
        own = encounter.get("host") or encounter["parties"][0]
        other = next(party for party in encounter["parties"] if party != own)
        if role == "n":
            seen, published = "announcement", day - timedelta(days=3 + number % 4)
        else:
            seen, after = ROLES[role]
            published = day + timedelta(days=after)
        if role == "g":
            own, other = other, own
        slots = Slots(self, encounter, own, other, published, wire, chance)
        publisher = wire if role in "wv" else self.states[own]["ministry"]
        marked = fill(f"{template['title']}\n\n{template['text'].strip()}", slots)
        return Text(published, publisher, tidy(marked), (seen,), encounter["id"])

    def copy_of(
        self, text: Text, encounter: Mapping[str, Any], number: int, chance: random.Random
    ) -> Text:
        """Return a paper's copy of a wire report: other headline, cut end, boilerplate."""
        paper = _turn(self.tables["papers"], number)
        paragraphs = text.marked.split("\n\n")
        topic = encounter["topics"][0]
        place = encounter.get("city", "phone")
        headline = f"{topic[0].upper()}{topic[1:]} at centre of exchange, {place}"
        boilerplate = chance.choice(self.tables["boilerplate"]["lines"]).format(paper=paper)
        marked = "\n\n".join([headline, *paragraphs[1:-1], boilerplate])
        return Text(text.published + timedelta(days=1), paper, marked, ("copy",), encounter["id"])


class Picker:
    """Gives the templates of a sort in turn."""

    def __init__(self, templates: Sequence[Mapping[str, Any]]) -> None:
        self.templates = templates
        self.given: dict[tuple[str, str], int] = {}

    def __call__(self, form: str, sort: str) -> Mapping[str, Any]:
        """Return the next template for a form of encounter and a sort of document."""
        fit = [t for t in self.templates if form in t["for"] and t["as"] == sort]
        key = (fit[0]["id"], sort)
        self.given[key] = self.given.get(key, -1) + 1
        template: Mapping[str, Any] = _turn(fit, self.given[key])
        return template


class Slots:
    """The words for the slots of a template, for one document."""

    def __init__(
        self,
        world: World,
        encounter: Mapping[str, Any],
        own: str,
        other: str,
        published: date,
        wire: str,
        chance: random.Random,
    ) -> None:
        self.world = world
        self.encounter = encounter
        self.sides = {"u": own, "t": other}
        self.published = published
        self.wire = wire
        self.chance = chance
        self.spelt: dict[str, str] = {}

    def __call__(self, name: str, form: str | None) -> str:
        """Return the words for `{name.form}`."""
        if name in self.sides:
            return self.side(self.sides[name], form or "adj")
        return self.plain(name)

    def side(self, party: str, form: str) -> str:
        """Return a side's state, or those who speak for it, in the form wanted."""
        state = self.world.states[party]
        words = {
            "state": state["name"],
            "state_plain": state["name"].removeprefix("the "),
            "state_cap": state["name"][0].upper() + state["name"][1:],
            "adj_state": state["adjective"],
        }
        if form in words:
            return str(words[form])
        people = self.world.tables["person"]
        there = [who for who in self.encounter["people"] if people[who]["party"] == party]
        if not there:  # of a visit only the guest is told
            there = self.encounter["people"][:1]
        if len(there) > 1 and form in ("short", "comma", "of"):
            form = {"short": "last", "comma": "adj", "of": "adj"}[form]
        return " and ".join(self.person(who, form) for who in there)

    def person(self, who: str, form: str) -> str:
        """Return a person in the form wanted, the name marked."""
        row = self.world.tables["person"][who]
        state = self.world.states[row["party"]]
        full = f"<n {who}>{self.spell(who, row)}</n>"
        last = f"<n {who}>{part_like(row['last'], self.spell(who, row))}</n>"
        title = row["title"]
        if form in ("short", "last") and (form == "last" or title == "leader"):
            return last
        return {
            "name": full,
            "short": f"{title} {last}",
            "plain": f"{title} {full}",
            "adj": f"{state['adjective']} {title} {full}",
            "of": f"{title} {full} of {state['name']}",
            "comma": f"{full}, {title} of {state['name']},",
        }[form]

    def spell(self, who: str, row: Mapping[str, Any]) -> str:
        """Return the name of a person as this document spells it."""
        if who not in self.spelt:
            varied = row["variants"] and self.chance.random() < VARIANT_SHARE
            self.spelt[who] = self.chance.choice(row["variants"]) if varied else row["name"]
        return self.spelt[who]

    def plain(self, name: str) -> str:
        """Return the words of a slot that is about no side."""
        e = self.encounter
        day: date = e["day"]
        city = e.get("city", "")
        if name.rstrip("01") in ("promises", "allude", "fulfil") and name[-1] in "01":
            return self.told(name[:-1], int(name[-1]))
        if re.fullmatch(r"m\d", name):
            names = self.world.tables["mechanism"][e["mechanism"]]["names"]
            return str(names[min(int(name[1]), len(names) - 1)])
        if re.fullmatch(r"t\d(_cap)?", name):
            topic = e["topics"][int(name[1]) - 1]
            return topic[0].upper() + topic[1:] if name.endswith("_cap") else str(topic)
        if name == "visit":
            return self.visit() if "visit" in e else ""
        words = {
            "date": spell_day(day),
            "date_us": f"{day:%B} {day.day}, {day.year}",
            "pubdate": spell_day(self.published),
            "weekday": f"{day:%A}",
            "on_weekday": f"on {day:%A}",
            "city": city,
            "CITY": city.upper(),
            "in_city": f"in {city}",
            "at": f"at {e['venue']} in {city}" if "venue" in e else f"in {city}",
            "wire": self.wire,
            "ordinal": e.get("ordinal", ""),
            "ordinal_cap": e.get("ordinal", "")[:1].upper() + e.get("ordinal", "")[1:],
            "a_kind": with_article(e.get("kind", "")),
            "until": spell_day(e.get("until", day)),
        }
        if name == "topics":
            return f"{', '.join(e['topics'][:-1])} and {e['topics'][-1]}"
        return str(words[name])

    def told(self, what: str, voice: int) -> str:
        """Return the sentences on promises, their fulfilment, or an encounter before."""
        e = self.encounter
        if what == "promises":
            return " ".join(_turn(row["words"], voice) for row in e.get("promises", ()))
        if what == "allude":
            return str(_turn(e["allude"], voice)) if "allude" in e else ""
        if "fulfils" not in e:
            return ""
        if "fulfilment" in e:
            return str(_turn(e["fulfilment"], voice))
        line = _turn(self.world.tables["fulfil_lines"]["session"], voice)
        return " ".join(line.format(id=promise) for promise in e["fulfils"])

    def visit(self) -> str:
        """Return the sentence that says of which visit an encounter is part."""
        visit = self.world.encounters[self.encounter["visit"]]
        (guest,) = visit["people"]
        dated, short = self.world.tables["visit_lines"]["lines"]
        several_days = visit["until"] > visit["day"]
        line = self.chance.choice([dated, short]) if several_days else short
        words = {
            "visit_id": visit["id"],
            "host": self.world.states[visit["host"]]["name"],
            "a_visit": with_article(visit["kind"]),
            "kind": visit["kind"],
            "vfrom": f"{visit['day'].day} {visit['day']:%B}",
            "vuntil": f"{visit['until'].day} {visit['until']:%B}",
        }
        line = line.replace("{v.short}", self.person(guest, "short"))
        return str(line.format(**words))


def fill(template: str, slots: Slots) -> str:
    """Return a template with its slots filled; what fills them may have marks."""
    return SLOT.sub(lambda match: slots(match[1], match[2]), template)


def tidy(marked: str) -> str:
    """Return a text without empty paragraphs and doubled spaces, one line a paragraph."""
    paragraphs = (
        re.sub(r" {2,}", " ", SINGLE_BREAK.sub(" ", p)).strip() for p in marked.split("\n\n")
    )
    return "\n\n".join(p for p in paragraphs if p)


def read_marks(marked: str) -> tuple[str, list[tuple[str, str | None, int, int]]]:
    """Return the text without its marks, and the marks as (sort, id, start, end).

    >>> read_marks("<e>A met <n b>B</n></e>.")
    ('A met B.', [('n', 'b', 6, 7), ('e', None, 0, 7)])
    """
    text, at, marks = "", 0, []
    opened: list[tuple[str, str | None, int]] = []
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if not tag[1]:
            opened.append((tag[2], tag[3], len(text)))
            continue
        sort, name, start = opened.pop()
        if sort != tag[2]:
            raise ValueError(f"<{sort}> is closed by {tag[0]} after {text[start:]!r}")
        marks.append((sort, name, start, len(text)))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is never closed")
    return text + marked[at:], marks


def build(half: str, seed: int = 0) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Return the documents of a half as rows, and its gold."""
    world = World(half, seed)
    texts = list(world.texts())
    # Names of documents say nothing of what they tell.
    order = sorted(range(len(texts)), key=lambda i: (texts[i].published, texts[i].marked))
    rows: list[dict[str, str]] = []
    found: dict[str, dict[str, dict[str, Mention]]] = {sort: {} for sort in "empn"}
    plain: dict[str, str] = {}
    for number, i in enumerate(order, start=1):
        text = texts[i]
        name = f"{half}-{number:03}"
        plain[name], marks = read_marks(text.marked)
        rows.append(
            {
                "id": name,
                "date": text.published.isoformat(),
                "publisher": text.publisher,
                "text": plain[name] + "\n",
            }
        )
        for sort, given, start, end in marks:
            thing = given or _focus(world, text, sort)
            of_thing = found[sort].setdefault(thing, {})
            mention = of_thing.setdefault(name, Mention(name))
            mention.spans.append((start, end))
            mention.phenomena.update(_phenomena(world, text, sort, thing))
            if sort in "nm":
                mention.names.append(plain[name][start:end])
                if sort == "n" and plain[name][start:end] in _variants(world, thing):
                    mention.phenomena.add("variant")
    return rows, _gold(world, rows, found, plain)


def _gold(
    world: World,
    rows: Sequence[Mapping[str, str]],
    found: Mapping[str, Mapping[str, Mapping[str, Mention]]],
    plain: Mapping[str, str],
) -> dict[str, Any]:
    def listed(mentions: Mapping[str, Mention]) -> list[dict[str, Any]]:
        return [m.as_row(plain[name]) for name, m in sorted(mentions.items())]

    def dump(sort: str, told: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        return {
            thing: facts | {"mentions": listed(found[sort][thing])}
            for thing, facts in sorted(told, key=lambda pair: pair[0])
            if thing in found[sort]
        }

    tables = world.tables
    return {
        "half": world.half,
        "seed": world.seed,
        "documents": len(rows),
        "encounters": dump(
            "e",
            (
                (
                    e["id"],
                    {
                        "form": e["form"],
                        "parties": sorted(e["parties"]),
                        "date": e["day"].isoformat(),
                        "visit": e.get("visit"),
                    },
                )
                for e in tables["encounter"]
            ),
        ),
        "persons": dump(
            "n",
            (
                (who, {"name": p["name"], "party": p["party"]})
                for who, p in tables["person"].items()
            ),
        ),
        "mechanisms": dump(
            "m",
            (
                (what, {"names": m["names"], "parties": sorted(m["parties"])})
                for what, m in tables["mechanism"].items()
            ),
        ),
        "promises": dump(
            "p",
            (
                (
                    what,
                    {
                        "parties": sorted(p["parties"]),
                        "phenomena": sorted(p["phenomena"]),
                        "states": [
                            {"as_of": s["as_of"].isoformat(), "state": s["state"]}
                            for s in p["states"]
                        ],
                    },
                )
                for what, p in tables["promise"].items()
            ),
        ),
    }


def _focus(world: World, text: Text, sort: str) -> str:
    """Return what a mark without an id means."""
    assert text.about is not None, text.marked[:80]
    return text.about if sort == "e" else str(world.encounters[text.about]["mechanism"])


def _phenomena(world: World, text: Text, sort: str, thing: str) -> tuple[str, ...]:
    tables = world.tables
    if sort == "p":
        return ()
    if sort == "m":
        return tuple(tables["mechanism"][thing]["phenomena"])
    if sort == "n":
        person = tables["person"][thing]
        surname = set(person["last"].split())
        same = [p for p in tables["person"].values() if surname & set(p["last"].split())]
        return ("namesake",) if len(same) > 1 else ()
    encounter = world.encounters[thing]
    own = tuple(encounter.get("phenomena", ()))
    if encounter["form"] == "visit":
        own += ("visit",)
    if thing == text.about:
        return text.phenomena + own
    if encounter["day"] > text.published:
        return ("announcement", *own)
    if thing == world.encounters.get(text.about or "", {}).get("visit"):
        return ("report", *own)
    return ("allusion", *own)


def _variants(world: World, who: str) -> Sequence[str]:
    return list(world.tables["person"][who]["variants"])


def _turn(values: Sequence[Any], number: int) -> Any:
    return values[number % len(values)]


def read_table(name: str) -> dict[str, Any]:
    """Return a table beside this script."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def spell_day(day: date) -> str:
    """Return a day as in "1 May 2020"."""
    return f"{day.day} {day:%B} {day.year}"


def part_like(part: str, name: str) -> str:
    """Return the words of `name` that come nearest to `part`: its surname in that spelling.

    >>> part_like("Zelensky", "Vladimir Zelenskiy")
    'Zelenskiy'
    """
    words, size = name.split(), len(part.split())
    runs = [" ".join(words[i : i + size]) for i in range(len(words) - size + 1)]
    return max(runs, key=lambda run: SequenceMatcher(None, part, run).ratio())


def with_article(words: str) -> str:
    """Return words with "a" or "an" before them."""
    return f"{'an' if words[:1] in 'aeio' else 'a'} {words}"


def write_half(half: str, folder: Path, *, seed: int = 0) -> None:
    """Write a half's documents and gold into a folder, which is made if it isn't there."""
    rows, gold = build(half, seed)
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "gold.json").write_text(
        json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Write one half."""
    parser = argparse.ArgumentParser(description="write the documents and gold of a half")
    parser.add_argument("--half", choices=HALVES, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_half(arguments.half, arguments.out, seed=arguments.seed)


if __name__ == "__main__":
    main()
