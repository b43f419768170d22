"""Answers that show offices: several in a list, or one of them. Samples are told to be such in the first line."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from actions import office_words as words
from actions.base import Buttons, Speaker, payload
from actions.office_search import ELSEWHERE, Search
from actions.onward import second_wish
from actions.services.catalogue import catalogue
from actions.services.offices.records import Office
from actions.services.organisations import organisations
from actions.turn import Turn
from shahryar.formats import TEHRAN, isolate
from shahryar.texts import say

SHOWN: Final = 3
_TITLE = 30  # characters of a button
_WAYS = 2
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


def listed(found: Found, search: Search, head: str, turn: Turn, speaker: Speaker) -> None:
    """Say the first offices with a pin on the map for the first of them. `found`: with distances in km where known."""
    language = speaker.language
    shown = found[:SHOWN]
    offices = [office for _, office in shown]
    lines = [*_marked(offices, language), head]
    for index, (far, office) in enumerate(shown, start=1):
        told = _entry(office, index, far, search.day, language)
        lines += told if index == 1 else _apart(told)
    wanted = search.wanted
    if wanted.kind and all(office.services is None for office in offices):
        lines += _apart(words.services_line(words.services_at(wanted.kind), language))
    more = len(found) - len(shown)
    if more and search.place is None:
        lines += _apart([speaker.text("offices.more", count=words.number(more, language))])
    lines += _origin(offices, search, language)
    buttons = [
        *_details(offices, search.intent, language),
        *_elsewhere(search, speaker),
        *_ways(offices, search, speaker),
    ]
    extra = _pin(offices, language)
    if more and search.place is None and not turn.form_open:
        extra["request"] = "location"
    _send(turn, speaker, lines, [*buttons, speaker.button("common.menu_help", "help")], extra)


def one(office: Office, search: Search, turn: Turn, speaker: Speaker) -> None:
    """Say all that is recorded of an office, or, where its hours were asked for, those of the week."""
    language, now = speaker.language, datetime.now(TEHRAN)
    lines = [*_marked([office], language), office.name.text(language)]
    if search.intent == "ask_opening_hours":
        lines += [_hours(office, search.day, language), *words.week_lines(office, now, language)]
        about = speaker.button("offices.button_address", "find_office", office=office.id)
    else:
        lines += [_whereabouts(office, speaker), *_body(office, search.day, language)]
        lines += words.services_line(words.services_of(office), language)
        about = speaker.button("offices.button_week", "ask_opening_hours", office=office.id)
    lines += _origin([office], search, language)
    others = speaker.button("offices.button_others", "find_office", office=office.kind, city=office.city.fa)
    buttons = [about, others, *_ways([office], search, speaker), speaker.button("common.menu_help", "help")]
    extra = _pin([office], language) if search.intent != "ask_opening_hours" else {}
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


def _marked(offices: Sequence[Office], language: str) -> list[str]:
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
    return words.today_line(office, datetime.now(TEHRAN), language)


def _whereabouts(office: Office, speaker: Speaker) -> str:
    values = {"kind": speaker.text(f"offices.kind_{office.kind}"), "city": office.city.text(speaker.language)}
    if office.district is None:
        return speaker.text("offices.whereabouts", **values)
    district = words.number(office.district, speaker.language)
    return speaker.text("offices.whereabouts_district", **values, district=district)


def _origin(offices: Sequence[Office], search: Search, language: str) -> list[str]:
    """Where the entries come from; for samples, who knows the real ones."""
    if any(office.sample for office in offices):
        sites = (official_site(office.kind, search.wanted.service, language) for office in offices)
        lines = list(dict.fromkeys(line for site in sites for line in site))
    else:
        lines = words.sources(offices, language)
    return _apart(lines)


def _apart(lines: list[str]) -> list[str]:
    """With a blank line before them."""
    return ["", *lines] if lines else []


def _details(offices: Sequence[Office], intent: str, language: str) -> Buttons:
    """A button an office: all that is recorded of it, or its hours of the week."""
    return [
        {"title": _cut(office.name.text(language)), "payload": payload(intent, office=office.id)} for office in offices
    ]


def _cut(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def _elsewhere(search: Search, speaker: Speaker) -> Buttons:
    """The same search in another city."""
    return [speaker.button("offices.button_other_city", search.intent, **topic(search), city=ELSEWHERE)]


def topic(search: Search) -> dict[str, str]:
    """What is looked for, as entities of a button."""
    if search.wanted.kind:
        return {"office": search.wanted.kind}
    return {"service": search.wanted.service} if search.wanted.service else {}


def _ways(offices: Sequence[Office], search: Search, speaker: Speaker) -> Buttons:
    """The catalogue's own ways to what is looked for; beside samples always, for these lead nowhere."""
    record = catalogue().service(search.wanted.service)
    sample = any(office.sample for office in offices)
    one_kind = len({office.kind for office in offices}) == 1
    services = [record] if record else words.services_at(offices[0].kind)[:_WAYS] if sample and one_kind else []
    return [
        {
            "title": speaker.text("catalogue.suggest_ask_channel", name=service.name.text(speaker.language)),
            "payload": payload("ask_channel", service=service.id),
        }
        for service in services
    ]


def _pin(offices: Sequence[Office], language: str) -> dict[str, Any]:
    """The first office as a place on the map."""
    first = offices[0]
    if first.point is None:
        return {}
    return {"location": list(first.point), "venue": [first.name.text(language), first.address.text(language)]}
