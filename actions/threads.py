"""A message that names nothing new belongs to the service in hand, or to the record of its family that its words tell."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import contrasts, facets, kinds
from actions.choosing import FACET, TYPED
from actions.services.catalogue import catalogue
from actions.services.circumstances import matching
from actions.services.dialogue import lists
from actions.services.records import Service
from actions.services.vocabulary import cued, shared, strange

if TYPE_CHECKING:
    from actions.turn import Turn

# What a wish for something else asks of the service in hand, where all its words belong to that.
_PAYING: Final = {"pay_bill": "ask_channel", "inquire_bill": "ask_cost", "inquire_tax": "ask_cost"}
_ASTRAY: Final = {**_PAYING, "dispute_closure": "ask_service", "complain_conduct": "ask_service"}
_OPEN: Final = {"inform", "nlu_fallback", "out_of_scope", "smalltalk", "repeat", *facets.FACETS}
_TOLD: Final = {"cancel", "inquire_document_status"}  # «I lost it», «اعتبار آن به پایان رسیده است»
_VALUES: Final = ("problem_category", "tracking_code", "bill_id", "payment_id", "plate", "office")
_MOST_WORDS: Final = 8


def followed(turn: "Turn") -> "Turn | None":
    """«گمش کردم», «کجا پرداخت کنم», «اعتراض دارم بهش»: the turn about the service in hand; None where it is not about it."""
    present = catalogue().service(turn.focus.service)
    if present is None or turn.form_open or not _names_nothing(turn) or _beyond(turn, present):
        return None
    meant = _record(turn, present)
    facet = _facet(turn, present, meant)
    if facet is None:
        return None
    entities = {**turn.entities, "service": meant.id, FACET: facet}
    certain = replace(turn, scores=(), services=(meant.id,), spans=(), described=None)
    return replace(certain, intent=TYPED, confidence=1.0, entities=entities)


def _names_nothing(turn: "Turn") -> bool:
    named = turn.entities.get("service") and turn.described is None
    values = any(turn.entities.get(name) for name in _VALUES)
    return not named and not values and 0 < len(kinds.tokens(turn.said)) <= _MOST_WORDS


def _beyond(turn: "Turn", present: Service) -> bool:
    """Something is named that the records of the service in hand do not speak of; of a payment only a bill or a charge is."""
    if turn.intent in _PAYING:
        return kinds.says(turn.said, lists()["bill_words"]) and bool(strange(turn.said, present))
    return bool(strange(turn.said, present))


def _record(turn: "Turn", present: Service) -> Service:
    """«اعتبارش چند سال است» asks about what is in hand; only told does the word mean that it runs out."""
    asked = kinds.says(turn.said, lists()["facet_words"]["ask_duration"]) or turn.intent == "ask_duration"
    return present if asked else cued(turn.said, present)


def _facet(turn: "Turn", present: Service, meant: Service) -> str | None:
    """What is asked, None where the message shows nothing of the service in hand."""
    said = contrasts.first(turn.said, lists()["facet_words"])
    if turn.intent in _ASTRAY:
        own = turn.intent in _PAYING or shared(turn.said, present)
        return (said or _ASTRAY[turn.intent]) if own else None
    if turn.intent not in (_OPEN if meant is present else _OPEN | _TOLD):
        return None
    if meant is not present:
        steps = "ask_service" if turn.intent == "ask_service" else None
        return said or steps or turn.slots.get("last_facet") or "ask_service"
    if turn.intent in facets.FACETS:  # what only resembles another service
        return (said or turn.intent) if turn.described or shared(turn.said, present) else None
    return said or _of_case(turn.said, present, turn.slots.get("last_facet"))


def _of_case(said: str, service: Service, last: str | None) -> str | None:
    """«کارتم گم شده» of a card whose record says what then holds: what was asked before, else what hangs on the case."""
    known_as = lists()["option_words"]
    told = [found.id for found in service.circumstances if matching(found, said, known_as) is not None]
    items = (("ask_service", service.steps), ("ask_documents", service.inputs), ("ask_cost", service.costs))
    hanging = [facet for facet, own in items if any(name in item.when for item in own for name in told)]
    return (last or next(iter(hanging), None)) if told else None
