"""Answers that show offices: several in a list, or one of them. Samples are told to be such in the first line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from actions.base import Buttons, Speaker
from actions.offices import ways_on
from actions.offices import wording as words
from actions.offices.searching import SHOWN, Search
from actions.onward import second_wish
from actions.services.catalogue import catalogue
from actions.services.offices.records import Office
from actions.services.organisations import organisations
from actions.turn import Turn
from shahryar import clock
from shahryar.formats import isolate
from shahryar.texts import say

# Who is behind the offices of a kind; counters («پیشخوان») act for many.
_AUTHORITIES: Final = {
    "police10": "faraja",
    "municipality": "municipality",
    "civil-registry": "civil-registration",
    "post": "post",
    "court": "judiciary",
    "tax": "tax-administration",
    "social-security": "social-security",
    "utility": "ministry-of-energy",
}
Found = Sequence[tuple[float | None, Office]]


def listed(found: Found, search: Search, head: str, turn: Turn, speaker: Speaker) -> Search:
    """Say the offices from `search.start` on, with a pin on the map for the first of them; returns what was shown.

    `found`: all of them, with distances in km where known.
    """
    language = speaker.language
    start = search.start if search.start < len(found) else 0
    shown = found[start : start + SHOWN]
    offices = [office for _, office in shown]
    lines = [*marked(offices, language), head]
    for index, (far, office) in enumerate(shown, start=1):
        told = _entry(office, index, far, search.day, language)
        lines += told if index == 1 else apart(told)
    wanted = search.wanted
    if wanted.kind and all(office.services is None for office in offices):
        lines += apart(words.services_line(words.services_at(wanted.kind), language))
    more = len(found) - start - len(shown)
    if more:
        key = "offices.more" if search.place is None else "offices.more_near"
        lines += apart([speaker.text(key, count=words.number(more, language))])
    lines += origin(offices, search, language)
    buttons = [
        *ways_on.details(offices, search.intent, language),
        *([ways_on.next_page(search, start + SHOWN, speaker)] if more else []),
        *ways_on.elsewhere(search, speaker),
        *ways_on.ways(offices, search, speaker),
    ]
    extra = pin(offices[0], language)
    if more and search.place is None and not turn.form_open:
        extra["request"] = "location"
    _send(turn, speaker, lines, [*buttons, speaker.button("common.menu_help", "help")], extra)
    names = tuple(office.id for office in offices)
    return replace(search, start=start, shown=names, listed=names)


def one(office: Office, search: Search, turn: Turn, speaker: Speaker) -> None:
    """Say all that is recorded of an office, or, where its hours were asked for, those of the week."""
    language, now = speaker.language, clock.now()
    lines = [*marked([office], language), office.name.text(language)]
    if search.intent == "ask_opening_hours":
        lines += [_hours(office, search.day, language), *words.week_lines(office, now, language)]
    else:
        lines += [_whereabouts(office, speaker), *_body(office, search.day, language)]
        lines += words.services_line(words.services_of(office), language)
    lines += origin([office], search, language)
    others = speaker.button("offices.button_others", "find_office", office=office.kind, city=office.city.fa)
    buttons = [
        ways_on.other_half(office, search, speaker),
        others,
        *ways_on.ways([office], search, speaker),
        speaker.button("common.menu_help", "help"),
    ]
    extra = pin(office, language) if search.intent != "ask_opening_hours" else {}
    _send(turn, speaker, lines, buttons, extra)


def official_site(kind: str | None, service: str | None, language: str) -> list[str]:
    """The official site of who is in charge, no line where none is recorded."""
    record = catalogue().service(service)
    found = organisations().get(record.authority_id if record else _AUTHORITIES.get(kind or "", ""))
    if found is None or found.url is None:
        return []
    return [say("catalogue.site_of", language, name=found.name.text(language), site=isolate(found.url))]


def _send(turn: Turn, speaker: Speaker, lines: list[str], buttons: Buttons, custom: dict[str, Any]) -> None:
    extra = {"json_message": custom} if custom else {}
    speaker.send("\n".join(lines), [*second_wish(turn, speaker), *buttons], **extra)


def marked(offices: Sequence[Office], language: str) -> list[str]:
    return [say("offices.sample", language), ""] if any(office.sample for office in offices) else []


def _entry(office: Office, index: int, far: float | None, day: date | None, language: str) -> list[str]:
    name = office.name.text(language)
    told = f"{name} — {words.distance(far, language)}" if far is not None else name
    own = words.services_of(office) if office.services is not None else []
    head = f"{words.number(index, language)}. {told}"
    return [head, *_body(office, day, language), *words.services_line(own, language)]


def _body(office: Office, day: date | None, language: str) -> list[str]:
    told = [_hours(office, day, language), words.phones(office, language)]
    return [office.address.text(language), " · ".join(filter(None, told))]


def _hours(office: Office, day: date | None, language: str) -> str:
    """Those of a day, else how it stands now."""
    if day is not None:
        return words.day_line(office, day, language)
    return words.today_line(office, clock.now(), language)


def _whereabouts(office: Office, speaker: Speaker) -> str:
    values = {"kind": speaker.text(f"offices.kind_{office.kind}"), "city": office.city.text(speaker.language)}
    if office.district is None:
        return speaker.text("offices.whereabouts", **values)
    district = words.number(office.district, speaker.language)
    return speaker.text("offices.whereabouts_district", **values, district=district)


def origin(offices: Sequence[Office], search: Search, language: str) -> list[str]:
    """Where the entries come from; for samples, who knows the real ones."""
    if any(office.sample for office in offices):
        sites = (official_site(office.kind, search.wanted.service, language) for office in offices)
        lines = list(dict.fromkeys(line for site in sites for line in site))
    else:
        lines = words.sources(offices, language)
    return apart(lines)


def apart(lines: list[str]) -> list[str]:
    """With a blank line before them."""
    return ["", *lines] if lines else []


def pin(office: Office, language: str) -> dict[str, Any]:
    """An office as a place on the map, for a reply's `json_message`; empty where its place is not recorded."""
    if office.point is None:
        return {}
    return {"location": list(office.point), "venue": [office.name.text(language), office.address.text(language)]}
