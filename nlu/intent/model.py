"""A linear classifier over weighted feature strings, trained with scikit-learn and applied with NumPy alone."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_ARRAYS, _STRINGS = "weights.npz", "strings.json"
REGULARISATION = 1.0


@dataclass(frozen=True)
class LinearModel:
    """Weights of a one-vs-rest linear model.

    Attributes:
        vocabulary: feature string → row.
        idf: inverse document frequency of each row, shape (features,).
        weights: shape (features, labels); `intercept` shape (labels,).
        labels: in the order of the columns.
        temperature: margins are multiplied by it before the softmax.
    """

    vocabulary: dict[str, int]
    idf: Floats
    weights: Floats
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
        margins: Floats = values @ self.weights[rows] + self.intercept
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
        np.savez(folder / _ARRAYS, idf=self.idf, weights=self.weights.astype(np.float16), intercept=self.intercept)

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote."""
        strings = json.loads((folder / _STRINGS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS) as arrays:
            idf, weights, intercept = arrays["idf"], arrays["weights"].astype(np.float32), arrays["intercept"]
        vocabulary = {feature: row for row, feature in enumerate(strings["features"])}
        return cls(vocabulary, idf, weights, intercept, strings["labels"], strings["temperature"])


def softmax(values: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(values - values.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def fit(documents: Sequence[Sequence[str]], labels: Sequence[str], temperature: float = 1.0) -> LinearModel:
    """Train on feature lists and their labels (at least two different ones); deterministic."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(analyzer=_as_is, sublinear_tf=True, dtype=np.float32)
    matrix = vectorizer.fit_transform(documents)
    classifier: Any = LinearSVC(C=REGULARISATION, random_state=1).fit(matrix, list(labels))
    weights, intercept = classifier.coef_.T, classifier.intercept_
    if weights.shape[1] == 1:  # scikit-learn gives two classes one column
        weights, intercept = np.hstack([-weights, weights]), np.hstack([-intercept, intercept])
    return LinearModel(
        vocabulary={
            feature: int(row) for feature, row in sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])
        },
        idf=vectorizer.idf_.astype(np.float32),
        weights=np.ascontiguousarray(weights, dtype=np.float32),
        intercept=np.asarray(intercept, dtype=np.float32),
        labels=[str(label) for label in classifier.classes_],
        temperature=temperature,
    )


def _as_is(document: Sequence[str]) -> Sequence[str]:
    return document
