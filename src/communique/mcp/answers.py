"""What the tools answer, as types: short, and nothing without its evidence."""

from typing import Any

from pydantic import BaseModel, Field

from communique.mcp.citing import Evidence


class Read(BaseModel):
    """A record that was read in a document."""

    id: str
    kind: str
    summary: str
    evidence: list[Evidence]


class FoundDocument(BaseModel):
    """A document that holds all the words, and the records among which they stand."""

    document_id: str
    document: str
    published: str | None = None
    evidence: list[Evidence] = Field(description="the words with what stands around them")
    records: list[Read]


class Found(BaseModel):
    """Documents, best first; `searched` counts the documents of the archive."""

    searched: int
    documents: list[FoundDocument]


class Told(BaseModel):
    """A line of a dossier with the words it rests on; `remarks` say what else is known of it."""

    text: str
    lead: str | None = None
    remarks: list[str] = []
    evidence: list[Evidence]


class Chapter(BaseModel):
    """A section of a dossier; `more` lines were left out."""

    title: str
    lines: list[Told]
    more: int = 0


class ShortDossier(BaseModel):
    """What passed between two parties, by the documents of the archive alone."""

    title: str
    subtitle: str
    glance: list[Told]
    chapters: list[Chapter]


class Match(BaseModel):
    """A place where a wording stands, or something alike; `who` says it, null for nobody."""

    found: str
    who: str | None = None
    party: str | None = None
    difference: str | None = Field(
        default=None, description="from the wording asked for to the text: [-left out-] [+added+]"
    )
    evidence: list[Evidence]


class Checked(BaseModel):
    """Whether somebody said some words; `absent` means: in none of the documents searched."""

    words: str
    verdict: str
    matches: list[Match]
    elsewhere: list[Match] = Field(description="in others' mouths, where a speaker was named")
    searched: str


class Side(BaseModel):
    """How one document tells a thing."""

    document: str
    text: str
    evidence: list[Evidence]


class Compared(BaseModel):
    """One thing: told by `both`, told otherwise (`differs`: in what), or by one `only`."""

    kind: str
    subject: str
    agreement: str
    differs: list[str] = []
    sides: list[Side]
    silent: list[str] = Field(description="documents that don't tell it")


class Claimed(BaseModel):
    """What one says the other said, did or wants; `outcome`: whether its own words agree."""

    by: str | None
    about: str
    text: str
    outcome: str
    evidence: list[Evidence]
    own: list[Evidence] = []


class Comparison(BaseModel):
    """Accounts of one encounter side by side; `more` things were left out."""

    encounter: str
    parties: list[str]
    remarks: list[str]
    rows: list[Compared]
    claims: list[Claimed]
    more: int = 0


class ReadRecord(BaseModel):
    """One record: its fields, its words, and the text around them."""

    id: str
    kind: str
    fields: dict[str, Any]
    shown: bool = Field(description="false for one that was rejected, corrected or outdated")
    review: str | None
    context: list[str] = Field(description="passages with the words between «these marks»")
    evidence: list[Evidence]


class Promised(BaseModel):
    """A commitment and every step since; overdue means that nothing here tells it was kept."""

    id: str
    parties: list[str]
    force: str
    action: str
    due: str | None = None
    state: str
    steps: list[Told]


class Promises(BaseModel):
    """Commitments, what is not settled first; `more` were left out."""

    as_of: str | None
    commitments: list[Promised]
    more: int = 0
