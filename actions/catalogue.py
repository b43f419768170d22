"""Questions about public services: the answer first, its source, then what else can be asked."""

from collections.abc import Mapping
from dataclasses import replace

from rasa_sdk.events import SlotSet

from actions import (
    asking,
    browsing,
    deciding,
    doubts,
    facets,
    kinds,
    onward,
    plainness,
    quoting,
    several,
    which,
    wishes,
)
from actions.base import CitizenAction, Events, Speaker, answers, hand_on
from actions.choosing import FACET, TYPED
from actions.continuing import ASK_AGAIN, NAMED
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service
from actions.turn import Turn
from shahryar import clock

_DOUBTFUL = 0.6


class AnswerService(CitizenAction):
    """Answers the `ask_…` intents from the service named now or before."""

    action_name = "action_answer_service"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in wishes.TOPIC_OF:  # where an office is
            return await hand_on(wishes.action_of(turn.intent), turn, speaker)
        if turn.pressed and "passage" in turn.entities:
            return quoting.another(turn, speaker)
        if browsing.asked(turn):
            return browsing.browse(turn, speaker)
        facet = turn.intent if turn.intent in facets.FACETS else "ask_service"
        return answer_facet(turn, speaker, facet)


@answers(TYPED)
def as_pressed(turn: Turn, speaker: Speaker) -> Events:
    """What the button asks that was chosen by words, or what is asked of the service in hand."""
    asked = turn.entities[FACET]
    return answer_facet(replace(turn, intent=asked), speaker, asked if asked in facets.FACETS else None)


@answers(NAMED)
def as_named(turn: Turn, speaker: Speaker) -> Events:
    """A service that is named in words which the classifier did not understand."""
    return answer_facet(turn, speaker, facet_in_hand(turn))


@answers(ASK_AGAIN)
def ask_again(turn: Turn, speaker: Speaker) -> Events:
    """What was asked before, of the service that is meant now."""
    return answer_facet(turn, speaker, facet_in_hand(turn) or turn.slots.get("last_facet"))


def facet_in_hand(turn: Turn) -> str | None:
    """The facet asked before: a correction keeps it, and so does the answer to «which service?»."""
    offer = str(turn.slots.get("offer") or "")
    if offer.startswith("facet:"):
        return offer.removeprefix("facet:") or None
    asked = offer.removeprefix("suggest:/").partition("{")[0]
    if offer.startswith("suggest:/") and asked in facets.FACETS:
        return asked
    return turn.slots.get("last_facet") if turn.intent == "correct" else None


def answer_facet(turn: Turn, speaker: Speaker, facet: str | None) -> Events:
    """Answer a facet of the service in hand, an overview where `facet` is None; asks which service where none is known."""
    named = turn.entities.get("service")
    service = catalogue().service(named or turn.slots.get("service"))
    foreign = 0 if named else kinds.foreign_beside(turn.said)
    if turn.pressed and not named:  # a button of the menu: perhaps about another service than the one in hand
        service = None
    if service is None and turn.said and not (named or foreign) and turn.focus.aged:
        return which.ask_still(turn, speaker, facet)
    if service is None or foreign > 1:
        return which.ask_which(turn, speaker, facet, service, unknown=bool(named or foreign))
    said = facet and kinds.says(turn.said, lists()["hint_words"].get(facet, ()))
    if facet and not (named or said) and turn.confidence < _DOUBTFUL:
        again = _again(turn.slots.get("last_facet"))  # «برای بچه‌ام چی؟» asks again what was asked
        told = deciding.tells(service, facet, turn.said) and not deciding.tells(service, again, turn.said)
        facet = facet if told else again or facet
    if named and named not in turn.services and quoting.answer(turn, speaker):
        return []  # the service was only guessed from a description; a document has the question's own words
    if named and doubts.is_another(turn, service):
        return which.ask_unknown(turn, speaker, facet)
    branches = kinds.branches(service, turn.said) if named else []
    if branches and facet is None:
        return which.ask_which_of(turn, speaker, facet, branches)
    asked = asking.questions(turn, facet, service) if facet and turn.said and turn.intent in facets.FACETS else []
    if len(asked) > 1:
        return several.answer(asked, turn, speaker, onward.second_wish(turn, speaker))
    family = which.family_meant(turn, service) if named else []
    if family:
        return which.ask_which_of(turn, speaker, facet, family)
    return _answer_one(turn, speaker, facet, service, foreign=bool(foreign))


def _answer_one(turn: Turn, speaker: Speaker, facet: str | None, service: Service, *, foreign: bool) -> Events:
    known = deciding.choices(turn, service)
    open_ones = asking.waiting(turn, [asking.Question(facet or "", service)])
    beside = asking.unheard(turn, facet, service)
    first = [*several.buttons([*open_ones, *beside], speaker), *onward.second_wish(turn, speaker)]
    events = [SlotSet("service", service.id), SlotSet("last_facet", facet), *deciding.kept(service, known)]
    events += several.kept(turn, service, open_ones)
    if facet and not facets.recorded(service, facet) and quoting.answer_missing(turn, speaker, service, facet):
        return events
    circumstance = None if turn.form_open else deciding.open_question(service, facet, known)
    if circumstance is not None and facet is not None:
        return [*events, *deciding.ask(circumstance, service, facet, speaker, first)]
    plain = plainness.on(turn)
    text = _text(service, facet, known, speaker.language, plain=plain)
    other = _text(service, facet, known, speaker.language, plain=not plain)
    if foreign:
        text = speaker.text("catalogue.assumed", name=service.name.text(speaker.language)) + "\n" + text
    buttons = onward.next_buttons(service, facet, known, speaker, named=turn.entities.get("service") is not None)
    if text != other:
        buttons = [*buttons[: onward.MAX_BUTTONS - 1], onward.other_language(service, facet, speaker, plain=plain)]
    buttons += browsing.way_back(turn, speaker)
    speaker.send(text, [*first, *deciding.again(service, facet, known, speaker), *buttons])
    return events


def _text(service: Service, facet: str | None, known: Mapping[str, str], language: str, *, plain: bool) -> str:
    today = clock.today()
    if facet is None:
        return facets.overview(deciding.titled(service, known), language, today, plain=plain)
    return facets.answer(deciding.narrowed(service, facet, known), facet, language, today, plain=plain)


def _again(last: str | None) -> str | None:
    return last if last != "ask_legal_basis" else None  # the same for all
