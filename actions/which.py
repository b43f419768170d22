"""Asking which service is meant."""

from typing import Final

from rasa_sdk.events import SlotSet

from actions import asking, browsing, facets, focus, handoff, onward, popularity, quoting, several
from actions.base import Events, Speaker, payload
from actions.services import vocabulary
from actions.services.catalogue import catalogue
from actions.services.records import Service
from actions.turn import Turn

_OFFERED: Final = 4
_READ: Final = {"inform", "correct", *facets.FACETS}
_NEAR: Final = 0.05  # what resembles the words less is not offered for them
_CLEAR: Final = 0.6  # a record of a family is meant where its score is at least this
_TIMES: Final = 2.0  # and so many times that of the next one
_OF_FAMILY: Final = 4


def family_meant(turn: Turn, service: Service) -> list[Service]:
    """The records of a family («گذرنامه»: new, renewed or lost) where it is not clear which is meant; else none.

    In the report form nothing is asked beside the form's own question.
    """
    best, second = (*turn.scores[:2], None, None)[:2]
    if turn.pressed or turn.form_open or best is None or second is None:
        return []
    found = catalogue().named([best[0], second[0]])
    if len(found) < 2 or found[0].group != found[1].group or service.group != found[0].group:
        return []
    if best[1] >= _CLEAR and best[1] >= _TIMES * second[1]:
        return []
    likely = catalogue().named([name for name, _ in turn.scores])
    family = [*likely, *catalogue().siblings(found[0])]
    return list({record.id: record for record in family if record.group == service.group}.values())[:_OF_FAMILY]


def ask_which_of(turn: Turn, speaker: Speaker, facet: str | None, family: list[Service]) -> Events:
    """Ask which record of a family is meant."""
    buttons = onward.service_buttons(family, facet, speaker)
    beside = several.buttons(asking.unheard(turn, facet, family[0]), speaker)
    speaker.say("catalogue.which_of_group", [*onward.second_wish(turn, speaker), *buttons, *beside])
    return [SlotSet("offer", f"facet:{facet or ''}")]


def ask_which(turn: Turn, speaker: Speaker, facet: str | None, present: Service | None, *, unknown: bool) -> Events:
    """Ask which service is meant. `present`: the one in hand, offered first."""
    alike = catalogue().named(list(turn.services))
    offered = alike or popularity.popular()
    if present is not None:
        offered = [present, *(service for service in offered if service is not present)]
    if unknown and alike and quoting.answer(turn, speaker):
        return []
    if unknown and not alike:
        return ask_unknown(turn, speaker, facet, present)
    buttons = onward.service_buttons(offered[: onward.MAX_BUTTONS - 2], facet, speaker)
    key = "catalogue.which_of_these" if alike else "catalogue.which_service"
    more = [] if alike else [browsing.button(speaker)]
    speaker.say(key, [*buttons, *more, speaker.button("common.menu_help", "help")])
    return [SlotSet("offer", f"facet:{facet or ''}")]


def ask_unknown(turn: Turn, speaker: Speaker, facet: str | None = None, present: Service | None = None) -> Events:
    """Say that the service named is not known here, and offer what is. `present`: the one in hand, offered first."""
    if quoting.answer(turn, speaker):
        return []
    near = _near(turn)
    offered = (near or popularity.popular())[:_OFFERED]
    if present is not None:
        offered = [present, *(service for service in offered if service is not present)][:_OFFERED]
    buttons = [*onward.second_wish(turn, speaker), *onward.service_buttons(offered, facet, speaker)]
    part = near and present is None and all(vocabulary.is_part_of(turn.said, service) for service in offered)
    key = "which_of_these" if part else "near" if near else "unknown_service"
    speaker.say(f"catalogue.{key}", [*buttons, handoff.button(speaker), browsing.button(speaker)])
    return [SlotSet("offer", f"facet:{facet or ''}"), *focus.let_go(turn.slots)]


def _near(turn: Turn) -> list[Service]:
    """Services that the words resemble; where no wish was read they are only guessed from single words of long names.

    A word that is all of them at once («میخوام وام بگیرم») means none of them more than another.
    """
    likely = catalogue().named([name for name, score in turn.scores if score >= _NEAR])
    alike = vocabulary.alike(turn.said)
    whole = [service for service in alike if vocabulary.is_part_of(turn.said, service)]
    if len(whole) > 1:
        return whole
    return likely or alike if turn.intent in _READ else alike or likely


def ask_still(turn: Turn, speaker: Speaker, facet: str | None) -> Events:
    """«هزینه‌اش؟» long after the service was talked about: whether that is still meant."""
    service, intent = catalogue().service(turn.focus.aged), facet or "ask_service"
    if service is None:
        return ask_which(turn, speaker, facet, None, unknown=False)
    yes = payload(intent, service=service.id)
    other = speaker.button("comparing.button_other", intent)
    buttons = [{"title": speaker.text("comparing.button_still"), "payload": yes}, other]
    speaker.say("comparing.still", buttons, name=service.name.text(speaker.language))
    return [SlotSet("offer", f"suggest:{yes}")]
