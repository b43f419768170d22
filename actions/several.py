"""Several questions in one message: two services, or two things about one. All are answered, or wait behind a button."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rasa_sdk.events import SlotSet

from actions import deciding, facets, focus, kinds
from actions.base import Buttons, Events, Speaker, payload
from actions.contrasts import second_name, swallowed, without_names
from actions.services.catalogue import catalogue, lists
from actions.services.records import Service
from shahryar.formats import TEHRAN

if TYPE_CHECKING:
    from actions.turn import Turn

LONGEST: Final = 1200  # characters; more than about two screens of a phone is read by nobody
_MOST: Final = 3
_LONG: Final = 16  # words; a longer message tells a story in which documents or times only occur
_MARK: Final = ":"
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """One facet of one service."""

    facet: str
    service: Service

    @property
    def key(self) -> str:
        """As the slot `focus` keeps it."""
        return f"{self.facet}{_MARK}{self.service.id}"


def questions(turn: "Turn", facet: str, service: Service | None) -> list[Question]:
    """All that the message asks, in its order; the one of `facet` and `service` alone where it asks no more."""
    asked, places = _facets(turn, facet), kinds.located(turn.said, turn.spans)[:_MOST]
    if len(places) < 2 or not _together(turn):
        family = _of_family(turn, service) if service else []
        return [Question(name, found) for found in family or filter(None, [service]) for _, name in asked]
    if any(places[0][0] < at < places[-1][0] for at, _ in asked):  # «هزینهٔ گذرنامه و مدارک گواهینامه»
        return [Question(_before(at, asked), found) for at, found in places]
    return [Question(name, found) for _, found in places for _, name in asked]


def _together(turn: "Turn") -> bool:
    """The services are asked about together, not one in the story of the other («کپی شناسنامه برای گواهینامه لازمه؟»)."""
    allowed = set(lists()["between_words"])
    stems = [stem for key in ("facet_words", "kind_words") for own in lists()[key].values() for stem in own]
    for (_, start, end), (_, then, last) in pairwise(turn.spans):
        between, after = kinds.tokens(turn.said[end:then]), kinds.tokens(turn.said[last:])
        known = then >= end and all(word in allowed or kinds.begins(word, stems) for word in between)
        joined = _joined(turn.said[end:then]) or (bool(after) and after[0] in lists()["and_words"])
        if start == then or not (known and joined):
            return False
    return True


def _joined(text: str) -> bool:
    return bool(set(kinds.tokens(text)).intersection(lists()["and_words"])) or "؟" in text or "?" in text


def _of_family(turn: "Turn", service: Service) -> list[Service]:
    """«تمدید گواهینامه چقدره؟ المثنی چی؟»: the records of the kinds, where two are named."""
    said = [kind for kind in kinds.kinds_in(turn.said) if kind != kinds.ISSUE]
    found = [record for kind in said if (record := kinds.record(service, kind))]
    return found if len({record.id for record in found}) > 1 else []


def _facets(turn: "Turn", facet: str) -> list[tuple[int, str]]:
    """The facets that the words name, with their places; only `facet` where they name no second one."""
    text = without_names(turn)
    found: dict[str, int] = {}
    for word in _WORD.finditer(text):
        for plain in kinds.tokens(word[0]):
            for name in (name for name, stems in lists()["facet_words"].items() if kinds.begins(plain, stems)):
                found.setdefault(name, word.start())
    places = sorted(found.values())
    apart = all(_joined(text[at:then]) or "،" in text[at:then] for at, then in pairwise(places))
    if facet not in found or len(found) < 2 or not apart or len(kinds.tokens(text)) > _LONG:
        return [(0, facet)]
    return [(at, name) for name, at in found.items()]


def _before(place: int, asked: Sequence[tuple[int, str]]) -> str:
    """The facet named last before a place, the first one where none is."""
    return next((name for at, name in reversed(asked) if at < place), asked[0][1])


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


def waiting(turn: "Turn", answered: Sequence[Question]) -> list[Question]:
    """Questions of an earlier message that are still open, while the talk stays with what they are about."""
    kept = []
    for key in turn.focus.waiting:
        facet, _, name = key.partition(_MARK)
        service = catalogue().service(name)
        if service and facet in facets.FACETS:
            kept.append(Question(facet, service))
    about = {turn.focus.service, *(question.service.id for question in kept)}
    done = {question.key for question in answered}
    same = all(question.service.id in about for question in answered)
    return [question for question in kept if same and question.key not in done]


def unheard(turn: "Turn", facet: str | None, service: Service) -> list[Question]:
    """The same question of a second service whose name was read into the first one's («معاینهٔ فنی و کارت سوخت»)."""
    other = second_name(turn, service) if swallowed(turn) else None
    return [Question(facet or "ask_service", other)] if other else []


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
    today = datetime.now(TEHRAN).date()
    of_each: dict[str, list[Question]] = {}
    for one in told:
        of_each.setdefault(one.service.id, []).append(one)
    parts = []
    for own in of_each.values():
        asked, service = [one.facet for one in own], own[0].service
        known = deciding.choices(turn, service)
        parts.append(
            facets.together([deciding.narrowed(service, facet, known) for facet in asked], asked, language, today)
        )
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
