"""Slots as one tag a word, and back."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import numpy as np

from nlu.intent.model import Floats
from nlu.text import TextToken

Span = tuple[int, int, str]
"""Start, end (raw characters) and entity."""

OUTSIDE: Final = "O"


def tags_of(message: Sequence[TextToken], spans: Iterable[Span]) -> list[str]:
    """The entity of each word, or "O".

    Without marks for beginnings: two slots of one kind without a word between them are rare, and half as many tags are learnt
    better and four times as fast.
    """
    tags = [OUTSIDE] * len(message)
    for start, end, entity in spans:
        for place, token in enumerate(message):
            if token.start < end and start < token.end:
                tags[place] = entity
    return tags


def spans_of(message: Sequence[TextToken], tags: Sequence[str]) -> frozenset[Span]:
    """Slots of a message whose words have these tags."""
    runs = groupby(zip(message, tags, strict=True), key=lambda pair: pair[1])
    slots = ((tag, [token for token, _ in run]) for tag, run in runs)
    return frozenset((tokens[0].start, tokens[-1].end, tag) for tag, tokens in slots if tag != OUTSIDE)


def best_path(scores: Floats, transitions: Floats) -> list[int]:
    """Columns of the likeliest sequence of tags (Viterbi 1967).

    Args:
        scores: logarithmic, shape (words, tags), of at least one word.
        transitions: likewise, shape (tags, tags): row before column.
    """
    state, pointers = scores[0], []
    for own in scores[1:]:
        ways = state[:, None] + transitions
        pointers.append(ways.argmax(axis=0))
        state = ways.max(axis=0) + own
    path = [int(np.argmax(state))]
    for pointer in reversed(pointers):
        path.append(int(pointer[path[-1]]))
    return path[::-1]
