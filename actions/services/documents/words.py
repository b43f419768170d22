"""The words by which passages and questions are compared: normalised, stemmed, without those that say nothing."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from actions.services.catalogue import load_yaml
from actions.services.documents.reading import FOLDER
from nlu.forms import forms
from nlu.lexicon import CLITICS, SEPARABLE_SUFFIXES, VERB_PREFIXES
from nlu.text import ZWNJ, TextToken, tokenize
from shahryar.errors import DataError

_LEAST_CODE: Final = 4  # a longer number is a code or an id, and says what is asked about
_LEAST_PART: Final = 3  # letters of a part of «دوچرخه‌سواری» that stands for itself as well
_LEAST_STEM: Final = 2
_LEAST_INFLECTED: Final = 4  # of shorter words too many other words are made
_LEAST_MISSPELT: Final = 5
# «میخواند», «بخوانند», «نمیخوانم»: one verb in its present forms.
_PRESENT: Final = re.compile(r"(?:بر|در)?(?:ن?می|ب|ن)(\w{3,}?)(?:یم|ید|ین|ند|م|ی|د|ه|ن)")


@dataclass(frozen=True, slots=True)
class Lists:
    """`data/documents/words.yml`, in normalised letters.

    Attributes:
        dropped: words that say nothing about a subject.
        courtesy: words of politeness, which do not make one question unlike another.
        asking: words by which a question is known without its mark.
        decisive: words without which a passage is no answer to a question that has them.
        alike: word → the one that stands for its group.
        asked: word of a question → words of passages that answer it («مدارک»: «شناسنامه», «گواهی»).
    """

    dropped: frozenset[str]
    courtesy: frozenset[str]
    asking: frozenset[str]
    decisive: frozenset[str]
    alike: dict[str, str]
    asked: dict[str, frozenset[str]]


@cache
def lists() -> Lists:
    """The lists of the project, read at first use. Raises DataError where they are unusable."""
    tree = load_yaml(FOLDER / "words.yml")
    for part in ("dropped", "courtesy", "asking", "decisive", "alike", "asked"):
        if not isinstance(tree.get(part), list):
            raise DataError(f"data/documents/words.yml: {part} must be a list")
    groups = [_keys(group) for group in tree["alike"]]
    one = {word: group[0] for group in groups for word in group}
    asked: dict[str, frozenset[str]] = {}
    for entry in tree["asked"]:
        meaning = frozenset(one.get(word, word) for word in _keys(entry["means"]))
        asked |= dict.fromkeys(_keys(entry["said"]), meaning)
    decisive = frozenset(one.get(word, word) for word in _keys(tree["decisive"]))
    dropped, courtesy, asking = (frozenset(_keys(tree[part])) for part in ("dropped", "courtesy", "asking"))
    return Lists(dropped, courtesy, asking, decisive, one, asked)


def _keys(words: Iterable[object]) -> list[str]:
    """Words of a list as tokens spell them."""
    return ["".join(token.text for token in tokenize(str(word))) for word in words]


def asks(text: str) -> bool:
    """The text has a word of questions («چقدر», «میشه»)."""
    return any(lists().asking.intersection((token.text, token.lemma)) for token in tokenize(text))


def of_passage(text: str) -> list[str]:
    """Words of a passage in order; of a compound («ثبت‌نام») its parts follow it."""
    return [word for piece in _pieces(text) for word in _words_of(piece)]


def _pieces(text: str) -> Iterator[str]:
    """The text between spaces, with what belongs together in one piece («می خواهم», «کتاب ها»)."""
    held = ""
    for piece in text.split():
        if held in VERB_PREFIXES or piece in SEPARABLE_SUFFIXES:
            held = f"{held} {piece}"
            continue
        yield held
        held = piece
    yield held


@lru_cache(maxsize=65536)
def _words_of(piece: str) -> tuple[str, ...]:
    """Cached: documents use the same words again and again, and their text is long."""
    return tuple(word for words in of_question(piece) for word in words)


def of_question(text: str) -> list[tuple[str, ...]]:
    """Words of a question in order, each with its parts where it is a compound."""
    return [_with_parts(text, token) for token in tokenize(text) if says_something(token)]


def _with_parts(text: str, token: TextToken) -> tuple[str, ...]:
    """The lemma of a word; of a compound written with a half-space the whole and its parts, which are no endings."""
    raw = text[token.start : token.end]
    found = tokenize(raw.replace(ZWNJ, " ")) if ZWNJ in raw else ()
    if len(found) < 2 or found[0].text in VERB_PREFIXES:
        return (_lemma(token),)
    if found[-1].text in CLITICS or any(len(part.text) < _LEAST_PART for part in found):
        return (_lemma(token),)
    return (token.text, *(_lemma(part) for part in found if says_something(part)))


def _lemma(token: TextToken) -> str:
    return token.lemma if token.lemma.isalnum() else token.text


def says_something(token: TextToken) -> bool:
    """The word tells something of a subject."""
    dropped = lists().dropped
    return token.text[0].isalnum() and token.text not in dropped and _lemma(token) not in dropped


def _of_group(word: str) -> str:
    """The word that stands for the group of one of a passage, told also with an ending («قیمتی»); else the word."""
    alike = lists().alike
    stems = (form for form in forms(word) if form == word or len(form) >= _LEAST_INFLECTED)
    return next((alike[form] for form in stems if form in alike), word)


def _stem(word: str, known: Collection[str]) -> str:
    """The shortest form of a word without an ending that is known and long enough to be no other word."""
    stems = [form for form in forms(word) if len(form) >= _LEAST_INFLECTED and form in known]
    return min(stems, key=len, default=word)


class Vocabulary:
    """The words of all passages, and which of them a word of a question may mean."""

    def __init__(self, words: Iterable[str]) -> None:
        groups = {word: _of_group(word) for word in frozenset(words)}
        known = frozenset(groups.values())
        self._standing = {word: _stem(group, known) for word, group in groups.items()}
        self._known = frozenset(self._standing.values())
        self._inflected: dict[str, set[str]] = defaultdict(set)
        self._verbs: dict[str, set[str]] = defaultdict(set)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _LEAST_MISSPELT:
                self._by_letter[word[0]].append(word)
            for stem in forms(word)[1:]:
                if len(stem) >= _LEAST_INFLECTED:
                    self._inflected[stem].add(word)
            if verb := _PRESENT.fullmatch(word):
                self._verbs[verb[1]].add(word)

    def standing(self, word: str) -> str:
        """What stands for a word of a passage: its group's, and without an ending where the passages have that too."""
        return self._standing[word]

    def meant(self, word: str) -> frozenset[str]:
        """Known words that a lemma of a question stands for; empty where it is a word of no passage."""
        for form in forms(word):
            meaning = lists().asked.get(form, frozenset()) | {lists().alike.get(form, "")}
            if known := meaning & self._known:
                return known
        return frozenset(self._own(word) or self._misspelt(word))

    def halves(self, word: str) -> tuple[str, ...]:
        """The two known words of which one consists («مهدکودک»); none where it does not."""
        cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
        pairs = ((word[:cut], word[cut:]) for cut in cuts)
        return next((pair for pair in pairs if all(half in self._standing for half in pair)), ())

    def says_nothing(self, word: str) -> bool:
        """Whether a word of no passage is a short number, or one that says nothing with an ending («پیداش»)."""
        return (word.isdigit() and len(word) < _LEAST_CODE) or not lists().dropped.isdisjoint(forms(word))

    def _own(self, word: str) -> set[str]:
        stems = [form for form in forms(word) if len(form) >= _LEAST_STEM]
        stems += [word[:-1] + "ه"] if len(word) >= _LEAST_INFLECTED and word[-1] in "متش" else []  # «گربم» is «گربه‌ام»
        verb = _PRESENT.fullmatch(word)
        return (
            {self._standing[word]}
            if word in self._standing
            else self._inflected.get(word, set())
            or next(({self._standing[stem]} for stem in stems if stem in self._standing), set())
            or (self._verbs.get(verb[1], set()) if verb else set())
        )

    def _misspelt(self, word: str) -> Collection[str]:
        if len(word) < _LEAST_MISSPELT or not word.isalpha():
            return ()
        near = self._by_letter.get(word[0], [])
        return [found for found, _, _ in extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)]
