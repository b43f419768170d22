"""The answer to a question that had buttons: one of them by its words or its place, or none of them."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import contrasts, kinds, ordinals
from actions.doubts import names_kind, unrecorded
from actions.facets import FACETS
from actions.services.catalogue import catalogue
from actions.services.circumstances import ANY, Asked, Circumstance, as_text, matching, of_text
from actions.services.dialogue import lists
from actions.services.records import Service
from actions.services.vocabulary import cued, strange

if TYPE_CHECKING:
    from actions.turn import Turn

TYPED: Final = "typed"  # a button was chosen by words; the entity FACET says what it asks
FACET: Final = "facet"
UNDECIDED: Final = "undecided"  # what decides is still to be told
BUTTON: Final = re.compile(r"/(\w+)(\{.*\})")
_OFFERS: Final = ("decide:", "facet:", "suggest:")
_SHORT: Final = 4  # words; more of them ask or tell something else
_VALUES: Final = ("problem_category", "tracking_code", "bill_id", "payment_id", "plate")
_OTHER: Final = {"emergency", "talk_to_human", "restart"}  # «بچه‌م نفس نمی‌کشه» chooses nothing
_NO_OPTION: Final = {"inform", "correct", "nlu_fallback", "smalltalk", "repeat", "affirm", "deny"}


def chosen(turn: "Turn") -> "Turn":
    """The turn as the answer to what was asked last; as it is where that was no question, or something else is named."""
    if turn.form_open or not turn.said or (turn.intent in _OTHER and not _any(turn.said)):
        return turn
    return _by_place(turn) or _by_words(turn) or turn


def _by_place(turn: "Turn") -> "Turn | None":
    """«دومی», «آخری» to buttons of services or circumstances."""
    if not str(turn.slots.get("offer") or "").startswith(_OFFERS) or turn.spans or not ordinals.alone(turn.said):
        return None
    options = [option for option in map(_option, turn.last_buttons) if option]
    at = ordinals.place(turn.said, len(options))
    return replace(turn, said="", intent=TYPED, confidence=1.0, entities=options[at]) if at is not None else None


def _option(button: Mapping[str, str]) -> dict[str, str]:
    """What a button says about a service; nothing where it is about none, or stands for all others."""
    pressed = BUTTON.fullmatch(button["payload"])
    entities: dict[str, str] = json.loads(pressed[2]) if pressed else {}
    if pressed is None or "service" not in entities or ANY in of_text(entities.get("circumstance")).values():
        return {}
    return {**entities, FACET: pressed[1]} if pressed[1] in (*FACETS, "inform") else {}


def _by_words(turn: "Turn") -> "Turn | None":
    """«برای بچه‌م» to «برای خودتان یا فرزند زیر ۱۸ سال؟»: the question asked before, for that circumstance."""
    asked, service = Asked.of(turn.slots.get("offer")), catalogue().service(turn.slots.get("service"))
    circumstance = _asked(asked, service)
    if asked is None or service is None or circumstance is None or _names_another(turn, service):
        return None
    choice = _choice(turn, circumstance, service)
    if choice is None and not _is_no_option(turn, service):
        return None
    entities = {"service": service.id}
    if choice or asked.again or _any(turn.said):
        facet = contrasts.first(turn.said, lists()["facet_words"]) or asked.facet
        entities |= {"circumstance": choice or as_text(circumstance.id, ANY), FACET: facet}
        return replace(turn, said="", intent=TYPED, confidence=1.0, entities=entities)
    return replace(turn, said="", intent=UNDECIDED, confidence=1.0, entities=entities)


def _choice(turn: "Turn", asked: Circumstance, service: Service) -> str | None:
    """What the words choose: of what was asked, else of another circumstance that the service hangs on."""
    for circumstance in (asked, *service.circumstances):
        option = matching(circumstance, turn.said, lists()["option_words"])
        if option is not None:
            return as_text(circumstance.id, option)
    return None


def _asked(asked: Asked | None, service: Service | None) -> Circumstance | None:
    known = service.circumstances if service and asked else ()
    return next((found for found in known if asked and found.id == asked.circumstance), None)


def _names_another(turn: "Turn", service: Service) -> bool:
    """Another service is named; one that the words only resemble is not («کارتم گم شده»)."""
    named = catalogue().service(turn.entities.get("service"))
    return named not in (None, service) and turn.described != turn.entities["service"]


def _is_no_option(turn: "Turn", service: Service) -> bool:
    """A short answer that is none of the options («فروشنده هستم»), or all («فرقی نمی‌کند»); a bare «نه» leaves the topic.

    What tells another record of the family («گم شده» to a question about renewal), or a service that is not known here, is none.
    """
    another = unrecorded(turn.said) or (names_kind(turn.said) and strange(turn.said, service))
    if another or cued(turn.said, service) is not service:
        return False
    if _any(turn.said):
        return True
    named = any(turn.entities.get(name) for name in _VALUES)
    left = turn.intent == "deny" and len(kinds.tokens(turn.said)) == 1
    return turn.intent in _NO_OPTION and not (named or left) and len(kinds.tokens(turn.said)) <= _SHORT


def _any(text: str) -> bool:
    """«نمی‌دانم», «فرقی نمی‌کند», «هیچ‌کدام», and nothing else: what holds for everybody is wanted."""
    said = kinds.tokens(text)
    own = [*lists()["any_words"], *lists()["any_around"], *lists()["which_words"]]
    rest = " ".join(word for word in said if not kinds.begins(word, own))
    return len(said) <= _SHORT and kinds.says(text, lists()["any_words"]) and not kinds.foreign_beside(rest)
