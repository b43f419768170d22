"""Wishes that the assistant cannot fulfil itself yet: it says so in one sentence, and what the citizen can do now.

All that it says about where to go comes from the catalogue.
"""

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import doubts, facets, plainness, popularity, values
from actions.base import Buttons, Events, Speaker
from actions.onward import second_wish, service_buttons
from actions.report.checks import foreign_words
from actions.services import vocabulary
from actions.services.catalogue import catalogue
from actions.services.records import Service
from actions.turn import Turn
from shahryar import clock

_OTHER_FACETS = ("ask_documents", "ask_cost", "ask_service")
_MAX_SERVICES = 6
_MOST_FOREIGN = 2  # words that are neither a question's nor known: more of them may name another service
_SURE = 0.8


def service_of(turn: Turn) -> Service | None:
    """The service that the message names, else the one in hand."""
    named = catalogue().service(turn.entities.get("service"))
    if named and doubts.is_another(turn, named):
        return None
    if named or turn.pressed or foreign_words(turn.said) > _MOST_FOREIGN:
        return named
    return catalogue().service(turn.slots.get("service"))


def likely_service(turn: Turn) -> Service | None:
    """As `service_of`, for intents of which a service is no part («دفتر پلیس برای گذرنامه کجاست»)."""
    best = next((name for name, score in turn.scores[:1] if score >= _SURE), None)
    return catalogue().service(turn.entities.get("service") or best) or vocabulary.named(turn.said) or service_of(turn)


def tell(turn: Turn, speaker: Speaker, lines: Sequence[str], buttons: Buttons) -> None:
    """Say lines in one message: a wrong value first, and a problem told beside the wish as the first button."""
    wrong = values.remark(turn, speaker)
    speaker.send("\n".join([wrong, *lines] if wrong else lines), [*second_wish(turn, speaker), *buttons])


def guide(turn: Turn, speaker: Speaker, key: str, service: Service, *, ahead: Sequence[dict[str, str]] = ()) -> Events:
    """Say a text and then how the service can be got elsewhere. `ahead`: buttons before those about the service."""
    today = clock.today()
    names = {"name": service.name.text(speaker.language), "authority": service.authority.text(speaker.language)}
    ways = facets.ways(service, speaker.language, today, plain=plainness.on(turn))
    lines = [speaker.text(key, **names), "", ways]
    known = about(service, speaker)
    on = [*known, speaker.button("common.menu_help", "help")] if known else speaker.menu()
    tell(turn, speaker, lines, [*ahead, *(button for button in on if button not in ahead)])
    return [SlotSet("service", service.id), SlotSet("last_facet", "ask_channel")]


def about(service: Service, speaker: Speaker) -> Buttons:
    """Questions that the service's record answers."""
    known = [facet for facet in _OTHER_FACETS if facets.recorded(service, facet)]
    return [speaker.button(f"catalogue.button_{facet}", facet, service=service.id) for facet in known]


def ask_service(
    turn: Turn,
    speaker: Speaker,
    key: str,
    intent: str,
    names: Sequence[str] = (),
    *,
    ahead: Sequence[dict[str, str]] = (),
) -> Events:
    """Say a text and offer services for the wish: those of `names`, else the likely ones, else the popular ones."""
    offered = catalogue().named([*names]) or catalogue().named([*turn.services])
    offered = offered or popularity.popular()
    buttons = service_buttons(offered[:_MAX_SERVICES], intent, speaker)
    tell(turn, speaker, [speaker.text(key)], [*ahead, *buttons, speaker.button("common.menu_help", "help")])
    return [SlotSet("offer", f"facet:{intent}" if intent in facets.FACETS else f"wish:{intent}")]
