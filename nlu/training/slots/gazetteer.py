"""What the slots of the training messages were filled with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import log2

from nlu.training.slots.tags import OUTSIDE

_LONGEST = 5
_MOSTLY, _OFTEN = 0.8, 0.3

Tagged = Sequence[tuple[str, str]]
"""Lemma and tag of each word of a message."""


class Gazetteer:
    """Words and phrases with the entities that they were in training."""

    def __init__(self, messages: Iterable[Tagged]) -> None:
        """Count the slots of training messages."""
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._phrases: dict[str, Counter[str]] = defaultdict(Counter)
        for message in messages:
            for word, tag in message:
                self._words[word][tag] += 1
            for phrase, tag in _slots(message):
                self._phrases[phrase][tag] += 1

    def describe(self, words: Sequence[str], own: Tagged = ()) -> list[list[str]]:
        """Feature strings of each word.

        Args:
            words: lemmas of a message.
            own: the same message with its tags where it was in training: it is left out of the counts, else the tagger would
                learn to trust a gazetteer that knows the answer.
        """
        own_words = Counter(own)
        own_phrases = Counter(_slots(own))
        found = [self._word(word, own_words) for word in words]
        for length in range(1, _LONGEST + 1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length])
                for tag, count in self._phrases.get(phrase, _NONE).items():
                    if count > own_phrases[phrase, tag]:
                        for step in range(length):
                            found[start + step].append(f"phrase {tag} {min(length, 2)}{min(step, 1)}")
        return found

    def _word(self, word: str, own: Counter[tuple[str, str]]) -> list[str]:
        counts = {tag: count - own[word, tag] for tag, count in self._words.get(word, _NONE).items()}
        total = sum(counts.values())
        if total <= 0:
            return ["seen 0"]
        shares = {tag: count / total for tag, count in counts.items() if count > 0}
        return [
            f"seen {min(3, int(log2(total + 1)))}",
            *(f"word {tag} {_level(share)}" for tag, share in shares.items()),
        ]


_NONE: Counter[str] = Counter()


def _level(share: float) -> int:
    return int(share > _OFTEN) + int(share > _MOSTLY)


def _slots(message: Tagged) -> list[tuple[str, str]]:
    """Phrase and entity of each slot."""
    runs = groupby(message, key=lambda pair: pair[1])
    return [(" ".join(word for word, _ in run), tag) for tag, run in runs if tag != OUTSIDE]
