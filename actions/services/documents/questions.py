"""Which passage's question is asked, in about the same words: questions are compared with questions.

A question is a vector of its words and of their runs of two to four letters, each weighted by its rarity among the questions
of all passages (tf-idf), and two are as alike as the cosine between them. So endings, spelling and spoken forms count for
little, small words («چه», «کی») for something, and a word of no question («واتساپ») makes a question unlike all of them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actions.services.documents.words import lists, says_something
from nlu.text import TextToken, tokenize

_RUNS: Final = (2, 3, 4)  # letters
_LONG_RUNS: Final = (3, 4)  # two letters stand in any word
_LEAST_COUNTED: Final = 200  # questions
_LEAST_KNOWN: Final = 0.4  # share of a word's long runs that known questions have


class Questions:
    """Questions, each with the place of the passage that answers it. Immutable."""

    def __init__(self, asked: Sequence[tuple[int, str]]) -> None:
        self._places = [place for place, _ in asked]
        counted = [_features(text) for _, text in asked]
        self._known: dict[str, int] = {}
        holders: dict[int, list[int]] = defaultdict(list)
        for number, features in enumerate(counted):
            for feature in features:
                holders[self._known.setdefault(feature, len(self._known))].append(number)
        self._weights = [self._rarity(len(holders[feature])) for feature in range(len(self._known))]
        norms = np.array([self._norm(features) for features in counted])
        self._holders: list[NDArray[np.int32]] = []
        self._values: list[NDArray[np.float32]] = []
        for word, place in self._known.items():
            numbers = np.array(holders[place], dtype=np.int32)
            values = [math.sqrt(counted[number][word]) * self._weights[place] for number in holders[place]]
            self._holders.append(numbers)
            self._values.append((np.array(values) / norms[numbers]).astype(np.float32))

    def alike(self, question: str) -> list[tuple[int, float]]:
        """Places of passages with how alike the question is to the likest of theirs, in 0…1, best first."""
        features = _features(question)
        scores = np.zeros(len(self._places))
        norm = self._norm(features)
        for name, count in features.items():
            feature = self._known.get(name)
            if feature is not None:
                value = math.sqrt(count) * self._weights[feature] / norm
                scores[self._holders[feature]] += value * self._values[feature]
        best: dict[int, float] = {}
        for number in np.argsort(-scores, kind="stable"):
            if scores[number] > 0:
                best.setdefault(self._places[number], float(scores[number]))
        return list(best.items())

    def knows(self, question: str) -> bool:
        """Whether no word of it that says something is unlike all words of the known questions."""
        return all(self._knows_word(token) for token in _tokens(question) if says_something(token))

    def _knows_word(self, token: TextToken) -> bool:
        runs = _runs(token.text, _LONG_RUNS)
        known = sum(run in self._known for run in runs)
        return _word(token) in self._known or known >= _LEAST_KNOWN * len(runs)

    def _rarity(self, having: int) -> float:
        """Inverse document frequency, as BM25 in Lucene weighs it; few questions do not tell what is rare."""
        return math.log(1 + (max(len(self._places), _LEAST_COUNTED) - having + 0.5) / (having + 0.5))

    def _norm(self, features: Counter[str]) -> float:
        unknown = self._rarity(0)
        squares = (
            count * (self._weights[self._known[name]] if name in self._known else unknown) ** 2
            for name, count in features.items()
        )
        return math.sqrt(sum(squares)) or 1.0


def _features(text: str) -> Counter[str]:
    """Words, their lemmas and their runs of letters; a space marks where a word begins and ends."""
    found: Counter[str] = Counter()
    for token in _tokens(text):
        found.update((_word(token), f"~{token.lemma}", *_runs(token.text, _RUNS)))
    return found


def _tokens(text: str) -> list[TextToken]:
    """Words beside those of courtesy."""
    courtesy = lists().courtesy
    return [token for token in tokenize(text) if token.text[0].isalnum() and token.text not in courtesy]


def _word(token: TextToken) -> str:
    return f"={token.text}"


def _runs(word: str, sizes: Sequence[int]) -> list[str]:
    marked = f" {word} "
    return [marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1)]
