"""Services by what somebody has typed so far: beginnings of names, and all that linking knows of whole names."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from actions import popularity
from actions.services.dialogue import lists
from nlu.catalogue.index import build, edits_allowed, sound
from nlu.catalogue.linker import Linker
from nlu.catalogue.records import Record, services
from nlu.skeleton import skeleton
from nlu.text import TextToken, joined_form, normalise, tokenize, tokens_of
from shahryar.paths import DATA

Words = tuple[str, ...]

# Points of a match; the share of the name that is typed already adds to it.
_WHOLE, _LINKED, _BEGINNING, _WORDS, _LOOSE = 4.0, 3.5, 3.0, 2.0, 1.5
_WITHOUT_ASIDES = 1.5  # less where words such as «مدارک» had to be left out
_WEAK = 1.0  # less for a name that counts only where nothing else is named
_POPULAR, _DEFAULT = 0.2, 0.1  # more
_LEAST = 0.1
_NOISE = 0.45  # of the best: what has less is left out
_HINT = 0.3  # of 1: what linking only hints at more faintly is no find
_LEAST_CONSONANTS = 2


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a record; `words` by their sound, `bones` their consonants."""

    identifier: str
    words: Words
    joined: str
    bones: Words
    weak: bool


_Match = Callable[[Words, _Name], float]


class Search:
    """Finds services.

    Args:
        records: what can be found.
        asides: words that say what is asked of a service («مدارک», «هزینه»); they are left out where they match nothing.
        popular: called at each query, gives the ids that come first; they are also the answer to an empty query.
    """

    def __init__(
        self, records: Iterable[Record], asides: Collection[str], popular: Callable[[], Sequence[str]]
    ) -> None:
        known = list(records)
        self._linker = Linker(build(known), "service")
        self._names = list(dict.fromkeys(name for record in known for name in _names(record)))
        self._asides = {sound(joined_form(word)) for word in asides}
        self._identifiers = {record.identifier for record in known}
        self._popular = popular
        self._defaults = {record.identifier for record in known if record.default}

    def find(self, query: str) -> list[str]:
        """Ids of the services that the query may mean, best first; the popular ones where it says nothing."""
        readings = _readings(query)
        if not any(readings):
            return [identifier for identifier in self._popular() if identifier in self._identifiers]
        linked = self._linker.link(tokenize(query)).candidates
        scores = {identifier: _LINKED * score for identifier, score in linked if score >= _HINT}
        self._add(scores, readings, _strict)
        if max(scores.values(), default=0.0) < _LOOSE:
            self._add(scores, readings, _loose)
        return self._ranked(scores)

    def _add(self, scores: dict[str, float], readings: Sequence[Words], match: _Match) -> None:
        for words, less in self._tries(readings):
            for name in self._names:
                score = match(words, name)
                if score:
                    score -= less + _WEAK * name.weak
                    scores[name.identifier] = max(scores.get(name.identifier, 0.0), score)

    def _tries(self, readings: Sequence[Words]) -> Iterable[tuple[Words, float]]:
        for words in readings:
            yield words, 0.0
            rest = tuple(word for word in words if word not in self._asides)
            if rest and rest != words:
                yield rest, _WITHOUT_ASIDES

    def _ranked(self, scores: dict[str, float]) -> list[str]:
        popular = self._popular()
        for identifier in scores:
            scores[identifier] += _POPULAR * (identifier in popular) + _DEFAULT * (identifier in self._defaults)
        least = max(_LEAST, _NOISE * max(scores.values(), default=0.0))
        found = [identifier for identifier, score in scores.items() if score >= least]
        return sorted(found, key=lambda identifier: (-scores[identifier], identifier))


@cache
def search() -> Search:
    """The project's services; the first call takes seconds. Raises DataError where data/ is wrong."""
    return Search(services(DATA / "services"), lists()["follow_up_words"], _popular)


def _popular() -> list[str]:
    return [service.id for service in popularity.popular()]


def _readings(text: str) -> tuple[Words, ...]:
    """The words of a text by their sound: with Finglish in Persian script, and as they stand where that differs."""
    read, plain = _words(tokenize(text)), _words(tokens_of(normalise(text)))
    return tuple(dict.fromkeys((read, plain)))


def _words(tokens: Iterable[TextToken]) -> Words:
    return tuple(sound(token.text) for token in tokens if token.text[0].isalnum())


def _names(record: Record) -> Iterable[_Name]:
    for phrase in record.phrases:
        for words in _readings(phrase):
            bones = tuple(skeleton(word) for word in words)
            yield _Name(record.identifier, words, "".join(words), bones, phrase in record.weak)


def _strict(words: Words, name: _Name) -> float:
    """Points where the query begins the name, spaces aside, or each word of it begins a word of the name; else 0."""
    joined = "".join(words)
    if joined == name.joined:
        return _WHOLE
    share = min(1.0, len(joined) / len(name.joined)) if name.joined else 0.0
    if name.joined.startswith(joined):
        return _BEGINNING + 0.5 * share
    return _WORDS + share if _each(words, name.words, str.startswith) else 0.0


def _loose(words: Words, name: _Name) -> float:
    """Points where each word begins a word of the name with typing errors, or in consonants if it is Latin; else 0."""
    if _each(words, name.words, _nearly_begins):
        return _LOOSE + 0.2
    bones = tuple(skeleton(word) for word in words)
    if not any(word.isascii() for word in words) or min(map(len, bones)) < _LEAST_CONSONANTS:
        return 0.0
    return _LOOSE + 0.1 if _each(bones, name.bones, str.startswith) else 0.0


def _each(words: Words, of_name: Words, begins: Callable[[str, str], bool]) -> bool:
    """Each word begins a word of the name that no other one begins."""
    free = list(of_name)
    for word in words:
        found = next((one for one in free if begins(one, word)), None)
        if found is None:
            return False
        free.remove(found)
    return True


def _nearly_begins(of_name: str, word: str) -> bool:
    """As linking has it: longer words bear more errors, the first letter none."""
    if of_name.startswith(word):
        return True
    limit = edits_allowed(len(word))
    if not limit or of_name[:1] != word[0] or not word.isalpha():
        return False
    return min(OSA.distance(word, of_name[: len(word) + more]) for more in (-1, 0, 1)) <= limit
