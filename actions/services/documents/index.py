"""Which passage answers a question: BM25 ranks them, and how much of the question they cover decides."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import bm25s
import numpy as np

from actions.services.documents.passages import Part
from actions.services.documents.reading import Document
from actions.services.documents.words import Vocabulary, words

_RANKED: Final = 30  # passages of which the cover is told


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a document, and the words by which it is found (those of the title and of the text apart)."""

    document: Document
    number: int
    part: Part
    title_words: tuple[str, ...]
    heading_words: tuple[str, ...]
    text_words: tuple[str, ...]

    @property
    def id(self) -> str:
        """`<organisation>/<name>#<number from 1>`."""
        return f"{self.document.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with how well it fits a question.

    Attributes:
        cover: share of the question's words, weighed by how rare they are among the passages, which passage and title have, in 0…1.
        own: the same of the passage alone, without its title.
        score: BM25.
        matched: how many words of the question the passage itself has.
    """

    passage: Passage
    cover: float
    own: float
    score: float
    matched: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a question: what it may stand for among the passages, and its weight."""

    meant: frozenset[str]
    weight: float


class Index:
    """Passages that can be searched. Immutable."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._bags = [frozenset((*p.heading_words, *p.text_words)) for p in self.passages]
        self._titles = [frozenset(p.title_words) for p in self.passages]
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, (bag, title) in enumerate(zip(self._bags, self._titles, strict=True)):
            for word in bag | title:
                self._places[word].add(place)
        self._vocabulary = Vocabulary(self._places)
        self._ranker = bm25s.BM25()  # Lucene's variant, k1 1.5, b 0.75
        if self.passages:
            self._ranker.index([_weighed(p) for p in self.passages], show_progress=False)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def passage(self, name: str) -> Passage | None:
        """The passage of an id."""
        return self._by_id.get(name)

    def search(self, question: str) -> list[Found]:
        """The passages that share words with a question, best first: by cover, where that is the same by BM25."""
        asked = self.asked(question)
        known = sorted({word for one in asked for word in one.meant})
        if not known or not self.passages:
            return []
        scores = self._ranker.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:_RANKED]
        found = [self._found(int(place), asked, float(scores[place])) for place in best if scores[place] > 0]
        return sorted(found, key=lambda one: (-round(one.cover, 2), -one.score))

    def asked(self, question: str) -> list[_Asked]:
        """The words of a question that say something, each once; a word of no passage weighs as much as the rarest."""
        meant = {word: self._vocabulary.meant(word) for word in dict.fromkeys(words(question))}
        return [_Asked(known, self._weight(known)) for known in meant.values()]

    def _weight(self, meant: frozenset[str]) -> float:
        """Inverse document frequency of a word with all that it may stand for, as BM25 in Lucene weighs it."""
        having = len(frozenset[int]().union(*(self._places[word] for word in meant)))
        return math.log(1 + (len(self.passages) - having + 0.5) / (having + 0.5))

    def _found(self, place: int, asked: Iterable[_Asked], score: float) -> Found:
        bag, title = self._bags[place], self._titles[place]
        total = cover = own = 0.0
        matched = 0
        for word in asked:
            total += word.weight
            if not word.meant.isdisjoint(bag):
                matched += 1
                own += word.weight
                cover += word.weight
            elif not word.meant.isdisjoint(title):
                cover += word.weight
        return Found(self.passages[place], cover / total, own / total, score, matched)


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document with their words."""
    title = tuple(words(document.title))
    return [
        Passage(document, number, part, title, tuple(words(part.heading)), tuple(words(part.text)))
        for number, part in enumerate(document.parts, start=1)
    ]


def _weighed(passage: Passage) -> list[str]:
    """The words that BM25 counts: those of a heading twice."""
    return [*passage.title_words, *passage.heading_words, *passage.heading_words, *passage.text_words]
