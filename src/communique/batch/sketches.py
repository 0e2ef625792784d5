"""What of a text is kept to tell its copies by: a sketch of fixed size.

Three things are in a sketch:

- a hash of all words, by which texts that are the same word for word are known;
- the `LOWS` lowest hashes of the text's shingles (runs of `SHINGLE` words), with the number of
  shingles: a bottom-k MinHash. From two of them follows not only the share of shingles that two
  texts have in common (Jaccard), which a cut ending or a site's menu lowers, but also how much of
  the one is in the other. One bit of each says whether it is of the body, away from both ends,
  since pages of one site have the ends in common;
- particulars: for names and figures (words with a capital or a digit), what stands around them
  and what they are. Where two texts have the same words around a name or figure, a copy has the
  same name or figure, whatever was cut or put in front; next week's readout from the same
  template has another.

Words are compared in lower case after NFKC, without punctuation. Scripts that put no space between
words are compared by character. Scripts without capitals have figures as their only particulars.

Why NumPy and not a library of MinHash: rensa, the fastest, keeps one minimum for each of a number
of permutations, from which containment does not follow, and its signatures changed between
versions (0.5.0 calls itself algorithm 2), so that groups would depend on what is installed. Here
all hashes are CRC-32 and arithmetic modulo 2**64: equal on every machine.
"""

import re
import unicodedata
from operator import ne
from zlib import crc32

import numpy as np
import numpy.typing as npt

#: Words of a shingle.
SHINGLE = 6
#: Hashes of shingles that are kept, the lowest.
LOWS = 192
#: Particulars that are kept, those whose surroundings have the lowest hashes.
PARTICULARS = 56
#: Words of a name that tell it from others; a text in capitals is one long name.
LONGEST_RUN = 24
#: Words before or after a name or figure that make its surroundings, and how many of these
#: must be of its sentence.
AROUND = 3
LEAST_AROUND = 2
#: Nor can one be judged that says the same over and over, and so has fewer shingles.
FEWEST_SHINGLES = 12
#: The body of a text: without so many words, at most a fourth, at either end.
EDGE = 60
#: Texts with fewer words are too short to judge: only the same words make them copies.
FEWEST_WORDS = 30

#: From this resemblance on one text is a copy of the other. A page that is taken for a copy and
#: is none is not read; a copy that isn't seen is read once more. So these three are stricter than
#: made copies would have them: readouts of one office repeat whole paragraphs.
ALIKE = 0.5
#: Such a share of the particulars of the text with fewer is in the other, at least.
SHARED = 0.4
#: How much a contradiction counts: an eighth of all particulars makes texts different.
CONTRADICTION = 8

#: A sketch as NumPy reads it; little-endian, so that its bytes are the same on any machine.
LAYOUT = np.dtype(
    [
        ("exact", "<u8"),
        ("words", "<u4"),
        ("shingles", "<u4"),
        ("lows", "<u4", (LOWS,)),
        ("particulars", "<u8", (PARTICULARS,)),
    ]
)
#: Bytes of every sketch.
SIZE = LAYOUT.itemsize

#: What fills the places that a short text leaves; no hash has this value.
NO_LOW = 2**32 - 1
NO_PARTICULAR = 2**64 - 1

#: Written without spaces: Thai to Tibetan, Burmese, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_{_UNSPACED}]+|[{_UNSPACED}]|[.!?](?=\s)|[\n。！？]")
#: Of those, what ends a sentence, or a line.
_ENDS = np.array([crc32(mark.encode()) for mark in ".!?\n。！？"], np.uint64)

#: A particular is one number: 40 bits of its surroundings, then 24 bits of what it is.
_VALUE_BITS = np.uint64(24)
_VALUE = np.uint64(2**24 - 1)

#: Odd, so that no bit is lost in multiplying modulo 2**64.
_BASE = np.uint64(0x9E3779B97F4A7C15)
#: Stands for any name or figure among the words around another.
_ANY = np.uint64(0x5851F42D4C957F2D)

Hashes = npt.NDArray[np.uint64]
#: Sketches side by side, of `LAYOUT`.
Sketches = npt.NDArray[np.void]


def sketch(text: str) -> bytes:
    """Return the sketch of `text`: `SIZE` bytes, equal for texts with the same words.

    A text without words resembles nothing; one with fewer than `FEWEST_WORDS` words or
    `FEWEST_SHINGLES` shingles only texts with the same words.
    """
    made = np.zeros(1, LAYOUT)
    made["lows"] = NO_LOW
    made["particulars"] = NO_PARTICULAR
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
    joined = " ".join(tokens).lower()
    lowered = joined.split(" ")
    encoded = joined.encode("utf-8", "surrogatepass").split(b" ")
    hashes = np.fromiter(map(crc32, encoded), np.uint64, len(encoded))
    ends = np.isin(hashes, _ENDS)
    words = hashes[~ends]
    if tokens and len(words):
        made["words"] = len(words)
        made["exact"] = _hash_sequence(words)
        if len(words) >= FEWEST_WORDS:
            sentences = np.cumsum(ends, dtype=np.intp)[~ends]
            _put_lows(made, words)
            _put_particulars(made, words, _mark_particulars(tokens, lowered)[~ends], sentences)
    return made.tobytes()


def resemblance(a: bytes, b: bytes) -> float:
    """Return how alike the texts of two sketches are, from 0 to 1; see `compare`."""
    return float(compare(np.frombuffer(a, LAYOUT), np.frombuffer(b, LAYOUT))[0])


def compare(left: Sketches, right: Sketches) -> npt.NDArray[np.float64]:
    """Return the resemblance of each sketch of `left` to the one beside it in `right`.

    It is 1 for the same words. Else it is the geometric mean of two shares, as estimated: how
    much of the text with fewer shingles is in the other, and how much of the body of either is
    in the other, the greater of the two. It is lowered by the share of particulars that
    contradict each other, `CONTRADICTION` times, and 0 where fewer than `SHARED` agree. It is the
    same both ways round.
    """
    same, other, known = _count_particulars(left, right)
    agreement = np.maximum(0, 1 - CONTRADICTION * other / np.maximum(same + other, 1))
    result = _find_overlap(left, right) * agreement
    result[same < SHARED * known] = 0
    result[(left["exact"] == right["exact"]) & (left["words"] == right["words"])] = 1
    result[(left["words"] == 0) | (right["words"] == 0)] = 0
    return np.asarray(result, np.float64)


def _find_overlap(left: Sketches, right: Sketches) -> npt.NDArray[np.float64]:
    """Estimate the geometric mean of what is shared of the shorter text, and of the bodies.

    Only hashes up to the lower of both texts' highest are looked at: up to there both
    sketches are whole.
    """
    ends = np.minimum(left["lows"][:, -1], right["lows"][:, -1])
    highest = np.minimum(ends, np.uint32(NO_LOW - 2))[:, None] | np.uint32(1)
    whole = [side["lows"] <= highest for side in (left, right)]
    bodies = [whole[0] & (left["lows"] & 1 == 1), whole[1] & (right["lows"] & 1 == 1)]

    # Both sides' hashes in one order; below a hash its bit of the body, below that its side.
    both = np.concatenate([left["lows"] * np.uint64(2), right["lows"] * np.uint64(2) + 1], axis=1)
    both.sort(axis=1)
    first, second = both[:, :-1], both[:, 1:]
    shared = (first >> np.uint64(2) == second >> np.uint64(2)) & (second >> np.uint64(1) <= highest)
    in_body = [first & 2 == 2, second & 2 == 2]
    turned = first & 1 == 1
    of_left = (shared & np.where(turned, in_body[1], in_body[0])).sum(axis=1)
    of_right = (shared & np.where(turned, in_body[0], in_body[1])).sum(axis=1)

    shorter = np.minimum(whole[0].sum(axis=1), whole[1].sum(axis=1))
    contained = shared.sum(axis=1) / np.maximum(shorter, 1)
    body = np.maximum(
        of_left / np.maximum(bodies[0].sum(axis=1), 1),
        of_right / np.maximum(bodies[1].sum(axis=1), 1),
    )
    return np.asarray(np.sqrt(contained * body), np.float64)


def _count_particulars(
    left: Sketches, right: Sketches
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Count the particulars with the same surroundings: those that agree, and those that do not.

    And those of the text that has fewer.
    """
    both = np.sort(np.concatenate([left["particulars"], right["particulars"]], axis=1), axis=1)
    real = both[:, 1:] != NO_PARTICULAR
    same = real & (both[:, 1:] == both[:, :-1])
    around = real & (both[:, 1:] >> _VALUE_BITS == both[:, :-1] >> _VALUE_BITS)
    # Up to the lower of both texts' highest, both sketches have all particulars.
    highest = np.minimum(left["particulars"][:, -1], right["particulars"][:, -1])[:, None]
    counts = [
        ((side["particulars"] <= highest) & (side["particulars"] != NO_PARTICULAR)).sum(axis=1)
        for side in (left, right)
    ]
    return same.sum(axis=1), (around & ~same).sum(axis=1), np.minimum(*counts)


def _mark_particulars(written: list[str], lowered: list[str]) -> npt.NDArray[np.bool_]:
    """Mark the words that have a capital or a digit."""
    capital = np.fromiter(map(ne, written, lowered), np.bool_, len(written))
    letters = np.fromiter(map(str.isalpha, written), np.bool_, len(written))
    return capital | ~letters


def _put_lows(made: Sketches, words: Hashes) -> None:
    hashes = (_roll(words, SHINGLE) >> np.uint64(33)).astype(np.uint32)
    shingles, first = np.unique(hashes, return_index=True)
    made["shingles"] = len(shingles)
    start, end = _find_body(len(words))
    body = (first >= start) & (first + SHINGLE <= end)
    lows = ((shingles << np.uint32(1)) | body)[:LOWS]
    lows = lows[lows < NO_LOW - 1]
    if len(shingles) < FEWEST_SHINGLES:
        return
    made["lows"][0, : len(lows)] = lows


def _put_particulars(
    made: Sketches,
    words: Hashes,
    marked: npt.NDArray[np.bool_],
    sentences: npt.NDArray[np.intp],
) -> None:
    """Put in the particulars; a run of names and figures in a sentence is one.

    Each comes twice, with the words before it and with those after it: a name of three words
    may stand where another text has one of one, and only one side be the same. Words of other
    sentences do not count, since it is between sentences that texts are cut. Surroundings
    that come twice in a text tell nothing of one place, and are left out.
    """
    apart = np.concatenate([[True], sentences[1:] != sentences[:-1]])
    starts = np.flatnonzero(marked & (apart | ~np.concatenate([[False], marked[:-1]])))
    if not len(starts):
        return
    after = np.concatenate([~marked[1:] | apart[1:], [True]])
    ends = np.flatnonzero(marked & after) + 1
    values = _hash_runs(words, starts, ends)
    # The text with one word for each run, and where that stands.
    kept = ~marked
    kept[starts] = True
    places = (np.cumsum(kept) - 1)[starts] + AROUND
    items = np.pad(np.where(marked, _ANY, words)[kept], AROUND)
    sentence = np.pad(sentences[kept], AROUND, constant_values=-1)
    found = []
    for side in (-1, 1):
        around = np.full(len(places), side + 2, np.uint64)
        for step in range(1, AROUND + 1):
            near = places + side * step
            within = sentence[near] == sentence[places]
            around = around * _BASE + np.where(within, items[near], np.uint64(0))
            if step == LEAST_AROUND:
                enough = within
        around = _mix(around[enough]) >> _VALUE_BITS
        _, first, times = np.unique(around, return_index=True, return_counts=True)
        once = first[times == 1]
        found.append((around[once] << _VALUE_BITS) | (_mix(values[enough][once]) & _VALUE))
    lowest = np.sort(np.concatenate(found))
    lowest = lowest[lowest != NO_PARTICULAR][:PARTICULARS]
    made["particulars"][0, : len(lowest)] = lowest


def _find_body(words: int) -> tuple[int, int]:
    """Return where the body of a text of so many words begins and ends."""
    edge = min(words // 4, EDGE)
    return edge, words - edge


def _hash_runs(words: Hashes, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Hashes:
    """Hash each run of words, whatever its place in the text."""
    lengths = ends - starts
    result = np.zeros(len(starts), np.uint64)
    for step in range(min(int(lengths.max()), LONGEST_RUN)):
        within = lengths > step
        result[within] = result[within] * _BASE + words[starts[within] + step] + np.uint64(1)
    return result


def _hash_sequence(words: Hashes) -> np.uint64:
    powers = np.cumprod(np.full(len(words), _BASE))
    return np.uint64(_mix(np.array([(words * powers).sum(dtype=np.uint64)]))[0])


def _roll(words: Hashes, width: int) -> Hashes:
    """Hash every run of `width` words."""
    count = len(words) - width + 1
    rolled = np.zeros(count, np.uint64)
    for step in range(width):
        rolled = rolled * _BASE + words[step : step + count]
    return _mix(rolled)


def _mix(values: Hashes) -> Hashes:
    """Spread the bits, so that the lowest hashes are a fair draw (finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
