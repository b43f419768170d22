"""Several questions in one message: two services, or two things about one. All are answered, or wait behind a button."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rasa_sdk.events import SlotSet

from actions import deciding, facets, focus, plainness
from actions.asking import Question
from actions.base import Buttons, Events, Speaker, payload
from actions.services.records import Service
from shahryar import clock

if TYPE_CHECKING:
    from actions.turn import Turn

LONGEST: Final = 1200  # characters; more than about two screens of a phone is read by nobody
_MOST: Final = 3  # answers at once


def answer(asked: Sequence[Question], turn: "Turn", speaker: Speaker, first: Buttons) -> Events:
    """Answer what can be answered at once, then ask what decides the rest; what is too long waits behind a button.

    Args:
        asked: two or more questions.
        first: buttons that go before all others.
    """
    open_ones = [one for one in asked if _undecided(one, turn)]
    told, text = _told([one for one in asked if one not in open_ones], turn, speaker.language)
    rest = [one for one in asked if one not in (*told, *open_ones[:1])]
    ahead = [*buttons(rest, speaker), *first]
    services = list({one.service.id: one.service for one in asked}.values())
    if open_ones:
        if text:
            speaker.send(text)
        return _decide(open_ones[0], rest, services, turn, speaker, ahead)
    speaker.send(text, [*ahead, *_next(services, told, speaker)])
    return _in_hand(told[-1], rest, services, turn)


def buttons(open_ones: Sequence[Question], speaker: Speaker) -> Buttons:
    """A button a question."""
    return [
        {
            "title": speaker.text(f"catalogue.suggest_{one.facet}", name=one.service.name.text(speaker.language)),
            "payload": payload(one.facet, service=one.service.id),
        }
        for one in open_ones
    ]


def kept(turn: "Turn", service: Service, open_ones: Sequence[Question]) -> Events:
    """Events that keep open questions while another one is answered."""
    if not open_ones:
        return []
    pair = focus.pair_with(turn.focus, service.id)
    return [focus.on(service.id, pair, tuple(one.key for one in open_ones))]


def _undecided(one: Question, turn: "Turn") -> bool:
    known = deciding.choices(turn, one.service)
    return not turn.form_open and deciding.open_question(one.service, one.facet, known) is not None


def _told(ready: Sequence[Question], turn: "Turn", language: str) -> tuple[list[Question], str]:
    """The questions that are answered now, and the text; at least the first of those that are ready."""
    told: list[Question] = []
    text = ""
    for one in ready:
        longer = _text([*told, one], turn, language)
        if told and (len(longer) > LONGEST or len(told) == _MOST):
            break
        told.append(one)
        text = longer
    return told, text


def _text(told: Sequence[Question], turn: "Turn", language: str) -> str:
    today = clock.today()
    of_each: dict[str, list[Question]] = {}
    for one in told:
        of_each.setdefault(one.service.id, []).append(one)
    parts = []
    for own in of_each.values():
        asked, service = [one.facet for one in own], own[0].service
        known = deciding.choices(turn, service)
        records = [deciding.narrowed(service, facet, known) for facet in asked]
        parts.append(facets.together(records, asked, language, today, plain=plainness.on(turn)))
    return "\n\n".join(parts)


def _decide(
    one: Question, rest: Sequence[Question], services: Sequence[Service], turn: "Turn", speaker: Speaker, ahead: Buttons
) -> Events:
    known = deciding.choices(turn, one.service)
    circumstance = deciding.open_question(one.service, one.facet, known)
    if circumstance is None:
        return []
    asked = deciding.ask(circumstance, one.service, one.facet, speaker, ahead)
    slots = [SlotSet("service", one.service.id), SlotSet("last_facet", one.facet), *deciding.kept(one.service, known)]
    pair = tuple(service.id for service in services) if len(services) > 1 else ()
    return [*slots, focus.on(one.service.id, pair, tuple(other.key for other in rest)), *asked]


def _next(services: Sequence[Service], told: Sequence[Question], speaker: Speaker) -> Buttons:
    if len(services) > 1:
        return [
            {"title": service.name.text(speaker.language), "payload": payload("inform", service=service.id)}
            for service in services
        ]
    done = {one.facet for one in told}
    others = [name for name in facets.FACETS if name not in done and facets.recorded(services[0], name)]
    return [speaker.button(f"catalogue.button_{name}", name, service=services[0].id) for name in others]


def _in_hand(last: Question, rest: Sequence[Question], services: Sequence[Service], turn: "Turn") -> Events:
    """After answers about one service it is in hand; after answers about several, all of them are."""
    open_ones = tuple(one.key for one in rest)
    if len(services) > 1 and not rest:
        pair = tuple(service.id for service in services)
        return [SlotSet("service", None), SlotSet("last_facet", last.facet), focus.on(None, pair)]
    known = deciding.choices(turn, last.service)
    slots = [SlotSet("service", last.service.id), SlotSet("last_facet", last.facet)]
    pair = tuple(service.id for service in services) if len(services) > 1 else ()
    return [*slots, *deciding.kept(last.service, known), focus.on(last.service.id, pair, open_ones)]
