"""The words of the catalogue's records, by which it is known what a message says beyond them."""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from actions.services.catalogue import catalogue, lists
from actions.services.reading import Localised
from actions.services.records import Service
from nlu.forms import forms
from nlu.text import TextToken, tokenize

# Lists of `data/dialogue.yml` whose words name nothing.
_EMPTY: Final = ("follow_up_words", "small_words", "wish_words", "and_words", "or_words", "which_words", "again_words")

_SHORT: Final = 2  # letters; too many words begin with so few


def strange(text: str, service: Service) -> list[str]:
    """Words of a text that name something of which no record of the service's family says a word."""
    known = _of_group(service.group)
    return [token.text for token in telling(text) if not (known & _readings(token) or _is_cue(token, service))]


def shared(text: str, service: Service) -> list[str]:
    """Words of a text that name something that a record of the service's family speaks of."""
    known = _of_group(service.group)
    return [token.text for token in telling(text) if not known.isdisjoint(_readings(token))]


def telling(text: str) -> list[TextToken]:
    """The words of a text that name something: no numbers, and none that any question may hold."""
    return [token for token in tokenize(text) if token.text[0].isalpha() and not {token.text, token.lemma} & _empty()]


def named(text: str) -> Service | None:
    """The service whose name of at least one telling word stands in a text, the longest such name first."""
    said = [token.text for token in tokenize(text)]
    found = [name for name in _names() if any(said[at : at + len(name)] == [*name] for at in range(len(said)))]
    return _names()[max(found, key=len)] if found else None


def cued(text: str, service: Service) -> Service:
    """The record of the service's family that the words tell apart («گمش کردم»); the service itself where none does."""
    said = tokenize(text)
    family = [service, *catalogue().siblings(service)]
    hits = {record.id: sum(_cues(token, record) for token in said) for record in family}
    best = max(family, key=lambda record: (hits[record.id], record is service))
    return best if hits[best.id] > hits[service.id] else service


def alike(text: str) -> list[Service]:
    """Services whose plain names or cues share telling words with a text, those that share most of them first."""
    shares = [(sum(_tells(token, service) for token in telling(text)), service) for service in _all()]
    return [service for share, service in sorted(shares, key=lambda pair: -pair[0]) if share]


def is_part_of(text: str, service: Service) -> bool:
    """All telling words of a text are of the service's plain name or its cues («بیمه» of «بیمه بیکاری», «گمش کردم»)."""
    return all(_tells(token, service) for token in telling(text))


def _all() -> list[Service]:
    """All services, those that are offered first where nothing tells which is meant ahead of the others."""
    popular = lists()["popular_services"]
    return sorted(catalogue().services.values(), key=lambda service: service.id not in popular)


def _tells(token: TextToken, service: Service) -> bool:
    said = {token.text} if token.text in _name_words() else _readings(token)  # «کارت» is no «کار» with an ending
    return not _tokens((service.name.fa, service.name.en)).isdisjoint(said) or _cues(token, service)


@cache
def _name_words() -> frozenset[str]:
    return _tokens(tuple(text for service in _all() for text in (service.name.fa, service.name.en)))


def _is_cue(token: TextToken, service: Service) -> bool:
    return any(_cues(token, record) for record in (service, *catalogue().siblings(service)))


def _cues(token: TextToken, record: Service) -> bool:
    """The word is one of the record's cues, or begins with one («دزدیدنش» with «دزد»)."""
    own = _tokens(record.cues)
    return not own.isdisjoint(_readings(token)) or token.text.startswith(tuple(cue for cue in own if len(cue) > _SHORT))


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
