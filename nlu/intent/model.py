"""A linear classifier over weighted feature strings, applied with NumPy alone; `fitting` trains it."""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import log, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_ARRAYS, _STRINGS = "weights.npz.gz", "strings.json"


@dataclass(frozen=True)
class LinearModel:
    """Weights of a one-vs-rest linear model.

    Attributes:
        vocabulary: feature string → row.
        idf: inverse document frequency of each row, shape (features,).
        weights: shape (features, labels), half precision; `intercept` shape (labels,).
        labels: in the order of the columns.
        temperature: margins are multiplied by it before the softmax.
    """

    vocabulary: dict[str, int]
    idf: Floats
    weights: NDArray[np.float16]
    intercept: Floats
    labels: list[str]
    temperature: float

    def margins(self, features: Sequence[str]) -> Floats:
        """Decision values of one message, shape (labels,); sublinear tf-idf of unit length times the weights."""
        vocabulary = self.vocabulary
        counts = Counter(vocabulary[feature] for feature in features if feature in vocabulary)
        if not counts:
            return np.zeros_like(self.intercept)  # nothing is known of it: no label is likelier than another
        rows = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        frequencies = np.array([1.0 + log(count) for count in counts.values()], dtype=np.float32)
        values = frequencies * self.idf[rows]
        values /= sqrt(float(values @ values))
        margins: Floats = values @ self.weights[rows].astype(np.float32) + self.intercept
        return margins

    def rank(self, features: Sequence[str]) -> list[tuple[str, float]]:
        """All labels with their probabilities, best first."""
        probabilities = softmax(self.margins(features) * self.temperature)
        order = np.argsort(-probabilities, kind="stable")
        return [(self.labels[column], float(probabilities[column])) for column in order]

    def save(self, folder: Path) -> None:
        """Write the model's two files into an existing folder."""
        strings = {"labels": self.labels, "temperature": self.temperature, "features": list(self.vocabulary)}
        (folder / _STRINGS).write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
        # Packed lightly here: the package around it would spend twenty seconds on packing it well.
        packed = BytesIO()
        np.savez(packed, idf=self.idf, weights=self.weights, intercept=self.intercept)
        (folder / _ARRAYS).write_bytes(gzip.compress(packed.getbuffer(), compresslevel=1, mtime=0))

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote."""
        strings = json.loads((folder / _STRINGS).read_text(encoding="utf-8"))
        with np.load(BytesIO(gzip.decompress((folder / _ARRAYS).read_bytes()))) as arrays:
            idf, weights, intercept = arrays["idf"], arrays["weights"], arrays["intercept"]
        vocabulary = {feature: row for row, feature in enumerate(strings["features"])}
        return cls(vocabulary, idf, weights, intercept, strings["labels"], strings["temperature"])


def softmax(values: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(values - values.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
