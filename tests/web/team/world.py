"""A team's server over an archive with a collection that the team sees, and one that it doesn't."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient
from tests.archive.conftest import find_words, make_document, read_readout

from communique.accounts import Accounts, Role
from communique.document import Document
from communique.linking.types import Encounter
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Mechanism,
    Official,
    Position,
    RecordBase,
    Tenure,
)
from communique.views import Desk, open_archive
from communique.web import Settings, create_app

PASSWORD = "a long enough password"
NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)

#: What stands in the document that the team may not see, and nowhere else.
SECRETS = ("Lamu", "salvage", "Barth Eide", "Svalbard")
CLOSED = (
    "A note on the wreck off Lamu\n\n"
    "Espen Barth Eide became foreign minister of Norway in October 2023. "
    "Kenya and Norway spoke in Oslo on May 20 of the wreck off Lamu. "
    "Norway will pay for the salvage by 2031. "
    "Kenya supports the salvage. "
    "The Kenya-Norway Svalbard Council met."
)


def read_closed() -> tuple[Document, list[RecordBase]]:
    """Return the document that the team may not see, with its records."""
    document = make_document(
        CLOSED, name="closed.txt", title="A note on the wreck off Lamu", day=date(2024, 5, 21)
    )

    def base(words: str) -> dict[str, object]:
        evidence: tuple[Evidence, ...] = (find_words(document, words),)
        return {"document_id": document.id, "evidence": evidence}

    eide = Official(name="Espen Barth Eide", office="foreign minister", party="NOR")
    return document, [
        Tenure(
            **base("Espen Barth Eide became foreign minister of Norway"),
            person=eide.name,
            office=eide.office,
            rank="foreign-minister",
            party="NOR",
            as_of=DateRange.on(date(2024, 5, 21)),
        ),
        Engagement(
            **base("Kenya and Norway spoke in Oslo on May 20 of the wreck off Lamu"),
            form="meeting",
            status="held",
            parties=("KEN", "NOR"),
            people=(eide,),
            date=DateRange.on(date(2024, 5, 20)),
        ),
        Commitment(
            **base("Norway will pay for the salvage by 2031"),
            parties=("NOR",),
            force="pledged",
            action="pay for the salvage",
            topics=("climate",),
        ),
        Position(
            **base("Kenya supports the salvage"),
            holder="KEN",
            issue="climate",
            stance="support",
            wording="supports the salvage",
        ),
        Mechanism(
            **base("The Kenya-Norway Svalbard Council"),
            name="Kenya-Norway Svalbard Council",
            type="dialogue",
            state="existing",
            parties=("KEN", "NOR"),
        ),
    ]


@dataclass(frozen=True)
class Thing:
    """What routes are asked for on one side: ids of a document, its record, a linked thing."""

    document: str
    record: str
    encounter: str
    person: str
    mechanism: str
    pair: tuple[str, str]
    collection: int
    words: str


@dataclass
class World:
    """A server, its archive, and what is on either side."""

    path: str
    client: TestClient
    desk: Desk
    accounts: Accounts
    own: Thing
    other: Thing
    now: datetime = NOW

    def enter(self, name: str) -> None:
        """Let the browser be somebody's, as one who has signed in."""
        self.client.cookies.clear()
        if name != "stranger":
            secret = self.accounts.sign_in(
                name, PASSWORD, address="192.0.2.1", age=timedelta(hours=12)
            )
            self.client.cookies.set("communique_session", secret)

    def form_token(self) -> str:
        """Return the token that the forms of this browser carry."""
        found = re.search(r'name="form_token" value="(\w+)"', self.client.get("/").text)
        return found[1] if found else ""


#: A user for each role, all in the one group.
NAMES: Mapping[str, Role] = {role.word: role for role in Role}


def fill(path: Path) -> tuple[Thing, Thing]:
    """Fill an archive, and return what the team sees and what it doesn't."""
    with open_archive(path, clock=lambda: NOW) as desk:
        accounts = Accounts(desk)
        for name, role in NAMES.items():
            accounts.add_user(name, role, PASSWORD, by="test")
        accounts.add_group("team", by="test")
        seen, closed = desk.make_collection("seen"), desk.make_collection("closed")
        accounts.set_group("team", list(NAMES), [seen], by="test")
        own, other = read_readout(), read_closed()
        mechanism = Mechanism(
            document_id=own[0].id,
            evidence=(find_words(own[0], "a joint committee on climate by 2030"),),
            name="Kenya-Japan Joint Committee",
            type="committee",
            state="existing",
            parties=("KEN", "JPN"),
        )
        desk.adding_to(seen).add(own[0], [*own[1], mechanism])
        desk.adding_to(closed).add(*other)
        pair = ("JPN", "KEN")
        return (
            _name(desk, own[0], "Yoko Kamikawa", mechanism.name, pair, seen, "geothermal"),
            _name(
                desk, other[0], "Espen Barth Eide", "Kenya-Norway Svalbard Council",
                ("KEN", "NOR"), closed, "salvage",
            ),
        )  # fmt: skip


def _name(
    desk: Desk,
    document: Document,
    person: str,
    mechanism: str,
    pair: tuple[str, str],
    collection: int,
    words: str,
) -> Thing:
    memory = desk.recall()
    encounters: list[Encounter] = [
        one
        for one in memory.encounters
        if any(account.document == document.id for account in one.accounts)
    ]
    records = [one.id for one in desk.records(document=document.id, kind="position")]
    return Thing(
        document.id, records[0], encounters[0].id, person, mechanism, pair, collection, words
    )


@contextmanager
def serve(path: str, own: Thing, other: Thing) -> Iterator[World]:
    """Serve the archive to the team."""
    moment = [NOW]
    app = create_app(Settings(archive=path, mode="team"), clock=lambda: moment[0])
    with (
        TestClient(app, follow_redirects=False) as client,
        open_archive(path, clock=lambda: moment[0]) as desk,
    ):
        yield World(path, client, desk, Accounts(desk), own, other)
