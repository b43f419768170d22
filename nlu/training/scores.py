"""Figures that say how good a classifier is; all shares lie in 0 … 1."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

_BINS = 10


def share(rights: Sequence[bool]) -> float:
    """Share of the true ones; 1.0 of none."""
    return sum(rights) / len(rights) if rights else 1.0


def slot_f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """F1 over all slots of (expected, found) sets; 1.0 where there is nothing to find and nothing found."""
    right = expected = found = 0
    for wanted, got in pairs:
        right += len(wanted & got)
        expected += len(wanted)
        found += len(got)
    return 2 * right / (expected + found) if expected + found else 1.0


def label_f1(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """F1 of each true label of (true, predicted) pairs."""
    true, predicted = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(pair[0] for pair in pairs if pair[0] == pair[1])
    return {label: 2 * right[label] / (true[label] + predicted[label]) for label in true}


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten equal bins of (confidence, right): Guo et al., arXiv:1706.04599."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in answers:
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, right))
    gaps = [abs(sum(confidence - right for confidence, right in entries)) for entries in bins]
    return sum(gaps) / len(answers) if answers else 0.0


def confusions(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """(true, predicted, count) of what was mistaken, the most frequent first."""
    counts = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [
        (true, predicted, count) for (true, predicted), count in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
    ]
