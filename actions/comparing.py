"""Services side by side: what each is for, and what is the same or differs in documents, cost, time and place.

Only what the records say is set there. On a phone a table breaks, so each row is a heading with what holds for all of
them first and what holds for one only below.
"""

from collections.abc import Sequence
from typing import Final

from rasa_sdk.events import SlotSet

from actions import facets, focus, kinds
from actions.base import Buttons, Events, Speaker, answers, payload
from actions.continuing import COMPARE
from actions.contrasts import TOGETHER, compared, facet_in, families_of, which_fits
from actions.services.records import Service
from actions.turn import Turn
from shahryar import clock

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
    headings = [speaker.text(f"comparing.row_{row}") for row in _ROWS]
    text, buttons = side_by_side(services, facet, speaker), _buttons(services, speaker)
    speaker.send(text, buttons, json_message={"headings": headings})
    return _both_in_hand(services, facet)


def side_by_side(services: Sequence[Service], facet: str | None, speaker: Speaker) -> str:
    """The comparison as a text. `facet`: the only row to compare, all of them where it is None or no row."""
    labels = [_label(service, services, speaker.language) for service in services]
    parts = [
        speaker.text(
            "comparing.head", names=_joined([service.name.text(speaker.language) for service in services], speaker)
        )
    ]
    if facet is None or facet == _LEFT_OUT:
        parts.append(_purposes(services, labels, speaker))
    rows = _ROWS if facet is None or facet == _LEFT_OUT else (facet,)
    parts += filter(None, (_row(services, labels, row, speaker) for row in rows))
    return "\n\n".join([*parts, _sources(services, speaker)])


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
    told = [_purposes(services, labels, speaker), speaker.text("comparing.fitting")]
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
    named = zip(services, labels, strict=True)
    return "\n".join(f"• {label}: {service.description.text(speaker.language)}" for service, label in named)


def _row(services: Sequence[Service], labels: Sequence[str], facet: str, speaker: Speaker) -> str:
    """A heading, then what the records say, put together by which of them say it; empty where none says anything."""
    items = [_items(service, facet, speaker.language) for service in services]
    groups: dict[tuple[str, ...], list[str]] = {tuple(labels): []}  # what holds for all comes first
    for item in dict.fromkeys(item for own in items for item in own):
        owners = tuple(label for label, own in zip(labels, items, strict=True) if item in own)
        groups.setdefault(owners, []).append(item)
    shared = any(found for owners, found in groups.items() if len(owners) > 1)
    lines = [
        line
        for owners, found in groups.items()
        for line in _group(_owned(owners, labels, speaker, shared=shared), found)
    ]
    silent = [label for label, own in zip(labels, items, strict=True) if not own]
    lines += [speaker.text("comparing.missing", label=label) for label in silent]
    return "\n".join([speaker.text(f"comparing.row_{facet}"), *lines]) if any(items) else ""


def _owned(owners: Sequence[str], labels: Sequence[str], speaker: Speaker, *, shared: bool) -> str:
    """What stands before what holds for these alone."""
    if len(owners) == len(labels):
        return speaker.text("comparing.same" if len(labels) == 2 else "comparing.same_all")
    key = "comparing.only" if shared and len(owners) == 1 else "comparing.each"
    return speaker.text(key, label=_joined(owners, speaker))


def _group(head: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    return [f"{head} {items[0]}"] if len(items) == 1 else [head, *(f"• {item}" for item in items)]


def _items(service: Service, facet: str, language: str) -> list[str]:
    """What the record says on a facet, short: addresses and notes are what the facet's own answer gives."""
    if facet == "ask_channel":
        return [channel.name.text(language) for channel in service.channels]
    today = clock.today()
    points = [_short(point) for point in facets.points(service, facet, language, today) if _is_item(point, facet)]
    return points[:1] if facet == "ask_duration" else points


def _is_item(point: str, facet: str) -> bool:
    """Costs end with the page of the present tariff, to which the facet's own answer leads."""
    return facet != "ask_cost" or point.startswith("• ")


def _short(point: str) -> str:
    """A point in one line: a cost with its amount, all else without what stands below it."""
    first, *below = point.removeprefix("• ").split("\n")
    return " ".join([first, *(line for line in below if any(char.isdigit() for char in line) and "://" not in line)])


def _sources(services: Sequence[Service], speaker: Speaker) -> str:
    today = clock.today()
    return "\n".join(dict.fromkeys(facets.source(service, speaker.language, today) for service in services))


def _joined(names: Sequence[str], speaker: Speaker) -> str:
    ahead = speaker.text("comparing.comma").join(names[:-1])
    return speaker.text("comparing.joint").join(filter(None, [ahead, names[-1]]))


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
