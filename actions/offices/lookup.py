"""Looking for offices by kind or service, near a place or in a city; what is missing is asked for, or said to be unknown."""

from dataclasses import replace
from typing import Final

from rasa_sdk.events import SlotSet

from actions import facets, guidance
from actions.base import Buttons, Events, Speaker, payload
from actions.offices import in_hand, listing, other_places, ways_on
from actions.offices import wording as words
from actions.offices.searching import Search
from actions.onward import service_buttons
from actions.report.checks import in_iran
from actions.services.catalogue import catalogue
from actions.services.offices.directory import REACH_KM, Wanted, directory
from actions.services.offices.records import KINDS
from actions.turn import Turn
from shahryar import clock

_SERVICES: Final = 6
_CITIES: Final = 6


def look(search: Search, turn: Turn, speaker: Speaker) -> Events:
    """Answer a search; returns events that keep it with what was shown."""
    kind = search.wanted.kind
    if kind is not None and kind not in KINDS:
        return ask_kind(search, turn, speaker, "offices.unknown_office")
    return [*_kept(search, turn), *_look(search, turn, speaker)]


def _kept(search: Search, turn: Turn) -> Events:
    """Events that keep a search; one that looks for nothing leaves the offices in hand as they are."""
    told = search.wanted.kind or search.wanted.service or turn.entities.get("city") or turn.location
    return search.kept() if told or not in_hand.of(turn.slots).held else []


def _look(search: Search, turn: Turn, speaker: Speaker) -> Events:
    wanted = search.wanted
    anything = wanted.kind or wanted.service or search.place
    if not directory().has(wanted):
        return _official(search, turn, speaker, speaker.text(f"offices.{turn.intent}"))
    if turn.form_open and not (anything and (search.place or wanted.city)):
        speaker.say("offices.in_form")  # the form's own question follows
        return []
    strange = bool(turn.said) and not (wanted.kind or wanted.service) and other_places.names_unknown(turn)
    if strange or not anything:
        return ask_kind(search, turn, speaker, "offices.unknown_kind" if strange else "offices.ask_kind")
    if search.place is not None and not in_iran(*search.place):
        return _ask_place(search, turn, speaker, [speaker.text("offices.outside")])
    if search.place is not None:
        return _near(search, search.place, turn, speaker)
    if wanted.city:
        return _in_city(search, turn, speaker)
    lost = [speaker.text("offices.unknown_city")] if search.lost else None
    return _ask_place(search, turn, speaker, lost)


def _near(search: Search, place: tuple[float, float], turn: Turn, speaker: Speaker) -> Events:
    found = directory().near(place, search.wanted)
    named = what(search.wanted, speaker)
    if not found:
        far = words.number(f"{REACH_KM:g}", speaker.language)
        return _official(search, turn, speaker, speaker.text("offices.none_near", what=named, kilometres=far))
    shown = listing.listed(found, search, speaker.text("offices.head_near", what=named), turn, speaker)
    return [*shown.kept(), *_in_hand(search)]


def _in_city(search: Search, turn: Turn, speaker: Speaker) -> Events:
    wanted = search.wanted
    found = directory().find(wanted)
    everywhere = found or directory().find(replace(wanted, district=None))
    values = {"what": what(wanted, speaker), "city": wanted.city or ""}
    if not everywhere:
        return _official(search, turn, speaker, speaker.text("offices.none_in_city", **values))
    values["city"] = everywhere[0].city.text(speaker.language)
    head = speaker.text("offices.head_city", **values)
    if wanted.district is not None:
        values["district"] = words.number(wanted.district, speaker.language)
        head = speaker.text("offices.head_district" if found else "offices.none_in_district", **values)
    shown = listing.listed([(None, office) for office in everywhere], search, head, turn, speaker)
    return [*shown.kept(), *_in_hand(search)]


def _in_hand(search: Search) -> Events:
    """The service that was looked for is what the next question is about."""
    service = search.wanted.service
    return [SlotSet("service", service), SlotSet("last_facet", "ask_channel")] if service else []


def what(wanted: Wanted, speaker: Speaker) -> str:
    """What is looked for, in words."""
    service = catalogue().service(wanted.service)
    if service is not None:
        return speaker.text("offices.for_service", name=service.name.text(speaker.language))
    return speaker.text(f"offices.kind_{wanted.kind}" if wanted.kind else "offices.kind_any")


def _ask_place(search: Search, turn: Turn, speaker: Speaker, before: list[str] | None = None) -> Events:
    """Ask where the citizen is: by name, by a button a city, or by the channel's own way of sharing a place."""
    about = ways_on.topic(search)
    district = search.wanted.district
    if district is not None:
        about["district"] = str(district)
    buttons = [
        {
            "title": office.city.text(speaker.language),
            "payload": payload(search.intent, **about, city=office.city.fa),
        }
        for office in directory().cities(search.wanted)[:_CITIES]
    ]
    told = {"district": words.number(district, speaker.language)} if district is not None else {}
    question = speaker.text("offices.ask_place_district" if told else "offices.ask_place", **told)
    buttons = [*buttons, speaker.button("common.menu_help", "help")]
    speaker.send("\n".join([*(before or []), question]), buttons, json_message={"request": "location"})
    return [SlotSet("offer", f"wish:{search.intent}")]


def ask_kind(search: Search, turn: Turn, speaker: Speaker, key: str) -> Events:
    """Ask which kind of office; a service may be named instead."""
    recorded = {office.kind for office in directory().offices}
    buttons: Buttons = [
        {"title": speaker.text(f"offices.kind_{kind}"), "payload": payload(search.intent, office=kind)}
        for kind in KINDS
        if kind in recorded
    ]
    city = search.wanted.city
    if city and key == "offices.ask_kind":
        known = (office.city for office in directory().cities(Wanted(city=city)) if office.city.fa == city)
        told = next((found.text(speaker.language) for found in known), city)
        question = speaker.text("offices.ask_kind_in", city=told)
    else:
        question = speaker.text(key)
    guidance.tell(turn, speaker, [question], [*buttons, speaker.button("common.menu_help", "help")])
    return [SlotSet("offer", f"wish:{search.intent}")]


def _official(search: Search, turn: Turn, speaker: Speaker, first: str) -> Events:
    """Nothing is recorded: say so (`first`), and which ways the catalogue knows."""
    kind, language = search.wanted.kind, speaker.language
    services = words.services_at(kind)
    if services:
        at = speaker.text("offices.services_at", office=speaker.text(f"offices.kind_{kind}"))
        elsewhere = ways_on.elsewhere(search, speaker) if directory().has(search.wanted) else []
        buttons = [*service_buttons(services[:_SERVICES], "ask_channel", speaker), *elsewhere]
        lines = [first, *listing.official_site(kind, None, language), at]
        guidance.tell(turn, speaker, lines, [*buttons, speaker.button("common.menu_help", "help")])
        return []
    service = catalogue().service(search.wanted.service)
    if service is None:
        return guidance.ask_service(turn, speaker, f"offices.{turn.intent}_which", "ask_channel")
    ways = facets.ways(service, language, clock.today())
    known = [*guidance.about(service, speaker), speaker.button("common.menu_help", "help")]
    guidance.tell(turn, speaker, [first, "", ways], known)
    return _in_hand(search)
