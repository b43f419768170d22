"""Bills, fines, charges, documents under way, cuts: what others know, and how to ask them."""

from actions import guidance, kinds
from actions.base import Buttons, CitizenAction, Events, Speaker, payload
from actions.report.checks import words
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.organisations import organisations
from actions.services.records import Service
from actions.turn import Turn
from shahryar.formats import isolate

# The record that holds what is known of an inquiry where the message names no other.
_RECORD = {"pay_bill": "bill-payment", "inquire_fine": "traffic-fines"}
_CHARGES = ("renovation-tax", "waste-fee", "vehicle-tax")
_OUTAGE = "utility-outage"
# Last digit but one of a bill id: the kind of service (1 water, 2 power, 3 gas, 4 telephone; persian-tools, src/modules/bill).
_OF_BILL = {"1": "ministry-of-energy", "2": "ministry-of-energy", "3": "gas-company", "4": "telecommunication"}
_UTILITIES = ("ministry-of-energy", "gas-company")


class Inquire(CitizenAction):
    """Answers inquiries: no organisation's system is connected yet, so it tells where the answer is."""

    action_name = "action_inquiries"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "ask_outage":
            return _outage(turn, speaker)
        if turn.intent == "inquire_bill":
            return _bill(turn, speaker)
        service = _service(turn)
        branches = kinds.branches(service, turn.said) if service else []
        if service is not None and not branches:
            return guidance.guide(turn, speaker, f"inquiries.{turn.intent}", service, ahead=_ahead(turn, speaker))
        names = [found.id for found in branches] or (_CHARGES if turn.intent == "inquire_tax" else ())
        key = f"inquiries.{turn.intent}_which"
        return guidance.ask_service(turn, speaker, key, turn.intent, names, ahead=_ahead(turn, speaker))


def _service(turn: Turn) -> Service | None:
    if turn.intent in _RECORD:
        named = catalogue().service(turn.entities.get("service")) if turn.intent == "pay_bill" else None
        return named or catalogue().service(_RECORD[turn.intent])
    if turn.intent == "inquire_document_status":
        return guidance.service_of(turn)
    return catalogue().service(turn.entities.get("service"))


def _ahead(turn: Turn, speaker: Speaker) -> Buttons:
    """«پرونده‌ام چی شد» may also be about a report that was lodged here."""
    return [speaker.button("common.menu_track", "track_request")] if turn.intent == "inquire_document_status" else []


def _outage(turn: Turn, speaker: Speaker) -> Events:
    report = payload("report_problem", problem_category=_OUTAGE)
    button = {"title": speaker.text("inquiries.button_report_outage"), "payload": report}
    lines = [*_who_knows(turn, speaker, "inquiries.ask_outage"), speaker.text("inquiries.report_outage")]
    guidance.tell(turn, speaker, lines, [button, *speaker.menu()[2:]])
    return []


def _bill(turn: Turn, speaker: Speaker) -> Events:
    """What a bill amounts to: the organisation knows; how bills are paid is in the catalogue."""
    pay = speaker.button("inquiries.button_pay", "pay_bill")
    guidance.tell(turn, speaker, _who_knows(turn, speaker, "inquiries.inquire_bill"), [pay, *speaker.menu()])
    return []


def _who_knows(turn: Turn, speaker: Speaker, key: str) -> list[str]:
    """A text that names the organisations, and their official sites as far as recorded."""
    known = organisations()
    meant = [known[name] for name in _named(turn) or _UTILITIES if name in known]
    names = speaker.text("inquiries.and").join(found.name.text(speaker.language) for found in meant)
    sites = [
        speaker.text("catalogue.site_of", name=found.name.text(speaker.language), site=isolate(found.url))
        for found in meant
        if found.url
    ]
    return [speaker.text(key, names=names), *sites]


def _named(turn: Turn) -> list[str]:
    """Organisations of the utilities that the message names, else the one of its bill id."""
    said = words(turn.said.lower())
    named = [name for name, found in lists()["utility_words"].items() if any(_is(word, found) for word in said)]
    of_bill = _OF_BILL.get(turn.entities.get("bill_id", "")[-2:-1])
    return named or ([of_bill] if of_bill else [])


def _is(word: str, names: list[str]) -> bool:
    """The word is one of the names, or one of the longer names with an ending («گازم»)."""
    return any(word == name or (len(name) > 2 and word.startswith(name)) for name in names)
