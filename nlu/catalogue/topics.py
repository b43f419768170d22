"""What a message is about, also where nothing is named: a classifier over services and problem categories.

«بچه‌م تازه دنیا اومده چیکار کنم» names no service; whoever has read many such messages knows that it is about the registration of
a birth. The dictionary's finds are features among the words, so that the model learns how far to trust them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from nlu.catalogue.records import Record
from nlu.intent.features import Word, lean_features
from nlu.intent.model import LinearModel
from nlu.text import tokenize

NOTHING: Final = "-"
REGULARISATION: Final = 2.0
_LOUD: Final = 4  # what counts more than a word is said so often
_NAMED: Final = 0.85  # candidates from here up are names, those below are hints

Candidates = Sequence[tuple[str, float]]


def label(entity: str, identifier: str) -> str:
    """A topic as one label, e.g. `service:passport`."""
    return f"{entity}:{identifier}"


def topic_features(words: Sequence[Word], candidates: Mapping[str, Candidates], intent: str | None) -> list[str]:
    """Feature strings of a message: its words and letters, what the dictionary found in it, and what is wanted.

    Args:
        words: the message's words; what covers them is left aside.
        candidates: entity → (id, score in 0 … 1), as the linker gave them.
        intent: the message's intent: «ask_cost» is about a service far more often than «greet».
    """
    found = lean_features(words)
    for entity, options in candidates.items():
        for identifier, score in options:
            found += _LOUD * [f"d {label(entity, identifier)} {'named' if score >= _NAMED else 'hint'}"]
    return found + _LOUD * [f"i {intent}"] if intent else found


def names(entity: str, records: Iterable[Record]) -> Iterator[tuple[list[str], str]]:
    """Features and topic of each name of each record, so that a new record is known without any message about it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for phrase in record.phrases:
            owners[phrase].add(record.identifier)
    for phrase, identifiers in owners.items():
        if len(identifiers) == 1:
            words = [Word(token.text, token.lemma) for token in tokenize(phrase)]
            yield topic_features(words, {}, None), label(entity, *identifiers)


def ranked(model: LinearModel, found: Sequence[str], entities: Collection[str]) -> list[tuple[str, str, float]]:
    """(entity, id, probability) of all topics of some entities, best first; what is about nothing is ("", NOTHING, …)."""
    options = []
    for name, share in model.rank(found):
        entity, _, identifier = name.rpartition(":")
        if identifier == NOTHING or entity in entities:
            options.append((entity, identifier, share))
    return options
