"""Services side by side: what each is for, and what is the same or differs in documents, cost, time and place.

Only what the records say is set there. On a phone a table breaks, so each row is a heading with what holds for all of
them first and what holds for one only below.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rasa_sdk.events import SlotSet

from actions import facets, focus, kinds
from actions.base import Buttons, Events, Speaker, answers, payload
from actions.continuing import COMPARE, TOGETHER, compared, facet_in, families_of, which_fits
from actions.services.records import Service
from actions.turn import Turn
from shahryar.formats import TEHRAN

_ROWS: Final = ("ask_documents", "ask_cost", "ask_duration", "ask_channel")
_LEFT_OUT: Final = "ask_service"  # steps differ in every word; what each is for says it shorter


@answers(COMPARE)
def compare(turn: Turn, speaker: Speaker) -> Events:
    """Answer a comparison, or ask of which family it is meant."""
    services = compared(turn)
    if len(services) < 2:
        return _ask_family(turn, speaker)
    if not turn.pressed and which_fits(turn):
        return _ask_fitting(services, speaker)
    facet = facet_in(turn.said) or (turn.intent if turn.intent in _ROWS else None)
    speaker.send(side_by_side(services, facet, speaker), _buttons(services, speaker))
    return _both_in_hand(services, facet)


def side_by_side(services: Sequence[Service], facet: str | None, speaker: Speaker) -> str:
    """The comparison as a text. `facet`: the only row to compare, all of them where it is None or no row."""
    labels = [_label(service, services, speaker.language) for service in services]
    parts = [speaker.text("comparing.head", names=_joined(services, speaker))]
    if facet is None or facet == _LEFT_OUT:
        parts.append(_purposes(services, labels, speaker))
    rows = _ROWS if facet is None or facet == _LEFT_OUT else (facet,)
    parts += filter(None, (_row(services, labels, row, speaker) for row in rows))
    return "\n\n".join([*parts, _sources(services, labels, speaker)])


def button(services: Sequence[Service], speaker: Speaker) -> dict[str, str]:
    """The button that sets these services side by side."""
    joined = TOGETHER.join(service.id for service in services)
    return {"title": speaker.text("comparing.button"), "payload": payload("ask_service", service=joined)}


def _ask_family(turn: Turn, speaker: Speaker) -> Events:
    """«فرق تمدید با المثنی چیه؟» out of the blue: of which document."""
    found = families_of(kinds.kinds_in(turn.said))
    language = speaker.language
    buttons = [
        {
            "title": next(iter(record.name.text(language) for record in family)),
            "payload": payload("ask_service", service=TOGETHER.join(record.id for record in family)),
        }
        for family in found
    ]
    speaker.say("comparing.which_family" if found else "catalogue.which_service", buttons or speaker.menu())
    return []


def _ask_fitting(services: Sequence[Service], speaker: Speaker) -> Events:
    """What each is for, and which it is for this citizen."""
    labels = [service.name.text(speaker.language) for service in services]
    told = [speaker.text("comparing.fitting"), _purposes(services, labels, speaker)]
    speaker.send("\n\n".join(told), [*_named(services, speaker), button(services, speaker)])
    return [SlotSet("offer", "facet:"), *_both_in_hand(services, None)]


def _both_in_hand(services: Sequence[Service], facet: str | None) -> Events:
    pair = tuple(service.id for service in services)
    return [SlotSet("service", None), SlotSet("last_facet", facet), focus.on(None, pair)]


def _named(services: Sequence[Service], speaker: Speaker) -> Buttons:
    return [
        {"title": service.name.text(speaker.language), "payload": payload("inform", service=service.id)}
        for service in services
    ]


def _buttons(services: Sequence[Service], speaker: Speaker) -> Buttons:
    return [*_named(services, speaker), speaker.button("common.menu_help", "help")]


def _purposes(services: Sequence[Service], labels: Sequence[str], speaker: Speaker) -> str:
    told = [
        f"• {label}: {service.description.text(speaker.language)}"
        for service, label in zip(services, labels, strict=True)
    ]
    return "\n".join([speaker.text("comparing.row_purpose"), *told])


def _row(services: Sequence[Service], labels: Sequence[str], facet: str, speaker: Speaker) -> str:
    """A heading and what each record says; empty where none says anything."""
    items = [_items(service, facet, speaker.language) for service in services]
    if not any(items):
        return ""
    same = [item for item in items[0] if all(item in own for own in items[1:])]
    lines = [speaker.text(f"comparing.row_{facet}")]
    if same:
        lines += _group(speaker.text("comparing.same" if len(items) == 2 else "comparing.same_all"), same, speaker)
    for label, own in zip(labels, items, strict=True):
        rest = [item for item in own if item not in same]
        if rest:
            lines += _group(speaker.text("comparing.only" if same else "comparing.each", label=label), rest, speaker)
        elif not own:
            lines.append(speaker.text("comparing.missing", label=label))
    return "\n".join(lines)


def _group(head: str, items: Sequence[str], speaker: Speaker) -> list[str]:
    if len(items) == 1:
        return [f"{head} {items[0]}"]
    return [head, *(f"• {item}" for item in items)]


def _items(service: Service, facet: str, language: str) -> list[str]:
    """What the record says on a facet, each item in its first line: addresses are what the facet's own answer gives."""
    return [line.removeprefix("• ").split("\n")[0] for line in facets.lines(service, facet, language)]


def _sources(services: Sequence[Service], labels: Sequence[str], speaker: Speaker) -> str:
    today = datetime.now(TEHRAN).date()
    told = [facets.source(service, speaker.language, today) for service in services]
    if len(set(told)) == 1:
        return told[0]
    return "\n".join(f"{label}: {text}" for label, text in zip(labels, told, strict=True))


def _joined(services: Sequence[Service], speaker: Speaker) -> str:
    names = [service.name.text(speaker.language) for service in services]
    return speaker.text("comparing.joint").join(names)


def _label(service: Service, services: Sequence[Service], language: str) -> str:
    """The name without the words at its end that all of them share: «تمدید» of «تمدید گذرنامه»."""
    names = [_plain(other.name.text(language)) for other in services]
    shared = 0
    while all(len(name) > shared + 1 for name in names) and len({name[-1 - shared] for name in names}) == 1:
        shared += 1
    own = service.name.text(language).split()
    return " ".join(own[: len(own) - shared])


def _plain(name: str) -> list[str]:
    return name.replace("ٔ", "").split()
