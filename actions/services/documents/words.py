"""The words of a passage or a question by which they are compared: normalised, stemmed, without those that say nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Final

from rapidfuzz.distance import OSA

from actions.services.catalogue import load_yaml
from actions.services.documents.reading import FOLDER
from nlu.forms import forms
from nlu.text import TextToken, tokenize
from shahryar.errors import DataError

_LEAST_STEM: Final = 3
_LEAST_INFLECTED: Final = 4  # of shorter words too many other words are made
_LEAST_MISSPELT: Final = 5


@cache
def lists() -> Mapping[str, Any]:
    """`data/documents/words.yml`: words that say nothing, and groups of words that mean the same, both as lemmas.

    Raises:
        DataError: it is unusable.
    """
    tree = load_yaml(FOLDER / "words.yml")
    dropped, alike = tree.get("dropped"), tree.get("alike")
    if not isinstance(dropped, list) or not isinstance(alike, list):
        raise DataError("data/documents/words.yml: dropped and alike must be lists")
    groups: dict[str, set[str]] = defaultdict(set)
    for group in alike:
        members = {_key(word) for word in group}
        for word in members:
            groups[word] |= members - {word}
    return {"dropped": {_key(word) for word in dropped}, "alike": dict(groups)}


def _key(word: object) -> str:
    return "".join(token.text for token in tokenize(str(word)))


def words(text: str) -> list[str]:
    """Lemmas of a text in order; signs and words that say nothing are left out."""
    return [_lemma(token) for token in tokenize(text) if _says_something(token)]


def _lemma(token: TextToken) -> str:
    return token.lemma if token.lemma.isalnum() else token.text


def _says_something(token: TextToken) -> bool:
    dropped = lists()["dropped"]
    return token.text.isalnum() and token.text not in dropped and _lemma(token) not in dropped


class Vocabulary:
    """The words of all passages, and which of them a word of a question may mean."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._inflected: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            for stem in forms(word)[1:]:
                if len(stem) >= _LEAST_INFLECTED:
                    self._inflected[stem].add(word)

    def meant(self, word: str) -> frozenset[str]:
        """Known words that a lemma of a question stands for; empty where it is a word of no passage."""
        alike = set(lists()["alike"].get(word, ())) & self._known
        own = self._own(word)
        for stem in () if own or alike else forms(word)[1:]:
            alike |= set(lists()["alike"].get(stem, ())) & self._known
        found = own | alike
        return frozenset(found or self._misspelt(word))

    def _own(self, word: str) -> set[str]:
        found = {word} & self._known | self._inflected.get(word, set())
        if found:
            return found
        return next(({stem} for stem in forms(word)[1:] if len(stem) >= _LEAST_STEM and stem in self._known), set())

    def _misspelt(self, word: str) -> Collection[str]:
        if len(word) < _LEAST_MISSPELT or not word.isalpha():
            return ()
        near = (known for known in self._known if known[0] == word[0] and abs(len(known) - len(word)) <= 1)
        return [known for known in near if len(known) >= _LEAST_MISSPELT and OSA.distance(word, known) == 1]
