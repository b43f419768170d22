"""Services as a message names them: each by its own words, and the records of one family by a word («المثنی»)."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from actions.report.checks import foreign_words, words
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service

ISSUE: Final = "issue"  # «صدور» is said of any document: alone it tells no record from another
_LETTERS: Final = str.maketrans({"ي": "ی", "ك": "ک", "ٔ": None})

Span = tuple[str, int, int]
"""A service's id and where the message names it: first character, first one after."""


@lru_cache(maxsize=64)  # one message is asked for its words again and again
def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case with Persian letters."""
    return tuple(words(text.lower().translate(_LETTERS)))


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with blanks for what stands at places (first character, first one after); all else stays where it is."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def begins(word: str, stems: Sequence[str]) -> bool:
    """The word begins with one of the stems, or is one of two letters."""
    return word in stems or word.startswith(tuple(stem for stem in stems if len(stem) > 2))


def says(text: str, stems: Sequence[str]) -> bool:
    """A word of the text begins with one of the stems."""
    short, long = [stem for stem in stems if len(stem) <= 2], tuple(stem for stem in stems if len(stem) > 2)
    return any(word in short or word.startswith(long) for word in tokens(text))


def kinds_in(text: str) -> list[str]:
    """Kinds of records that the text names, each once, in its order."""
    found = [kind for word in tokens(text) for kind, stems in lists()["kind_words"].items() if begins(word, stems)]
    return list(dict.fromkeys(found))


def foreign_beside(text: str) -> int:
    """Words beyond those of a follow-up question and those that name a kind."""
    stems = [stem for key in ("kind_words", "facet_words") for own in lists()[key].values() for stem in own]
    small = set(lists()["small_words"])
    return foreign_words(" ".join(word for word in tokens(text) if word not in small and not begins(word, stems)))


def family(service: Service) -> list[Service]:
    """The records of the service's group, the one that is meant by the bare name first."""
    return sorted([service, *catalogue().siblings(service)], key=lambda record: (not record.default, record.id))


def record(service: Service, kind: str) -> Service | None:
    """The record of a kind in the service's group; None where none, or more than one, is of it."""
    members = family(service)
    found = [member for member in members if kind in kinds_in(member.name.fa)]
    if not found and kind == ISSUE:
        found = [member for member in members if member.default]
    return found[0] if len(found) == 1 else None


def only_guessed(text: str, spans: Sequence[Span]) -> bool:
    """The text names no service: one is guessed from all that it says («اسمم به شهرداری داده می‌شود؟»)."""
    return bool(spans) and all(tokens(text[start:end]) == tokens(text) for _, start, end in spans)


def branches(service: Service, text: str) -> list[Service]:
    """The records of a family that a text joins by their own words («انشعاب آب و برق»); none where it tells fewer than two."""
    members = family(service)
    names = {member.id: set(tokens(member.name.fa)) for member in members}
    common = set(lists()["and_words"]) | set(lists()["or_words"]) | set.intersection(*names.values())
    found: list[tuple[int, Service]] = []
    for at, word in enumerate(tokens(text)):
        owners = [member for member in members if word in names[member.id] and not kinds_in(word)]
        if len(owners) == 1 and word not in common:
            found.append((at, owners[0]))
    joins = [set(tokens(text)[at + 1 : then]) for (at, _), (then, _) in pairwise(found)]
    if not joins or not all(join and join <= common for join in joins):
        return []
    told = list({member.id: member for _, member in found}.values())
    return told if len(told) > 1 else []


def named(text: str, spans: Sequence[Span]) -> list[Service]:
    """The services that the text names, each once, in its order."""
    return [service for _, service in located(text, spans)]


def located(text: str, spans: Sequence[Span]) -> list[tuple[int, Service]]:
    """The same with the place of each one's first mention.

    In a message about two of them the word for the kind of one («شناسنامه المثنی») does not count for the other.
    """
    found: dict[str, tuple[int, Service]] = {}
    for identifier, start, end in spans:
        service = catalogue().service(identifier)
        if service is not None:
            others = " ".join(text[at:to] for _, at, to in spans if at != start)
            meant = _by_own_words(service, text[start:end], others)
            found.setdefault(meant.id, (start, meant))
    return list(found.values())


def _by_own_words(service: Service, own: str, others: str) -> Service:
    """The record that a name's own words mean where other names stand beside it."""
    said, meant = kinds_in(own), kinds_in(service.name.fa)
    if others and len(said) == 1 and said != meant:
        return record(service, said[0]) or service
    if not said and not service.default and set(meant).intersection(kinds_in(others)):
        return next((member for member in family(service) if member.default), service)
    return service
