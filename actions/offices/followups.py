"""Answers to what is asked of the offices shown last: short, and only what was asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from rasa_sdk.events import SlotSet

from actions.base import Buttons, Events, Speaker, answers
from actions.offices import listing, lookup, questions, searching, ways_on, which_day
from actions.offices import wording as words
from actions.offices.questions import DETAILS, ELSEWHERE, FOLLOW_UP, MORE, NEARER, Question
from actions.offices.searching import Search
from actions.services.offices.directory import Wanted, directory
from actions.services.offices.records import Office
from actions.turn import Turn
from shahryar import clock
from shahryar.texts import say

_HOURS: Final = ("hours", "open")
_HERE: Final = "wish:find_office"


@answers(FOLLOW_UP)
def answer(turn: Turn, speaker: Speaker) -> Events:
    """Answer a turn that was read as such a question."""
    question = questions.asked(turn)
    return answer_question(question, turn, speaker) if question else []


def answer_question(question: Question, turn: Turn, speaker: Speaker) -> Events:
    """Answer a question about the offices in hand."""
    wishes = question.wishes
    intent = "ask_opening_hours" if set(wishes).intersection(_HOURS) or question.day else "find_office"
    search = replace(searching.last(turn, intent), day=question.day)
    if wishes == (ELSEWHERE,):
        return lookup.look(searching.of(replace(turn, intent=intent), again=True), turn, speaker)
    if wishes == (MORE,):
        return _more(search, turn, speaker)
    if wishes == (NEARER,):
        return _nearer(search, turn, speaker)
    offices = _named(question.offices)
    if question.beyond or not offices:
        return _which(search, turn, speaker)
    if wishes == (DETAILS,) or (len(offices) == 1 and wishes == ("services",)):
        return show(offices[0], turn, speaker)
    return _told(offices, wishes, search, turn, speaker)


def show(office: Office, turn: Turn, speaker: Speaker) -> Events:
    """Say all of one office, or its hours of the week; the list that it stood in stays, so that «بعدی» goes on there."""
    intent = turn.intent if turn.intent == "ask_opening_hours" else "find_office"
    search = searching.last(turn, intent)
    if office.id not in search.listed:
        search = Search(intent, Wanted(office.kind, city=office.city.fa))
    search = replace(search, day=which_day.meant(turn), shown=(office.id,))
    listing.one(office, search, turn, speaker)
    return search.kept()


def _told(offices: Sequence[Office], wishes: Sequence[str], search: Search, turn: Turn, speaker: Speaker) -> Events:
    """Say what was asked of each office, those of which the same is told together."""
    language = speaker.language
    same: dict[tuple[str, ...], list[str]] = {}
    for office in offices:
        told = tuple(dict.fromkeys(line for wish in wishes for line in _LINES[wish](office, search.day, language)))
        same.setdefault(told, []).append(office.name.text(language))
    blocks = [["، ".join(names) + ":", *told] for told, names in same.items()]
    unknown = "phone" in wishes and not all(office.phones for office in offices)
    known = listing.official_site(offices[0].kind, search.wanted.service, language) if unknown else []
    origin = dict.fromkeys([*known, *listing.origin(offices, search, language)])
    lines = [
        *listing.marked(offices, language),
        *(line for block in blocks for line in [*block, ""]),
        *filter(None, origin),
    ]
    placed = "map" in wishes or (len(offices) == 1 and "address" in wishes)
    places = [place for office in offices if placed and (place := listing.pin(office, language))]
    ways = ways_on.ways(offices, search, speaker) if unknown or "real" in wishes else []
    buttons = [*ways, *_ways_on(offices, search, speaker)]
    first = {"json_message": places[0]} if places else {}
    speaker.send("\n".join(lines).rstrip(), () if places[1:] else buttons, **first)
    for place in places[1:]:
        speaker.send(place["venue"][0], buttons if place is places[-1] else (), json_message=place)
    return replace(search, shown=tuple(office.id for office in offices)).kept()


def _hours(office: Office, day: date | None, language: str) -> list[str]:
    if day is not None:
        return [words.day_line(office, day, language)]
    now = clock.now()
    return [*_open(office, day, language), *words.week_lines(office, now, language)]


def _open(office: Office, day: date | None, language: str) -> list[str]:
    now = clock.now()
    return [words.day_line(office, day, language) if day else words.today_line(office, now, language)]


def _phone(office: Office, day: date | None, language: str) -> list[str]:
    return [words.phones(office, language) or say("offices.no_phone", language)]


def _address(office: Office, day: date | None, language: str) -> list[str]:
    return [office.address.text(language)]


def _map(office: Office, day: date | None, language: str) -> list[str]:
    known = [] if office.point else [say("offices.no_point", language)]
    return [office.address.text(language), *known]


def _services(office: Office, day: date | None, language: str) -> list[str]:
    return words.services_line(words.services_of(office), language)


def _real(office: Office, day: date | None, language: str) -> list[str]:
    return [say("offices.is_sample" if office.sample else "offices.is_real", language, city=office.city.text(language))]


_LINES: Final[Mapping[str, Callable[[Office, date | None, str], list[str]]]] = {
    "hours": _hours,
    "open": _open,
    "phone": _phone,
    "address": _address,
    "map": _map,
    "services": _services,
    "real": _real,
}


def _ways_on(offices: Sequence[Office], search: Search, speaker: Speaker) -> Buttons:
    own = ways_on.details(offices, search.intent, speaker.language)
    if len(offices) == 1:
        own = [ways_on.other_half(offices[0], search, speaker)]
    return [*own, *ways_on.elsewhere(search, speaker), speaker.button("common.menu_help", "help")]


def _which(search: Search, turn: Turn, speaker: Speaker) -> Events:
    """A number was said that the list did not have."""
    offices = _named(search.listed)
    if not offices:
        return lookup.ask_kind(search, turn, speaker, "offices.unknown_office")
    buttons = _ways_on(offices, search, speaker)
    speaker.say("offices.not_so_many", buttons, count=words.number(len(offices), speaker.language))
    return search.kept()


def _more(search: Search, turn: Turn, speaker: Speaker) -> Events:
    """Say the next offices of what was found, or that there are no more."""
    found = searching.found(search)
    if search.shown == search.listed:
        search = replace(search, start=search.start + len(search.listed))
    else:
        found = [pair for pair in found if pair[1].id not in search.shown]
    if search.start < len(found):
        head = speaker.text("offices.head_more", what=lookup.what(search.wanted, speaker))
        return listing.listed(found, search, head, turn, speaker).kept()
    shown = _named(search.shown)
    speaker.say("offices.no_more" if search.place is None else "offices.no_more_near", _ways_on(shown, search, speaker))
    return searching.last(turn, search.intent).kept()


def _nearer(search: Search, turn: Turn, speaker: Speaker) -> Events:
    """Say which is the nearest, or ask where the citizen is."""
    found = searching.found(search) if search.place else []
    if not found:
        buttons = _ways_on(_named(search.shown), search, speaker)
        speaker.send(speaker.text("offices.ask_here"), buttons, json_message={"request": "location"})
        return [*search.kept(), SlotSet("offer", _HERE)]
    far, office = found[0]
    near = words.distance(far or 0.0, speaker.language)
    told = speaker.text("offices.nearest", name=office.name.text(speaker.language), distance=near)
    lines = [*listing.marked([office], speaker.language), told]
    speaker.send(
        "\n".join(lines), _ways_on([office], search, speaker), json_message=listing.pin(office, speaker.language)
    )
    return replace(search, shown=(office.id,)).kept()


def _named(names: Sequence[str]) -> list[Office]:
    return [office for name in names if (office := directory().get(name))]
