"""Training of linear models with scikit-learn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import Any, Final

import numpy as np

from nlu.intent.model import Floats, LinearModel
from nlu.processes import FEW, at_once

REGULARISATION = 3.0
_RARE = 2  # features of one example are left out where examples are many: a third of the size, no worse
_PROCESSES = 2  # not one a core: the order of learning is part of what is learnt, and models shall be alike everywhere
_OTHERS: Final = ""
_TOLERANCE = 0.1  # the same answers as with a hundredth of it, in three quarters of the time


@dataclass(frozen=True, eq=False)
class Space:
    """Examples as rows of weighted features.

    Attributes:
        matrix: sublinear tf-idf of unit length, sparse, shape (examples, features).
        vocabulary: feature string → column, in the order of the columns.
        idf: inverse document frequency of each column.
    """

    matrix: Any
    vocabulary: dict[str, int]
    idf: Floats


@dataclass(frozen=True, eq=False)
class Planes:
    """What parts the examples of each label from all others: `weights` (features, labels), `intercept` (labels,)."""

    labels: list[str]
    weights: Floats
    intercept: Floats

    def margins(self, matrix: Any) -> Floats:
        """Decision values of rows of a space, shape (rows, labels)."""
        values: Floats = np.asarray(matrix @ self.weights, dtype=np.float32) + self.intercept
        return values


def space(documents: Sequence[Sequence[str]]) -> Space:
    """Weigh the feature strings of examples; where examples are many, without those of one example."""
    from sklearn.feature_extraction.text import TfidfTransformer

    counts, numbers = _counted(documents)
    rare = _RARE if len(documents) >= FEW else 1
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=len(numbers)) >= rare)
    counts = counts[:, kept]
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts)
    matrix = transformer.transform(counts, copy=False)
    features = list(numbers)
    vocabulary = {features[number]: column for column, number in enumerate(kept)}
    return Space(matrix, vocabulary, transformer.idf_.astype(np.float32))


def _counted(documents: Sequence[Sequence[str]]) -> tuple[Any, dict[str, int]]:
    """How often each example has each feature (sparse), and the features' columns in the order in which they are met.

    scikit-learn's own counting takes twice as long for millions of strings that are ready.
    """
    from scipy.sparse import csr_matrix

    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    total = sum(map(len, documents))
    columns = np.fromiter((numbers[feature] for document in documents for feature in document), np.int32, total)
    ends = np.cumsum([0, *map(len, documents)])
    counts = csr_matrix((np.ones(total), columns, ends), shape=(len(documents), len(numbers)))
    counts.sum_duplicates()
    return counts, dict(numbers)


def separate(matrix: Any, labels: Sequence[str], regularisation: float = REGULARISATION) -> Planes:
    """Learn to tell labels (at least two different ones) apart by rows of a space; deterministic.

    Args:
        matrix: rows of examples, as in `Space.matrix`.
        labels: the label of each row.
        regularisation: C of the linear support vector machine; the larger, the closer to the examples.
    """
    names = sorted(set(labels))
    shares = [names] if len(labels) < FEW else [names[start::_PROCESSES] for start in range(_PROCESSES)]
    planes = dict(chain.from_iterable(map(dict.items, _learn(matrix, labels, shares, regularisation))))
    return Planes(
        labels=names,
        weights=np.stack([planes[name][0] for name in names], axis=1),
        intercept=np.array([planes[name][1] for name in names], dtype=np.float32),
    )


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
        regularisation: as for `separate`.
    """
    weighed = space(documents)
    return model(weighed, separate(weighed.matrix, labels, regularisation), temperature)


def model(weighed: Space, planes: Planes, temperature: float) -> LinearModel:
    """What was learnt in a space, for messages to come."""
    return LinearModel(
        vocabulary=weighed.vocabulary,
        idf=weighed.idf,
        weights=np.ascontiguousarray(planes.weights, dtype=np.float16),
        intercept=planes.intercept,
        labels=planes.labels,
        temperature=temperature,
    )


def _learn(
    matrix: Any, labels: Sequence[str], shares: Sequence[Sequence[str]], regularisation: float
) -> list[dict[str, tuple[Floats, float]]]:
    """Label → weights and intercept, for each share of the labels in a process of its own.

    In threads liblinear would make no two trainings alike, as it draws from one generator for a whole process.
    """
    return at_once([partial(_planes, matrix, labels, share, regularisation) for share in shares])


def _planes(
    matrix: Any, labels: Sequence[str], share: Sequence[str], regularisation: float
) -> dict[str, tuple[Floats, float]]:
    """What parts the examples of each label of a share from all others.

    The other labels are put together as one, whose plane is thrown away: a call for each label would copy the examples
    for each, which takes longer than that plane.
    """
    from sklearn.svm import LinearSVC

    own = frozenset(share)
    truth = np.array([label if label in own else _OTHERS for label in labels])
    classifier = LinearSVC(C=regularisation, tol=_TOLERANCE, random_state=1).fit(matrix, truth)
    if len(classifier.classes_) == 2:  # one plane, between both
        signs = dict(zip(classifier.classes_, (-1.0, 1.0), strict=True))
        return {
            name: (signs[name] * classifier.coef_[0], signs[name] * float(classifier.intercept_[0])) for name in share
        }
    planes = zip(classifier.classes_, classifier.coef_.astype(np.float32), classifier.intercept_, strict=True)
    return {str(name): (weights, float(intercept)) for name, weights, intercept in planes if name in own}
