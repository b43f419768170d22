"""The wish for plain language, or for normal language again: it is kept, and the last answer comes again in it."""

from dataclasses import replace
from typing import Final

from rasa_sdk.events import SlotSet

from actions import facets, plainness
from actions.base import Events, Speaker, answers
from actions.catalogue import answer_facet
from actions.services.catalogue import catalogue
from actions.turn import Turn

_TEXTS: Final = {True: "common.plain_on", False: "common.plain_off"}


@answers(plainness.WISH)
def answer(turn: Turn, speaker: Speaker) -> Events:
    """Answer in the wanted language what the turn asks, else what was answered last, else say that it is kept."""
    plain = plainness.on(turn)
    kept = [SlotSet(plainness.SLOT, True if plain else None)]
    if turn.entities.get("service"):
        facet = turn.intent if turn.intent in facets.FACETS else None
        return [*kept, *answer_facet(turn, speaker, facet)]
    service = catalogue().service(turn.slots.get("service"))
    if service is None or not turn.answered_last(service.id):
        speaker.say(_TEXTS[plain], speaker.menu())
        return kept
    again = replace(turn, said="", categories=(), entities={**turn.entities, "service": service.id})
    return [*kept, *answer_facet(again, speaker, turn.slots.get("last_facet"))]
