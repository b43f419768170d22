"""Which passage answers a question: BM25 ranks them, and how much of the question they cover decides."""

import logging
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import bm25s
import numpy as np

from actions.services.documents.passages import Part
from actions.services.documents.reading import Document
from actions.services.documents.words import Vocabulary, lists, of_passage, of_question

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG when it is imported
_RANKED: Final = 30  # passages of which the cover is told
# Tuned on tests/documents/development.yml so that of what is quoted 95 % is right; docs/adr/0021 has the figures.
COVER: Final = 0.78
CLEAR_COVER: Final = 0.72  # enough where the next passage covers less by CLEAR
CLEAR: Final = 0.35
WHOLE: Final = 0.99
OWN: Final = 0.45
LEAST_MATCHED: Final = 2  # words, where the question is much like the heading (LIKE_HEADING)
LIKE_HEADING: Final = 0.4
APART: Final = 0.2  # by which the better of two headings is better where all else is equal
SURELY_MATCHED: Final = 3


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
        cover: share of the question's words that the passage or its document's title has, in 0…1. A word weighs the more
            the fewer passages have it.
        own: the same without the title.
        literal: the same of words that stand there as they were said. With `heading` it decides between equal ones.
        heading: how much question and heading have in common, in 0…1.
        score: BM25.
        matched: how many words of the question the passage itself has.
        titled: how many more its document's title has.
        lacks: words of the question without which it is no answer: what kind of thing is asked («جریمه»), or what another
            document is about.
    """

    passage: Passage
    cover: float
    own: float
    literal: float
    heading: float
    score: float
    matched: int
    titled: int
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a question: what it may stand for among the passages, and its weight."""

    word: str
    meant: frozenset[str]
    weight: float
    decisive: bool


class Index:
    """Passages that can be searched. Immutable."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        written = [(p.title_words, p.heading_words, p.text_words) for p in self.passages]
        self._vocabulary = Vocabulary(word for parts in written for part in parts for word in part)
        standing = [[[self._vocabulary.standing(word) for word in part] for part in parts] for parts in written]
        self._titles = [frozenset(title) for title, _, _ in standing]
        self._decisive = lists().decisive.union(*self._titles)
        self._headings = [frozenset(heading) for _, heading, _ in standing]
        self._written = [frozenset((*p.heading_words, *p.text_words)) for p in self.passages]
        self._bags = [frozenset((*heading, *text)) for _, heading, text in standing]
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, (title, bag) in enumerate(zip(self._titles, self._bags, strict=True)):
            for word in title | bag:
                self._places[word].add(place)
        self._ranker = bm25s.BM25()  # Lucene's variant, k1 1.5, b 0.75
        if self.passages:  # the words of a heading count twice
            counted = [[*title, *heading, *heading, *text] for title, heading, text in standing]
            self._ranker.index(counted, show_progress=False)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def passage(self, name: str) -> Passage | None:
        """The passage of an id."""
        return self._by_id.get(name)

    def search(self, question: str) -> list[Found]:
        """The passages that share words with a question, best first."""
        asked = self.asked(question)
        known = sorted({word for one in asked for word in one.meant})
        if not known or not self.passages:
            return []
        scores = self._ranker.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:_RANKED]
        found = [self._found(int(place), asked, float(scores[place])) for place in best if scores[place] > 0]
        return sorted(found, key=_rank)

    def answers(self, question: str, *, whole: bool = False) -> list[Found]:
        """The passages that may be quoted as an answer, best first; none where the best is not good enough.

        `whole`: only such as cover all that is asked.
        """
        found = self.search(question)
        if whole:
            found = [one for one in found if one.cover >= WHOLE]
        if not found or not _answers(found[0], found[1].cover if len(found) > 1 else 0.0):
            return []
        others = [one for one in found[1:] if _answers(one, one.cover)]
        return [] if others and _as_good(found[0], others[0]) else [found[0], *others]

    def asked(self, question: str) -> list[Asked]:
        """The words of a question that say something, each once; a word of no passage weighs as much as the rarest.

        A compound that no passage has counts as its parts, and two words as the compound that passages have of them.
        """
        said = of_question(question)
        found: dict[str, frozenset[str]] = {}
        place = 0
        while place < len(said):
            word, *parts = said[place]
            joined = word + said[place + 1][0] if place + 1 < len(said) else ""
            if joined and (meant := self._vocabulary.meant(joined)) and joined in meant:
                found[joined] = meant
                place += 2
                continue
            meant = self._vocabulary.meant(word)
            pieces = () if meant else parts or self._vocabulary.halves(word)
            found |= {piece: self._vocabulary.meant(piece) for piece in pieces or (word,)}
            place += 1
        return [
            Asked(word, meant, self._weight(meant), not meant.isdisjoint(self._decisive))
            for word, meant in found.items()
            if meant or not self._vocabulary.says_nothing(word)
        ]

    def _weight(self, meant: frozenset[str]) -> float:
        """Inverse document frequency of a word with all that it may stand for, as BM25 in Lucene weighs it."""
        having = len(frozenset[int]().union(*(self._places[word] for word in meant)))
        return math.log(1 + (len(self.passages) - having + 0.5) / (having + 0.5))

    def _found(self, place: int, asked: Sequence[Asked], score: float) -> Found:
        bag, title = self._bags[place], self._titles[place]
        total = sum(word.weight for word in asked)
        in_text = [word for word in asked if not word.meant.isdisjoint(bag)]
        in_title = [word for word in asked if word.meant.isdisjoint(bag) and not word.meant.isdisjoint(title)]
        own = sum(word.weight for word in in_text)
        cover = own + sum(word.weight for word in in_title)
        heading = self._alike(self._headings[place], asked)
        literal = sum(word.weight for word in in_text if word.word in self._written[place])
        lacks = tuple(word.word for word in asked if word.decisive and word not in in_text and word not in in_title)
        return Found(
            self.passages[place],
            cover / total,
            own / total,
            literal / total,
            heading,
            score,
            len(in_text),
            len(in_title),
            lacks,
        )

    def _alike(self, heading: frozenset[str], asked: Sequence[Asked]) -> float:
        """How much a heading and a question have in common: what both say as a share of what either says, by weight."""
        said = [word for word in asked if not word.meant.isdisjoint(heading)]
        meant = frozenset[str]().union(*(word.meant for word in said))
        both = sum(word.weight for word in said)
        rest = sum(self._weight(frozenset({word})) for word in heading - meant)
        return both / (sum(word.weight for word in asked) + rest)


def _as_good(best: Found, second: Found) -> bool:
    """Nothing but BM25 or a few words of a heading tell two passages apart: which one is meant is not known."""
    return _rank(best)[:3] == _rank(second)[:3] and best.heading - second.heading < APART


def _rank(found: Found) -> tuple[float, ...]:
    """Sorts the best first: by cover, own cover, what was said literally and as a heading, and BM25."""
    covers = (found.cover, found.own, found.literal, found.heading)
    return (*(-round(share, 2) for share in covers), -found.score)


def _answers(found: Found, next_cover: float) -> bool:
    """A passage fits well enough to be quoted. `next_cover`: of the passage after it."""
    covers = found.cover >= COVER or (found.cover >= CLEAR_COVER and found.cover - next_cover >= CLEAR)
    enough = found.matched + found.titled >= SURELY_MATCHED or found.heading >= LIKE_HEADING
    return covers and enough and found.own >= OWN and found.matched >= LEAST_MATCHED and not found.lacks


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document with their words."""
    title = tuple(of_passage(document.title))
    return [
        Passage(document, number, part, title, tuple(of_passage(part.heading)), tuple(of_passage(part.text)))
        for number, part in enumerate(document.parts, start=1)
    ]
