"""Buttons under offices: one of them, the next ones, the same elsewhere, and the catalogue's own ways."""

from collections.abc import Sequence
from os.path import commonprefix
from textwrap import shorten
from typing import Final

from actions.base import Buttons, Speaker, payload
from actions.offices import wording as words
from actions.offices.searching import ELSEWHERE, SHOWN, Search
from actions.services.catalogue import catalogue
from actions.services.offices.records import Office

_TITLE: Final = 30  # characters of a button
_WAYS: Final = 2


def details(offices: Sequence[Office], intent: str, language: str) -> Buttons:
    """A button an office: all that is recorded of it, or its hours of the week."""
    titles = titles_of([office.name.text(language) for office in offices], language)
    return [
        {"title": title, "payload": payload(intent, office=office.id)}
        for title, office in zip(titles, offices, strict=True)
    ]


def titles_of(names: Sequence[str], language: str) -> list[str]:
    """Titles of buttons for a list of offices: names as they are where all fit, else numbered and without common words.

    «دفتر پیشخوان خدمات دولت ۷۲۱۶۱۲۳۴ میدان انقلاب» → «۱. ۷۲۱۶۱۲۳۴ میدان انقلاب».
    """
    if all(len(name) <= _TITLE for name in names):
        return [*names]
    parts = [name.split() for name in names]
    common = len(commonprefix(parts)) if len(parts) > 1 else 0
    numbered = [f"{words.number(index, language)}. " if len(names) > 1 else "" for index in range(1, len(names) + 1)]
    rests = (" ".join(part[common:] or part) for part in parts)
    return [
        number + shorten(rest, _TITLE - len(number), placeholder="…")
        for number, rest in zip(numbered, rests, strict=True)
    ]


def other_half(office: Office, search: Search, speaker: Speaker) -> dict[str, str]:
    """The button for the hours of the week, or for all the rest where hours were asked for."""
    if search.intent == "ask_opening_hours":
        return speaker.button("offices.button_address", "find_office", office=office.id)
    return speaker.button("offices.button_week", "ask_opening_hours", office=office.id)


def elsewhere(search: Search, speaker: Speaker) -> Buttons:
    """The same search in another city."""
    return [speaker.button("offices.button_other_city", search.intent, **topic(search), city=ELSEWHERE)]


def next_page(search: Search, start: int, speaker: Speaker) -> dict[str, str]:
    """The next offices of the list."""
    wanted = search.wanted
    where = {"city": wanted.city} if wanted.city and search.place is None else {}
    if wanted.district is not None:
        where["district"] = str(wanted.district)
    page = str(start // SHOWN + 1)
    return speaker.button("offices.button_next", search.intent, **topic(search), **where, page=page)


def topic(search: Search) -> dict[str, str]:
    """What is looked for, as entities of a button."""
    if search.wanted.kind:
        return {"office": search.wanted.kind}
    return {"service": search.wanted.service} if search.wanted.service else {}


def ways(offices: Sequence[Office], search: Search, speaker: Speaker) -> Buttons:
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
