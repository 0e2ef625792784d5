"""Make worlds of articles with known copies, and with texts that are like copies but are none.

A world is made of a table (`copies_world_dev.toml`, `copies_world_report.toml`) and a seed. In it:

- stories: articles of 120 to 1,500 words, each with one to five copies, of which each bears one
  kind of edit, or all at once. Mostly the first is the earliest; else any of them is;
- lone articles of the same making, in papers whose menus and imprints are the same each time;
- sequels: other articles that repeat a fourth to a third of an earlier one as background;
- texts of one template with other states, offices, days and figures, some within a paper's menu,
  and some of them with copies of their own.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("headline", "cut", "boilerplate", "lead", "dropped", "typography", "all")
#: What texts are that are not to be joined with any other.
HARD = ("lone", "sequel", "template")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLOT = re.compile(r"\{(\w+)\}")
SHORTEST, LONGEST = 120, 1500


@dataclass(frozen=True)
class Text:
    """A page of the world: texts of one `story` are copies of each other, no others are."""

    story: int
    kind: str
    order: tuple[str, str]
    text: str


@cache
def load(half: str) -> dict[str, Any]:
    """Return the table of one half, "dev" or "report"."""
    return tomllib.loads((HERE / f"copies_world_{half}.toml").read_text(encoding="utf-8"))


def make_world(half: str, *, seed: int, stories: int = 600) -> list[Text]:
    """Return the texts of a world; equal for equal arguments."""
    return list(_Maker(half, seed).make(stories))


class _Maker:
    def __init__(self, half: str, seed: int) -> None:
        self.table = load(half)
        self.chance = random.Random(f"{half} {seed}")
        self.story = 0

    def make(self, stories: int) -> Iterator[Text]:
        chance = self.chance
        earlier: list[list[str]] = []
        for _ in range(stories):
            article = self.write_article(self.draw_length())
            earlier.append(article)
            yield from self.syndicate(article, "story")
        for _ in range(stories):
            article = self.write_article(self.draw_length())
            yield self.publish(self.wrap(article) if chance.random() < 0.5 else article, "lone")
        for _ in range(stories // 2):
            yield self.publish(self.write_sequel(chance.choice(earlier)), "sequel")
        for template in self.table["templates"]:
            for _ in range(stories // 8):
                text = self.fill_template(template)
                draw = chance.random()
                if draw < 0.2:
                    yield from self.syndicate(text, "template")
                else:
                    yield self.publish(self.wrap(text) if draw < 0.4 else text, "template")

    def publish(self, paragraphs: list[str], kind: str) -> Text:
        self.story += 1
        return Text(self.story, kind, self.draw_order(0), "\n\n".join(paragraphs))

    def syndicate(self, article: list[str], kind: str) -> Iterator[Text]:
        chance = self.chance
        first = self.publish(article, kind)
        # Mostly the first is the earliest that the crawl saw.
        moments = [0] + [1] * 5 if chance.random() < 0.75 else [0] * 6
        yield first
        for number in range(chance.choice((1, 1, 2, 2, 3, 5))):
            edit = chance.choice(KINDS)
            text = self.edit(article, edit)
            yield Text(first.story, edit, self.draw_order(moments[number + 1]), text)

    def draw_order(self, later: int) -> tuple[str, str]:
        second = self.chance.randrange(40_000)
        moment = f"2024-03-{1 + later:02}T{second // 3600:02}:{second // 60 % 60:02}:00Z"
        return moment, f"https://paper{self.chance.randrange(10**9)}.example/"

    def draw_length(self) -> int:
        """Draw a number of words; short ones are more frequent."""
        return round(SHORTEST * (LONGEST / SHORTEST) ** (self.chance.random() ** 1.3))

    # Writing

    def fill(self, pattern: str, drawn: dict[str, str] | None = None) -> str:
        """Put words in the slots of `pattern`, and in those of what is put in."""
        while SLOT.search(pattern):
            pattern = SLOT.sub(
                lambda slot: (drawn or {}).get(slot[1]) or self.draw(slot[1]), pattern
            )
        return pattern

    def draw(self, slot: str) -> str:
        chance = self.chance
        slot = slot.rstrip("0123456789")
        if slot == "n":
            return str(chance.randint(2, 10 ** chance.randint(1, 4)))
        if slot == "p":
            return f"{chance.randint(1, 99)}.{chance.randint(0, 9)}"
        if slot == "day":
            day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)}"
            return f"on {chance.choice(WEEKDAYS)}, {day}" if chance.random() < 0.5 else f"on {day}"
        if slot == "CITY":
            return str(chance.choice(self.table["words"]["city"])).upper()
        if slot == "agency":
            return str(chance.choice(self.table["edits"]["agencies"]))
        return str(chance.choice(self.table["words"][slot]))

    def say(self, patterns: list[str]) -> str:
        sentence = self.fill(self.chance.choice(patterns))
        start = 1 if sentence.startswith('"') else 0
        return sentence[:start] + sentence[start].upper() + sentence[start + 1 :]

    def write_article(self, words: int) -> list[str]:
        """Return a headline and paragraphs, with some `words` in all."""
        articles = self.table["articles"]
        paragraphs = [self.say(articles["headlines"]), self.say(articles["leads"])]
        while count_words(paragraphs) < words:
            sentences = [self.say(articles["sentences"]) for _ in range(self.chance.randint(1, 5))]
            paragraphs.append(" ".join(sentences))
        return paragraphs

    def write_sequel(self, earlier: list[str]) -> list[str]:
        """Return an article that ends with some paragraphs of `earlier`."""
        kept: list[str] = []
        share = self.chance.uniform(0.2, 0.33)
        for paragraph in self.chance.sample(earlier[1:], len(earlier) - 1):
            if count_words([*kept, paragraph]) <= share * count_words(earlier):
                kept.append(paragraph)
        # As long as the earlier one, so that the background is no more of it than of that.
        return self.write_article(count_words(earlier) - count_words(kept)) + kept

    def fill_template(self, template: dict[str, Any]) -> list[str]:
        drawn = {slot: self.fill(self.draw(slot)) for slot in template["drawn"]}
        texts = [template["title"], *template["text"].strip().split("\n\n")]
        return [self.fill(text, drawn) for text in texts]

    # Editing

    def edit(self, article: list[str], kind: str) -> str:
        """Return `article` (headline, then paragraphs) with one kind of edit, or with all."""
        every = kind == "all"
        paragraphs = list(article)
        if kind == "dropped" or every:
            paragraphs = self.drop(paragraphs)
        if kind == "cut" or every:
            paragraphs = self.cut(paragraphs, self.chance.uniform(0.7 if every else 0.45, 0.9))
        if kind == "headline" or every:
            paragraphs[0] = self.fill(self.chance.choice(self.table["edits"]["headlines"]))
        if kind == "lead" or every:
            paragraphs = self.change_lead(paragraphs)
        if kind == "boilerplate" or every:
            paragraphs = self.wrap(paragraphs)
        text = "\n\n".join(paragraphs)
        return self.set_anew(text) if kind == "typography" or every else text

    def cut(self, paragraphs: list[str], share: float) -> list[str]:
        words = int(count_words(paragraphs) * share)
        kept: list[str] = []
        for paragraph in paragraphs:
            room = words - count_words(kept)
            if room <= 0:
                break
            kept.append(" ".join(paragraph.split()[:room]))
        return kept

    def drop(self, paragraphs: list[str]) -> list[str]:
        """Leave out one to three paragraphs after the lead, at most a fourth of the words."""
        kept = list(paragraphs)
        least = 0.75 * count_words(paragraphs)
        for _ in range(self.chance.randint(1, 3)):
            if len(kept) > 3:
                place = self.chance.randrange(2, len(kept))
                left = kept[:place] + kept[place + 1 :]
                if count_words(left) >= least:
                    kept = left
        return kept

    def change_lead(self, paragraphs: list[str]) -> list[str]:
        """Put an agency's lead-in in front, and leave the first sentence out."""
        leadin = self.fill(self.chance.choice(self.table["edits"]["leadins"]))
        rest = paragraphs[1].split(". ", 1)[1:] if len(paragraphs) > 1 else []
        return [paragraphs[0], " ".join([leadin, *rest]), *paragraphs[2:]]

    def wrap(self, paragraphs: list[str]) -> list[str]:
        """Put a paper's menu before and its imprint after."""
        edits = self.table["edits"]
        before = self.fill(self.chance.choice(edits["before"]))
        after = self.fill(self.chance.choice(edits["after"]))
        return [before, *paragraphs, after]

    def set_anew(self, text: str) -> str:
        """Set the text by another paper's rules: quotes, dashes, numbers of per cent, lines."""
        for plain, other in (("per cent", "percent"), (" -- ", " — "), ("'", "’"), ("\n\n", "\n")):
            text = text.replace(plain, other)
        text = re.sub(r'"([^"]*)"', r"“\1”", text)
        # One word in two hundred is another: a slip, a correction, a house's spelling.
        words = text.split(" ")
        for _ in range(len(words) // 200):
            place = self.chance.randrange(len(words))
            if words[place].isalpha() and words[place].islower():
                words[place] = self.chance.choice(("the", "then", "this", "also", "said", "such"))
        return " ".join(words)


def count_words(paragraphs: list[str]) -> int:
    """Return the number of words in all of them."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)
