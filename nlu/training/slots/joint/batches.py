"""Training messages in batches of equal shape, some with other values in their slots."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from nlu.training.slots.joint.encoding import MAX_WORDS, NOTHING, Integers, filled

SIZE = 64
_LENGTHS = (6, 10, 16, MAX_WORDS)
_SWAPPED = 0.6  # of the slots of a message that is varied


@dataclass(frozen=True, slots=True)
class Encoded:
    """One message: kinds of its words, the tag of each, and its intent, all as numbers."""

    kinds: list[int]
    tags: list[int]
    intent: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`SIZE` messages filled up to one length: kinds and tags (messages, words), intents (messages,)."""

    kinds: Integers
    tags: Integers
    intents: Integers


class Batches:
    """Deals training messages out, differently in each epoch; the same for the same seed."""

    def __init__(self, messages: Sequence[Encoded], seed: int, varied: float) -> None:
        """Take the messages; a share of `varied` is given other slot values in each epoch."""
        self._messages = [message for message in messages if message.kinds]
        self._random = np.random.RandomState(seed)
        self._varied = varied
        self._values: dict[int, list[list[int]]] = defaultdict(list)
        for message in self._messages:
            for tag, kinds in _runs(message):
                self._values[tag].append(kinds)

    def epoch(self) -> Iterator[Batch]:
        """All messages once, those of like length together; a last short batch repeats its own."""
        waiting: dict[int, list[Encoded]] = defaultdict(list)
        full: list[tuple[int, list[Encoded]]] = []
        for place in self._random.permutation(len(self._messages)):
            message = self._vary(self._messages[place])
            length = next((limit for limit in _LENGTHS if len(message.kinds) <= limit), MAX_WORDS)
            waiting[length].append(message)
            if len(waiting[length]) == SIZE:
                full.append((length, waiting.pop(length)))
        full += waiting.items()
        for place in self._random.permutation(len(full)):
            yield _batch(*full[place])

    def _vary(self, message: Encoded) -> Encoded:
        """Other values of the same entity in some slots (mention replacement: Dai and Adel, arXiv:2010.11683)."""
        if self._random.rand() >= self._varied:
            return message
        kinds: list[int] = []
        tags: list[int] = []
        for tag, own in _runs(message, outside=True):
            values = self._values[tag]
            swap = tag != NOTHING and self._random.rand() < _SWAPPED
            chosen = values[self._random.randint(len(values))] if swap else own
            kinds += chosen
            tags += [tag] * len(chosen)
        return Encoded(kinds, tags, message.intent)


def _runs(message: Encoded, outside: bool = False) -> Iterator[tuple[int, list[int]]]:
    """Slots in order, as tag and kinds of words; with what lies between them if asked for."""
    for tag, run in groupby(zip(message.tags, message.kinds, strict=True), key=lambda pair: pair[0]):
        if outside or tag != NOTHING:
            yield tag, [kind for _, kind in run]


def _batch(length: int, messages: list[Encoded]) -> Batch:
    chosen = [messages[place % len(messages)] for place in range(SIZE)]
    return Batch(
        filled([message.kinds for message in chosen], length),
        filled([message.tags for message in chosen], length),
        np.array([message.intent for message in chosen], dtype=np.int32),
    )
