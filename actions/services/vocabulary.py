"""The words of the catalogue's records, by which it is known what a message says beyond them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import Final

from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.reading import Localised
from actions.services.records import Service
from nlu.forms import forms
from nlu.text import TextToken, tokenize

# Lists of `data/dialogue` whose words name nothing.
_EMPTY: Final = ("follow_up_words", "small_words", "wish_words", "and_words", "or_words", "which_words", "again_words")

_SHORT: Final = 2  # letters; too many words begin with so few


def strange(text: str, service: Service) -> list[str]:
    """Words of a text that name something of which no record of the service's family says a word."""
    known = _of_group(service.group)
    cues = [_marks(text, record) for record in (service, *catalogue().siblings(service))]
    return [
        token.text
        for at, token in _telling(text)
        if known.isdisjoint(_readings(token)) and not any(marks[at] for marks in cues)
    ]


def shared(text: str, service: Service) -> list[str]:
    """Words of a text that name something that a record of the service's family speaks of."""
    known = _of_group(service.group)
    return [token.text for _, token in _telling(text) if not known.isdisjoint(_readings(token))]


def named(text: str) -> Service | None:
    """The service whose name of at least one telling word stands in a text, the longest such name first."""
    said = [token.text for token in tokenize(text)]
    found = [name for name in _names() if any(said[at : at + len(name)] == [*name] for at in range(len(said)))]
    return _names()[max(found, key=len)] if found else None


def cued(text: str, service: Service) -> Service:
    """The record of the service's family that the words tell apart («گمش کردم»); the service itself where none does."""
    family = [service, *catalogue().siblings(service)]
    hits = {record.id: sum(_marks(text, record)) for record in family}
    best = max(family, key=lambda record: (hits[record.id], record is service))
    return best if hits[best.id] > hits[service.id] else service


def alike(text: str) -> list[Service]:
    """Services whose plain names or cues share telling words with a text, those that share most of them first."""
    shares = [(sum(_told(text, service)), service) for service in _all()]
    return [service for share, service in sorted(shares, key=lambda pair: -pair[0]) if share]


def is_part_of(text: str, service: Service) -> bool:
    """All telling words of a text are of the service's plain name or its cues («بیمه» of «بیمه بیکاری», «گمش کردم»)."""
    return all(_told(text, service))


def _all() -> list[Service]:
    """All services, those that are offered first where nothing tells which is meant ahead of the others."""
    popular = lists()["popular_services"]
    return sorted(catalogue().services.values(), key=lambda service: service.id not in popular)


def _telling(text: str) -> list[tuple[int, TextToken]]:
    """The words of a text that name something, with their numbers: no digits, and none that any question may hold."""
    return [
        (at, token)
        for at, token in enumerate(tokenize(text))
        if token.text[0].isalpha() and not {token.text, token.lemma} & _empty()
    ]


def _told(text: str, service: Service) -> list[bool]:
    """For each telling word whether it is of the service's plain name or of a cue."""
    name, marks = _tokens((service.name.fa, service.name.en)), _marks(text, service)
    return [
        marks[at] or not name.isdisjoint({token.text} if token.text in _name_words() else _readings(token))
        for at, token in _telling(text)  # «کارت» is no «کار» with an ending
    ]


@cache
def _name_words() -> frozenset[str]:
    return _tokens(tuple(text for service in _all() for text in (service.name.fa, service.name.en)))


def _marks(text: str, record: Service) -> list[bool]:
    """For each word whether it is a cue of the record, begins with one («دزدیدنش» with «دزد»), or is part of one («جا موند»)."""
    said, (single, several) = tokenize(text), _cues(record.cues)
    stems = tuple(cue for cue in single if len(cue) > _SHORT)
    ends = list(accumulate(len(token.text) for token in said))
    joined = "".join(token.text for token in said)
    spans = [(found.start(), found.end()) for cue in several for found in re.finditer(re.escape(cue), joined)]
    return [
        not single.isdisjoint(_readings(token))
        or token.text.startswith(stems)
        or any(first < end and end - len(token.text) < last for first, last in spans)
        for token, end in zip(said, ends, strict=True)
    ]


@lru_cache(maxsize=1024)
def _cues(cues: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Cues of one word, and those of several as the linker knows them: without spaces, the last word perhaps only begun."""
    words = [tokenize(cue) for cue in cues]
    single = frozenset(word for own in words if len(own) == 1 for word in (own[0].text, own[0].lemma))
    return single, frozenset("".join(token.text for token in own) for own in words if len(own) > 1)


def _readings(token: TextToken) -> set[str]:
    return {token.text, token.lemma, *forms(token.text)}


@cache
def _names() -> dict[tuple[str, ...], Service]:
    """Each name that is no other service's, as its words."""
    common = set(lists()["common_name_words"])
    owners: dict[tuple[str, ...], set[str]] = {}
    for service in catalogue().services.values():
        for name in (service.name.fa, service.name.en, *service.names):
            for words in (tuple(token.text for token in tokenize(name)), tuple(name.lower().split())):
                if not common.issuperset(words):
                    owners.setdefault(words, set()).add(service.id)
    return {words: catalogue().services[min(ids)] for words, ids in owners.items() if len(ids) == 1}


@cache
def _empty() -> frozenset[str]:
    stems = chain.from_iterable(lists()["facet_words"].values())
    kinds = tuple(chain.from_iterable(lists()["kind_words"].values()))  # «المثنی» tells that a record has one
    return frozenset(
        word
        for word in _tokens((*stems, *chain.from_iterable(lists()[key] for key in _EMPTY)))
        if not word.startswith(kinds)
    )


@cache
def _of_group(group: str) -> frozenset[str]:
    members = [service for service in catalogue().services.values() if service.group == group]
    said = chain.from_iterable(_texts(service) for service in members)
    return frozenset(reading for text in said for token in tokenize(text) for reading in _readings(token))


def _texts(service: Service) -> Iterable[str]:
    """All that a record says, and what its options are known as."""
    yield from (*service.names, *service.cues)
    options = [option for circumstance in service.circumstances for option in circumstance.options]
    localised: list[Localised | None] = [
        service.name,
        service.description,
        service.plain_description,
        service.authority,
        service.processing_time,
        service.validity,
        *service.requirements,
        *service.outputs,
        *(channel.name for channel in service.channels),
        *(text for item in service.inputs for text in (item.name, item.condition)),
        *(text for step in service.steps for text in (step.text, step.plain)),
        *(cost.description for cost in service.costs),
        *(circumstance.question for circumstance in service.circumstances),
        *(option.label for option in options),
    ]
    for text in filter(None, localised):
        yield from (text.fa, text.en)
    for option in options:
        yield from lists()["option_words"].get(option.id, ())


@lru_cache(maxsize=1024)
def _tokens(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for token in tokenize(text) for word in (token.text, token.lemma))
