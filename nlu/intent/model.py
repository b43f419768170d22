"""A linear classifier over weighted feature strings, trained with scikit-learn and applied with NumPy alone."""

import gzip
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_ARRAYS, _STRINGS = "weights.npz.gz", "strings.json"
REGULARISATION = 3.0
_RARE, _MANY = 2, 2000  # features of one example are left out where examples are many: a third of the size, no worse
_TOLERANCE = 0.1  # the same answers as with a hundredth of it, in three quarters of the time


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


def fit(
    documents: Sequence[Sequence[str]],
    labels: Sequence[str],
    temperature: float = 1.0,
    regularisation: float = REGULARISATION,
) -> LinearModel:
    """Train on feature lists and their labels (at least two different ones); deterministic.

    Args:
        documents: feature strings of each example.
        labels: the label of each.
        temperature: what margins will be multiplied by before the softmax.
        regularisation: C of the linear support vector machine; the larger, the closer to the examples.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    rare = _RARE if len(documents) >= _MANY else 1
    vectorizer = TfidfVectorizer(analyzer=_as_is, sublinear_tf=True, min_df=rare, dtype=np.float64)
    matrix = vectorizer.fit_transform(documents)
    names = sorted(set(labels))
    truth = np.array(labels)
    planes = _planes(matrix, [truth == name for name in names], regularisation)
    return LinearModel(
        vocabulary={
            feature: int(row) for feature, row in sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])
        },
        idf=vectorizer.idf_.astype(np.float32),
        weights=np.ascontiguousarray(np.stack([weights for weights, _ in planes], axis=1), dtype=np.float16),
        intercept=np.array([intercept for _, intercept in planes], dtype=np.float32),
        labels=names,
        temperature=temperature,
    )


def _planes(matrix: Any, owns: list[NDArray[np.bool_]], regularisation: float) -> list[tuple[Floats, float]]:
    """Weights and intercept of each label.

    Large ones in processes of their own, one a core: liblinear draws from one generator for a whole process, so threads would
    make no two trainings alike.
    """
    if matrix.shape[0] < _MANY:
        return [_plane(matrix, own, regularisation) for own in owns]
    from joblib import Parallel, delayed

    planes = Parallel(n_jobs=os.cpu_count(), batch_size=4)(delayed(_plane)(matrix, own, regularisation) for own in owns)
    return list(planes)


def _plane(matrix: Any, own: NDArray[np.bool_], regularisation: float) -> tuple[Floats, float]:
    """What parts the examples of one label from all others."""
    from sklearn.svm import LinearSVC

    classifier = LinearSVC(C=regularisation, tol=_TOLERANCE, random_state=1).fit(matrix, own)
    return classifier.coef_[0].astype(np.float32), float(classifier.intercept_[0])


def _as_is(document: Sequence[str]) -> Sequence[str]:
    return document
