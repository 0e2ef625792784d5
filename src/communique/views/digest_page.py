"""The digest as Markdown, which is read as plain text too: in a terminal, in a letter."""

from collections.abc import Iterator

from communique.plain import escape_markdown
from communique.views.dates import describe_day
from communique.views.digest import Digest, Heading, Told, WatchDigest

#: Words of proof are cut here; the link leads to all of them.
_LONGEST = 400
#: So many places are named for one line.
_PROOFS = 3


def to_subject(digest: Digest) -> str:
    """Return the digest in one line, as the subject of a letter."""
    count = sum(len(h.lines) + h.more for watch in digest.watches for h in watch.headings)
    told = f"{count} new" if count else "nothing new"
    return f"Communiqué: {told} since {describe_day(digest.since)}"


def digest_to_markdown(digest: Digest, *, base: str = "") -> str:
    """Return the digest as Markdown; all texts of strangers are escaped.

    `base` is the address of the desk, without a slash at its end; links are relative without it.
    """
    blocks = [
        f"# What came in since {describe_day(digest.since)}",
        f"States as of {describe_day(digest.today)}.",
    ]
    if not digest.watches:
        blocks.append("Nothing is watched.")
    for watch in digest.watches:
        blocks += _lay_out(watch, base)
    return "\n\n".join(blocks) + "\n"


def _lay_out(watch: WatchDigest, base: str) -> Iterator[str]:
    yield f"## {escape_markdown(watch.name)}"
    yield f"[{escape_markdown(watch.asked)}]({_address(base, watch.link)})"
    if not watch.headings:
        yield "Nothing new."
    for heading in watch.headings:
        yield f"### {escape_markdown(heading.title)}"
        yield "\n".join(_list(heading, base))


def _list(heading: Heading, base: str) -> Iterator[str]:
    for line in heading.lines:
        yield f"- {_phrase(line)}"
        for proof in line.proofs[:_PROOFS]:
            words = proof.words if len(proof.words) <= _LONGEST else proof.words[:_LONGEST] + "…"
            source = escape_markdown(proof.source)
            yield f"  - “{escape_markdown(words)}” [{source}]({_address(base, proof.link)})"
        if len(line.proofs) > _PROOFS:
            yield f"  - … and {len(line.proofs) - _PROOFS} more places"
    if heading.more:
        yield f"- … and {heading.more} more"


def _phrase(line: Told) -> str:
    lead = f"**{escape_markdown(line.lead)}**: " if line.lead else ""
    remarks = "; ".join(map(escape_markdown, line.remarks))
    return f"{lead}{escape_markdown(line.text)}" + (f" ({remarks})" if remarks else "")


def _address(base: str, link: str) -> str:
    # A bracket in an address would end it.
    return f"{base}{link}".replace("(", "%28").replace(")", "%29").replace(" ", "%20")
