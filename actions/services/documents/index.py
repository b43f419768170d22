"""Which passage answers a question: BM25 ranks them, and how much of the question they cover decides."""

import logging
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import bm25s
import numpy as np

from actions.services.documents.fitting import AHEAD, KINDRED, WHOLE, Alike, Found, Passage, quotable, rank
from actions.services.documents.questions import Questions
from actions.services.documents.reading import Document
from actions.services.documents.words import Vocabulary, lists, of_passage, of_question

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG when it is imported
_RANKED: Final = 30  # passages of which the cover is told


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
        own_questions = [of_passage(" ".join(p.part.asked)) for p in self.passages]
        self._vocabulary = Vocabulary(word for parts in (*written, own_questions) for part in parts for word in part)
        standing = [[[self._vocabulary.standing(word) for word in part] for part in parts] for parts in written]
        self._titles = [frozenset(title) for title, _, _ in standing]
        self._decisive = lists().decisive.union(*self._titles)
        self._headings = [frozenset(heading) for _, heading, _ in standing]
        self._written = [frozenset((*p.heading_words, *p.text_words)) for p in self.passages]
        self._bags = [frozenset((*heading, *text)) for _, heading, text in standing]
        self._asked = [frozenset(map(self._vocabulary.standing, words)) for words in own_questions]
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, (title, bag) in enumerate(zip(self._titles, self._bags, strict=True)):
            for word in title | bag:
                self._places[word].add(place)
        self._ranker = bm25s.BM25()  # Lucene's variant, k1 1.5, b 0.75
        if self.passages:  # the words of a heading count twice
            counted = [[*title, *heading, *heading, *text] for title, heading, text in standing]
            self._ranker.index(counted, show_progress=False)
        self._questions = Questions(list(_own_questions(self.passages)))

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
        return sorted(found, key=rank)

    def answers(self, question: str, *, whole: bool = False) -> list[Found]:
        """The passages that may be quoted as an answer, best first; none where the best is not good enough.

        A passage that tells which questions it answers is no answer to one that is more like another's.
        `whole`: only such as cover all that is asked.
        """
        found = self.search(question)
        likest = next(iter(self._questions.alike(question)), None)
        best = quotable([one for one in found if one.cover >= WHOLE] if whole else found)
        known = likest and self.passages[likest[0]]
        return [] if best and best[0].passage.part.asked and best[0].passage is not known else best

    def alike(self, question: str) -> Alike | None:
        """The passage whose own question is asked, in about the same words; None where it is not surely one of them."""
        best, second = (*self._questions.alike(question)[:2], (0, 0.0), (0, 0.0))[:2]
        place, likeness = best
        asked = self.asked(question)
        if not asked or likeness < KINDRED or likeness - second[1] < AHEAD or self._lacks(place, asked):
            return None
        return Alike(self.passages[place], likeness, self._questions.knows(question), " " not in question.strip())

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
            Asked(word, meant, self._weight(meant), not (meant or {word}).isdisjoint(self._decisive))
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
        return Found(
            self.passages[place],
            cover / total,
            own / total,
            literal / total,
            heading,
            score,
            len(in_text),
            len(in_title),
            self._lacks(place, asked),
        )

    def _lacks(self, place: int, asked: Sequence[Asked]) -> tuple[str, ...]:
        """Words of a question without which a passage, with its title and its own questions, is no answer."""
        has = self._bags[place] | self._titles[place] | self._asked[place]
        return tuple(one.word for one in asked if one.decisive and one.meant.isdisjoint(has))

    def _alike(self, heading: frozenset[str], asked: Sequence[Asked]) -> float:
        """How much a heading and a question have in common: what both say as a share of what either says, by weight."""
        said = [word for word in asked if not word.meant.isdisjoint(heading)]
        meant = frozenset[str]().union(*(word.meant for word in said))
        both = sum(word.weight for word in said)
        rest = sum(self._weight(frozenset({word})) for word in heading - meant)
        return both / (sum(word.weight for word in asked) + rest)


def _own_questions(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The questions that passages answer by their own account, with the passage's place; of a long answer its first part's."""
    for place, passage in enumerate(passages):
        part, before = passage.part, passages[place - 1] if place else passage
        goes_on = place > 0 and before.document is passage.document and before.part.heading == part.heading
        if part.question and not goes_on:
            yield place, part.heading
        yield from ((place, text) for text in part.asked)


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document with their words."""
    title = tuple(of_passage(document.title))
    return [
        Passage(document, number, part, title, tuple(of_passage(part.heading)), tuple(of_passage(part.text)))
        for number, part in enumerate(document.parts, start=1)
    ]
