"""The dictionary that linking looks things up in: built when a model is trained, kept in it as JSON."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.catalogue.records import Record, categories, services
from nlu.skeleton import skeleton
from nlu.text import joined_form, tokenize
from nlu.wordlist import frequencies

MIN_FUZZY = 5
HINT = 0.4 - 1e-9  # a phrase of which less is said is no hint; sums differ in their last digit with the order of words
_FILLERS = frozenset(
    {"و", "را", "رو", "از", "به", "در", "برای", "یک", "یه", "من", "ما", "که", "با", "این", "اون", "ی", "-", ","}
)
_COMMON_WORDS = 25_000
_SOUNDS = str.maketrans("ذضظصثطحغئ", "زززسستهقی")


def sound(word: str) -> str:
    """One spelling for letters that sound the same in Persian («گزرنامه» and «گذرنامه»)."""
    return word.translate(_SOUNDS)


def edits_allowed(length: int) -> int:
    """Edit distance up to which a word of that many letters is taken for a misspelling."""
    return 0 if length < MIN_FUZZY else 1 if length < 8 else 2


@dataclass(frozen=True)
class Index:
    """Phrases of one kind of entity.

    Attributes:
        phrases: joined form of a phrase → ids of the records that carry it.
        words: each phrase's words (joined by spaces), for matches with other words in between → ids.
        groups, cues, defaults: per record id, see `Record`.
        weak: joined phrases that count only where nothing else is named.
        ordinary: frequent words that look like a misspelt word of the catalogue and are none.
    """

    phrases: dict[str, list[str]]
    words: dict[str, list[str]]
    groups: dict[str, str]
    cues: dict[str, list[str]]
    defaults: list[str]
    weak: list[str]
    ordinary: list[str]

    def to_json(self) -> dict[str, Any]:
        """A tree of plain values."""
        return asdict(self)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase, and each phrase written as one word."""
        single = {word for phrase in self.words for word in phrase.split()}
        return frozenset(single | set(self.phrases))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """All beginnings of joined phrases, to stop a search early."""
        return frozenset(phrase[:length] for phrase in self.phrases for length in range(1, len(phrase) + 1))

    @cached_property
    def by_sound(self) -> dict[str, str]:
        """Sound → word, for words long enough to be told by it."""
        return {sound(word): word for word in sorted(self.vocabulary, reverse=True) if len(word) > 3}

    @cached_property
    def by_skeleton(self) -> dict[str, list[str]]:
        """Consonants → words, for messages in Latin letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.vocabulary):
            if not word.isascii() and len(skeleton(word)) > 1:
                found[skeleton(word)].append(word)
        return dict(found)

    @cached_property
    def weak_phrases(self) -> frozenset[str]:
        """`weak` as a set."""
        return frozenset(self.weak)

    @cached_property
    def by_word(self) -> dict[str, list[tuple[str, ...]]]:
        """Word → phrases (as word tuples) of at least two words that contain it."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in self.words:
            parts = tuple(phrase.split())
            for word in parts if len(parts) > 1 else ():
                found[word].append(parts)
        return dict(found)

    @cached_property
    def by_rarest_word(self) -> dict[str, list[tuple[str, ...]]]:
        """The same, by the word that fewest phrases share: each phrase once, where a message most seldom looks."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for parts in dict.fromkeys(parts for phrases in self.by_word.values() for parts in phrases):
            found[min(parts, key=lambda word: len(self.by_word[word]))].append(parts)
        return dict(found)

    @cached_property
    def full_weights(self) -> dict[tuple[str, ...], float]:
        """Phrase of at least two words → sum of its words' weights."""
        weights = self.weights
        return {parts: sum(weights[word] for word in parts) for own in self.by_rarest_word.values() for parts in own}

    @cached_property
    def hints(self) -> dict[str, list[tuple[str, ...]]]:
        """Word → phrases of at least two words of which it may be a hint.

        A phrase is found by its heavy words alone: without any of them, what is left weighs less than `HINT` of the whole
        (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006). So a word that many phrases share leads to few of them.
        """
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for parts, full in self.full_weights.items():
            left = full
            for word in sorted(parts, key=lambda part: -self.weights[part]):
                if left < HINT * full:
                    break
                found[word].append(parts)
                left -= self.weights[word]
        return dict(found)

    @cached_property
    def weights(self) -> dict[str, float]:
        """Inverse record frequency of each word: «گذرنامه» says more than «کارت»."""
        carriers: dict[str, set[str]] = defaultdict(set)
        for phrase, identifiers in self.words.items():
            for word in phrase.split():
                carriers[word].update(identifiers)
        total = 1 + len({identifier for owners in carriers.values() for identifier in owners})
        return {word: log(1 + total / len(owners)) for word, owners in carriers.items()}

    @cached_property
    def ordinary_words(self) -> frozenset[str]:
        """`ordinary` as a set."""
        return frozenset(self.ordinary)

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Group → ids of its records."""
        found: dict[str, list[str]] = defaultdict(list)
        for identifier, group in self.groups.items():
            found[group].append(identifier)
        return dict(found)


def by_first_sound(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by the sound of their first letter: a wrong first letter is rare, and most false alarms differ there."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[sound(word[0])].append(word)
    return dict(found)


def of_services(data: Path) -> Index:
    """Index of the services of a data folder. Raises DataError where a file is wrong."""
    return build(services(data / "services"))


def of_categories(data: Path) -> Index:
    """Index of the problem categories of a data folder. Raises DataError where the file is wrong."""
    return build(categories(data / "categories.yml"))


def build(records: Iterable[Record]) -> Index:
    """Index of records; a phrase shared by several is settled by cues and defaults when it is met."""
    records = list(records)
    phrases: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    for record in records:
        for phrase in record.phrases:
            parts = [token.text for token in tokenize(phrase) if token.text[0].isalnum()]
            content = [part for part in parts if part not in _FILLERS] or parts
            significant = " ".join(dict.fromkeys(content))
            _append(phrases["".join(parts)], record.identifier)
            _append(words[significant], record.identifier)
    index = Index(
        phrases={key: value for key, value in phrases.items() if key},
        words={key: value for key, value in words.items() if key},
        groups={record.identifier: record.group for record in records if record.group},
        cues={record.identifier: [joined_form(cue) for cue in record.cues] for record in records if record.cues},
        defaults=[record.identifier for record in records if record.default],
        weak=sorted({joined_form(phrase) for record in records for phrase in record.weak}),
        ordinary=[],
    )
    index.ordinary.extend(_lookalikes(index.vocabulary))
    return index


def _append(owners: list[str], identifier: str) -> None:
    if identifier not in owners:
        owners.append(identifier)


def _lookalikes(vocabulary: frozenset[str]) -> list[str]:
    """Frequent Persian words that the typo search would take for one of the vocabulary's."""
    targets = by_first_sound(word for word in vocabulary if len(word) >= MIN_FUZZY - 1)
    sounds = {sound(word) for word in vocabulary}
    counts = frequencies()
    common = sorted(
        (word for word in counts if len(word) > 3 and word not in vocabulary), key=lambda word: -counts[word]
    )
    found = [word for word in common[:_COMMON_WORDS] if sound(word) in sounds]
    for word in common[:_COMMON_WORDS]:
        near, limit = targets.get(sound(word[0]), []), edits_allowed(len(word))
        if limit and process.extractOne(word, near, scorer=OSA.distance, score_cutoff=limit):
            found.append(word)
    return sorted(set(found))
