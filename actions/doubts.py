"""Whether the service that was made out is the one that is meant, or only the nearest of those that are known here.

A classifier over the services of the catalogue chooses one of them also for «وام خودرو», which none of them is. It is not
believed where no word is the service's name, the message is short, and either the choice is unsure or a word names
something of which the records say nothing; a long story in the citizen's own words is believed.
"""

from typing import TYPE_CHECKING, Final

from actions import kinds
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service
from actions.services.vocabulary import alike, is_part_of, strange
from nlu.text import joined_form, tokenize

if TYPE_CHECKING:
    from actions.turn import Turn

# Measured: of 46 neighbours told for 125 services that are not recorded 3 are left; of 1541 messages about recorded ones 11 are
# asked back, with their service as the first button.
_SHORT: Final = 7  # words
_UNSURE: Final = 0.7
_SURE: Final = 0.95
_NAMED: Final = 0.9  # as `_SURE`, where a word is a name, perhaps of several records («پروانه»)


def is_another(turn: "Turn", service: Service) -> bool:
    """The message is about something else than the service that was made out from it."""
    named = {identifier for identifier, *_ in turn.spans} - {turn.described}
    if turn.pressed or not turn.scores or len(named) > 1:
        return False
    if unrecorded(turn.said):
        return True
    if sum(token.text[0].isalpha() for token in tokenize(turn.said)) > _SHORT:
        return False
    score = _score(turn, service)
    if turn.described == service.id and (score < _UNSURE or _fits_others(turn.said, service)):
        return True
    bound = _SURE if turn.described == service.id else _NAMED
    return score < bound and bool(strange(_beside_name(turn, service), service))


def _beside_name(turn: "Turn", service: Service) -> str:
    """What was said without the words that name the service, however they are spelt («parvane zanboordari»)."""
    if turn.described is not None:
        return turn.said
    return kinds.blanked(turn.said, ((start, end) for name, start, end in turn.spans if name == service.id))


def _fits_others(text: str, service: Service) -> bool:
    """All that the words tell is in names of other families too («میخوام وام بگیرم»)."""
    return any(is_part_of(text, other) for other in alike(text) if other.group != service.group)


def unrecorded(text: str) -> bool:
    """The text names a service that is known to be none of the catalogue's, though a name in it is («کارت هوشمند رانندگان»)."""
    said = joined_form(text)
    return any(joined_form(name) in said for name in lists()["unrecorded_services"])


def names_kind(text: str) -> bool:
    """A short text names some card, loan or licence («کارت خبرنگاری»): a service, though none that was made out."""
    words = kinds.tokens(text)
    return len(words) <= _SHORT and bool(set(words).intersection(lists()["service_kinds"]))


def _score(turn: "Turn", service: Service) -> float:
    """How likely the service's family is meant: which record of it is asked for itself."""
    records = catalogue().services
    return sum(score for name, score in turn.scores if name in records and records[name].group == service.group)
