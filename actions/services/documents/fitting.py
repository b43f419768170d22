"""How well a passage fits a question, and whether that is well enough to quote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from actions.services.documents.passages import Part
from actions.services.documents.reading import Document

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
ALIKE: Final = 0.5  # as one of the passage's own questions
ABOUT_US: Final = 0.47  # the same, of a document about the assistant itself
STRANGE: Final = 0.6  # the same, with a word that is like no word of the known questions
KINDRED: Final = 0.38  # the same, where nothing else is known that the message may be about
SURELY_ALIKE: Final = 0.75  # the same, where a service is named or in hand
AHEAD: Final = 0.06  # by which it is more alike than the next passage's


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
class Alike:
    """A passage one of whose own questions is asked.

    Attributes:
        likeness: in 0…1.
        known: no word of the question is like none of the passages' own questions.
        bare: it is one word.
    """

    passage: Passage
    likeness: float
    known: bool
    bare: bool

    def surely(self, *, about_us: bool, kindred: bool = False) -> bool:
        """Whether it may be quoted.

        Args:
            about_us: the document is about the assistant itself: who speaks with it need not name what is meant.
            kindred: so is the message, as far as can be told.
        """
        if not about_us:
            return self.likeness >= (ALIKE if self.known and not self.bare else SURELY_ALIKE)
        if not self.known:
            return self.likeness >= STRANGE
        return self.likeness >= (KINDRED if kindred else ABOUT_US)


def quotable(found: Sequence[Found]) -> list[Found]:
    """Those that may be quoted, best first; none where the best does not fit well enough or another fits as well."""
    if not found or not _answers(found[0], found[1].cover if len(found) > 1 else 0.0):
        return []
    others = [one for one in found[1:] if _answers(one, one.cover)]
    return [] if others and _as_good(found[0], others[0]) else [found[0], *others]


def rank(found: Found) -> tuple[float, ...]:
    """Sorts the best first: by cover, own cover, what was said literally and as a heading, and BM25."""
    covers = (found.cover, found.own, found.literal, found.heading)
    return (*(-round(share, 2) for share in covers), -found.score)


def _as_good(best: Found, second: Found) -> bool:
    """Nothing but BM25 or a few words of a heading tell two passages apart: which one is meant is not known."""
    return rank(best)[:3] == rank(second)[:3] and best.heading - second.heading < APART


def _answers(found: Found, next_cover: float) -> bool:
    """A passage fits well enough to be quoted. `next_cover`: of the passage after it."""
    covers = found.cover >= COVER or (found.cover >= CLEAR_COVER and found.cover - next_cover >= CLEAR)
    enough = found.matched + found.titled >= SURELY_MATCHED or found.heading >= LIKE_HEADING
    return covers and enough and found.own >= OWN and found.matched >= LEAST_MATCHED and not found.lacks
