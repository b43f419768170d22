"""Words as numbers: frequent words by themselves, every word by its parts, so that one never seen still means something."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.text import TextToken
from nlu.training.slots.tags import OUTSIDE

Integers = NDArray[np.int32]
Message = Sequence[TextToken]

NOTHING, UNKNOWN = 0, 1
"""Rows of what only fills up an array, and of a word that was seen less than twice."""
MAX_WORDS = 40
MAX_PARTS = 24
_LENGTHS = (2, 3, 4, 5)
_RARE = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a network knows by number.

    Attributes:
        words: lemma → row, from 2 on.
        parts: character n-gram of a framed word → row, from 1 on.
        counts: how often the lemma of each row occurred, shape (len(words) + 2,).
        intents: in the order of the network's outputs.
        tags: likewise; "O" first, then entities.
    """

    words: Mapping[str, int]
    parts: Mapping[str, int]
    counts: NDArray[np.float32]
    intents: Sequence[str]
    tags: Sequence[str]

    def word(self, token: TextToken) -> int:
        """Row of a token's lemma."""
        return self.words.get(token.lemma, UNKNOWN)

    def parts_of(self, token: TextToken) -> list[int]:
        """Rows of the known parts of a token, at most `MAX_PARTS`."""
        return [self.parts[part] for part in _parts(token.text) if part in self.parts][:MAX_PARTS]


def learn(messages: Sequence[Message], intents: Iterable[str], tags: Iterable[Sequence[str]]) -> Vocabulary:
    """The vocabulary of training messages, their intents and the tag of each token."""
    counts = Counter(token.lemma for message in messages for token in message)
    frequent = [word for word, count in counts.items() if count >= _RARE]
    texts = dict.fromkeys(token.text for message in messages for token in message)
    parts = Counter(part for text in texts for part in _parts(text))
    shared = [part for part, count in parts.items() if count >= _RARE]
    return Vocabulary(
        words={word: row for row, word in enumerate(frequent, start=UNKNOWN + 1)},
        parts={part: row for row, part in enumerate(shared, start=NOTHING + 1)},
        counts=np.array([0, 0, *(counts[word] for word in frequent)], dtype=np.float32),
        intents=sorted(set(intents)),
        tags=[OUTSIDE, *sorted({tag for line in tags for tag in line} - {OUTSIDE})],
    )


def _parts(word: str) -> list[str]:
    """Character n-grams of a framed word (fastText: Bojanowski et al., arXiv:1607.04606), each once."""
    framed = f"<{word}>"
    return list(dict.fromkeys(framed[i : i + n] for n in _LENGTHS for i in range(len(framed) - n + 1)))


def filled(rows: Sequence[Sequence[int]], width: int) -> Integers:
    """Rows of different lengths as one array, cut or filled up with 0 to `width`."""
    result = np.zeros((len(rows), width), dtype=np.int32)
    for place, row in enumerate(rows):
        kept = row[:width]
        result[place, : len(kept)] = kept
    return result
