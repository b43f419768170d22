"""Confidence that means something: temperature and rejection threshold, from data the model had not seen."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from nlu.intent.examples import Examples
from nlu.intent.fitting import separate
from nlu.intent.model import Floats, softmax

FOLDS = 4
_TEMPERATURES = (0.5, 30.0)
# What a wrong reading costs where a right one gains 1 and asking again 0: less than 1, as replies tell what was understood and
# offer to correct it.
WRONG_COSTS = 0.25
OUT_OF_SCOPE = "out_of_scope"
MIN_THRESHOLD, MAX_THRESHOLD = 0.3, 0.6
MAX_MARGIN = 0.15


@dataclass(frozen=True, slots=True)
class Calibration:
    """When a reading is not believed: top confidence below `threshold`, or less than `margin` ahead of the second."""

    threshold: float
    margin: float


@dataclass(frozen=True)
class HeldOut:
    """Margins of examples by a model that had not seen them, shape (examples, labels), and their true columns."""

    margins: Floats
    truth: NDArray[np.int64]
    labels: list[str]


@lru_cache(maxsize=1)
def held_out(examples: Examples) -> HeldOut | None:
    """Train without every fourth example of each label and judge those; None where some label has too few for that.

    Only what people wrote takes part; of those held out no more is known than how rare their features are among all examples.
    Cached by identity: the classifier and the fallback ask for the same examples.
    """
    written = [place for place, own in enumerate(examples.written) if own]
    names = sorted(set(examples.labels))
    truth = np.array([names.index(examples.labels[place]) for place in written], dtype=np.int64)
    if len(names) < 2 or np.bincount(truth, minlength=len(names)).min() < FOLDS:
        return None
    unseen = _folds(truth) == 0
    rows = np.array(written, dtype=np.int64)
    planes = separate(examples.space.matrix[rows[~unseen]], [examples.labels[row] for row in rows[~unseen]])
    return HeldOut(planes.margins(examples.space.matrix[rows[unseen]]), truth[unseen], names)


def _folds(truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Deal the examples of each label out in turn."""
    folds = np.zeros(len(truth), dtype=np.int64)
    for label in np.unique(truth):
        places = np.flatnonzero(truth == label)
        folds[places] = np.arange(len(places)) % FOLDS
    return folds


def temperature(data: HeldOut) -> float:
    """Factor on the margins that makes their softmax likeliest (temperature scaling, Guo et al., arXiv:1706.04599)."""
    rows = np.arange(len(data.truth))

    def loss(factor: float) -> float:
        return float(-np.log(softmax(data.margins * np.float32(factor))[rows, data.truth] + 1e-9).mean())

    return float(minimize_scalar(loss, bounds=_TEMPERATURES, method="bounded").x)


def calibrate(data: HeldOut, factor: float) -> Calibration:
    """Threshold and margin with the best balance of right, asked again (0) and wrong (-`WRONG_COSTS`).

    Turning down what is out of scope counts as right: the citizen is told so either way.
    """
    probabilities = softmax(data.margins * np.float32(factor))
    ordered = np.sort(probabilities, axis=1)
    top, ahead = ordered[:, -1], ordered[:, -1] - ordered[:, -2]
    right = probabilities.argmax(axis=1) == data.truth
    foreign = np.array([data.labels[column] == OUT_OF_SCOPE for column in data.truth])
    threshold = _best_cut(top, right, foreign, MIN_THRESHOLD, MAX_THRESHOLD)
    kept = top >= threshold
    margin = _best_cut(ahead[kept], right[kept], foreign[kept], 0.0, MAX_MARGIN)
    return Calibration(round(threshold, 4), round(margin, 4))


def _best_cut(
    scores: Floats, right: NDArray[np.bool_], foreign: NDArray[np.bool_], low: float, high: float, steps: int = 60
) -> float:
    """The middle of the best stretch of cuts in [low, high]."""
    cuts = np.linspace(low, high, steps)
    gains = [_gain(scores >= cut, right, foreign) for cut in cuts]
    best = max(gains)
    stretch = [cut for cut, gain in zip(cuts, gains, strict=True) if gain == best]
    unbroken = [
        stretch[0],
        *(after for before, after in pairwise(stretch) if after - before < 2 * (high - low) / steps),
    ]
    return float(unbroken[len(unbroken) // 2])


def _gain(taken: NDArray[np.bool_], right: NDArray[np.bool_], foreign: NDArray[np.bool_]) -> float:
    wrong = taken & ~right
    return float((taken & right).sum() + (~taken & foreign).sum() - WRONG_COSTS * wrong.sum())
