"""Tokens → vectors: what the model's `tok2vec` component computes, in less time.

The vector that a token begins with depends on nothing but its own attributes, and a text
repeats its words. So it is remembered; only the layers that look at neighbours run for
every token. They are multiplied out in NumPy, into arrays that lie as they are used.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from communique.language.parsing import batched

Floats = NDArray[np.float32]

#: Vectors of so many kinds of token are remembered: 8 MB, the words of a thousand pages.
_MOST = 20_000

#: What `thinc` adds to a variance.
_EPSILON = 1e-8


class Encoder:
    """A component that sets `doc.tensor` as the `tok2vec` component with `model` would.

    The sums are made in another order than there, so that values differ in the last digits.
    """

    def __init__(self, model: Any) -> None:
        """Take the layers of a model for which `is_plain` holds."""
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        extract, _, self._hash, self._mix, _ = embed.layers
        self._attributes: list[int | str] = extract.attrs["columns"]
        self._pad: int = encode.attrs["pad"]
        maxouts = [node for node in encode.walk() if node.name == "maxout"]
        norms = [node for node in encode.walk() if node.name == "layernorm"]
        self._layers = [_Layer(*pair) for pair in zip(maxouts, norms, strict=True)]
        # The first row is the padding's.
        self._vectors: Floats = np.zeros((_MOST, model.get_dim("nO")), dtype=np.float32)
        self._rows: dict[bytes, int] = {}

    @staticmethod
    def is_plain(model: Any) -> bool:
        """Return whether the model is of the architecture that this class computes."""
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        names = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
        windows = [n.attrs["window_size"] for n in encode.walk() if n.name == "expand_window"]
        return [n.name.partition("(")[0] for n in embed.layers] == names and set(windows) == {1}

    def __call__(self, doc: Doc) -> Doc:
        """Set the tensor of one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Set the tensors of all documents; batches are by words."""
        for batch in batched(docs):
            self._set_tensors(batch)
            yield from batch

    def _set_tensors(self, docs: Sequence[Doc]) -> None:
        tokens = np.concatenate([doc.to_array(self._attributes) for doc in docs])
        padding = np.zeros(self._pad, dtype=np.intp)
        vectors, rows = self._look_up(tokens)
        parts, starts, done, place = [padding], [], 0, self._pad
        for doc in docs:
            parts += [rows[done : done + len(doc)], padding]
            starts.append(place)
            done += len(doc)
            place += len(doc) + self._pad
        result = vectors.take(np.concatenate(parts), axis=0)
        for layer in self._layers:
            result += layer(result)
        for doc, start in zip(docs, starts, strict=True):
            doc.tensor = result[start : start + len(doc)]  # type: ignore[assignment]

    def _look_up(self, tokens: NDArray[np.uint64]) -> tuple[Floats, NDArray[np.intp]]:
        """Return a table of vectors, and for each of the tokens its row there."""
        keys: list[bytes] = tokens.view(f"V{tokens.strides[0]}").ravel().tolist()
        fresh = self._find_fresh(keys)
        if len(self._rows) + len(fresh) >= _MOST:
            self._rows.clear()
            fresh = self._find_fresh(keys)
        vectors, rows = self._vectors, self._rows
        if len(fresh) >= _MOST:  # more than can be remembered
            vectors, rows = np.zeros((len(fresh) + 1, vectors.shape[1]), dtype=np.float32), {}
        if fresh:
            start = len(rows) + 1
            rows.update(zip(fresh, range(start, start + len(fresh)), strict=True))
            vectors[start : start + len(fresh)] = self._embed(tokens[list(fresh.values())])
        return vectors, np.array([rows[key] for key in keys], dtype=np.intp)

    def _find_fresh(self, keys: list[bytes]) -> dict[bytes, int]:
        """Return the kinds of token that are not known yet, each with a place of it."""
        return {key: place for place, key in enumerate(keys) if key not in self._rows}

    def _embed(self, tokens: NDArray[np.uint64]) -> Floats:
        vectors: Floats = self._mix.predict(self._hash.predict(tokens))
        return vectors


class _Layer:
    """A token and its neighbours, through a maxout unit and a layer norm."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights: Floats = maxout.get_param("W")  # outputs × pieces × inputs
        self._weights = [np.ascontiguousarray(piece.T) for piece in weights.transpose(1, 0, 2)]
        self._biases = np.ascontiguousarray(maxout.get_param("b").T)
        self._gain: Floats = norm.get_param("G")
        self._shift: Floats = norm.get_param("b")

    def __call__(self, vectors: Floats) -> Floats:
        words, width = vectors.shape
        wide = np.zeros((words, 3 * width), dtype=np.float32)
        wide[1:, :width] = vectors[:-1]
        wide[:, width : 2 * width] = vectors
        wide[:-1, 2 * width :] = vectors[1:]
        best: Floats | None = None
        for weights, bias in zip(self._weights, self._biases, strict=True):
            piece = wide @ weights
            piece += bias
            best = piece if best is None else np.maximum(best, piece, out=best)
        assert best is not None  # a maxout unit has pieces
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)[:, None] / width + _EPSILON
        best /= np.sqrt(variance)
        best *= self._gain
        best += self._shift
        return best
