"""Questions about public services: the answer first, its source, then what else can be asked."""

from collections.abc import Mapping
from datetime import datetime

from rasa_sdk.events import SlotSet

from actions import asking, browsing, deciding, facets, focus, kinds, plainness, popularity, quoting, several, wishes
from actions.base import Buttons, CitizenAction, Events, Speaker, answers, payload
from actions.continuing import ASK_AGAIN
from actions.services.catalogue import catalogue
from actions.services.offices.directory import Wanted, directory, kinds_for
from actions.services.records import Service
from actions.turn import Turn
from shahryar.formats import TEHRAN

_MAX_BUTTONS = 8
_OFFERED = 3
_DOUBTFUL = 0.6
_CLEAR = 0.6  # a record of a family is meant where its score is at least this
_TIMES = 2.0  # and so many times that of the next one
_OF_FAMILY = 4
_FIRST_FACETS = 3  # what is asked most often stays before the way to an office


class AnswerService(CitizenAction):
    """Answers the `ask_…` intents from the service named now or before."""

    action_name = "action_answer_service"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in wishes.TOPIC_OF:  # where an office is
            from actions import topics  # they answer from the catalogue themselves

            return await topics.answer(turn, speaker)
        if turn.pressed and "passage" in turn.entities:
            return quoting.another(turn, speaker)
        if browsing.asked(turn):
            return browsing.browse(turn, speaker)
        facet = turn.intent if turn.intent in facets.FACETS else "ask_service"
        return answer_facet(turn, speaker, facet)


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
        return _ask_still(turn, speaker, facet)
    if service is None or foreign > 1:
        return _ask_which(turn, speaker, facet, service, unknown=bool(named or foreign))
    if facet and not named and turn.confidence < _DOUBTFUL:
        facet = _again(turn.slots.get("last_facet")) or facet  # «برای بچه‌ام چی؟» asks again what was asked
    if named and named not in turn.services and quoting.answer(turn, speaker):
        return []  # the service was only guessed from a description; a document has the question's own words
    asked = asking.questions(turn, facet, service) if facet and turn.said and turn.intent in facets.FACETS else []
    if len(asked) > 1:
        return several.answer(asked, turn, speaker, second_wish(turn, speaker))
    family = _family_meant(turn, service) if named else []
    if family:
        return _ask_which_of(turn, speaker, facet, family)
    return _answer_one(turn, speaker, facet, service, foreign=bool(foreign))


def _answer_one(turn: Turn, speaker: Speaker, facet: str | None, service: Service, *, foreign: bool) -> Events:
    known = deciding.choices(turn, service)
    open_ones = asking.waiting(turn, [asking.Question(facet or "", service)])
    beside = asking.unheard(turn, facet, service)
    first = [*several.buttons([*open_ones, *beside], speaker), *second_wish(turn, speaker)]
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
    buttons = next_buttons(service, facet, speaker, named=turn.entities.get("service") is not None)
    if text != other:
        buttons = [*buttons[: _MAX_BUTTONS - 1], _other_language(service, facet, speaker, plain=plain)]
    buttons += browsing.way_back(turn, speaker)
    speaker.send(text, [*first, *deciding.again(service, facet, known, speaker), *buttons])
    return events


def _ask_still(turn: Turn, speaker: Speaker, facet: str | None) -> Events:
    """«هزینه‌اش؟» long after the service was talked about: whether that is still meant."""
    service, intent = catalogue().service(turn.focus.aged), facet or "ask_service"
    if service is None:
        return _ask_which(turn, speaker, facet, None, unknown=False)
    yes = payload(intent, service=service.id)
    other = speaker.button("comparing.button_other", intent)
    buttons = [{"title": speaker.text("comparing.button_still"), "payload": yes}, other]
    speaker.say("comparing.still", buttons, name=service.name.text(speaker.language))
    return [SlotSet("offer", f"suggest:{yes}")]


def _text(service: Service, facet: str | None, known: Mapping[str, str], language: str, *, plain: bool) -> str:
    today = datetime.now(TEHRAN).date()
    if facet is None:
        return facets.overview(service, language, today, plain=plain)
    return facets.answer(deciding.narrowed(service, facet, known), facet, language, today, plain=plain)


def _other_language(service: Service, facet: str | None, speaker: Speaker, *, plain: bool) -> dict[str, str]:
    """The button that gives the same answer in plain language, or in normal language where it is plain."""
    key, wanted = ("button_normal", plainness.OFF) if plain else ("button_plain", plainness.ON)
    return speaker.button(f"catalogue.{key}", facet or "inform", service=service.id, plain=wanted)


def _family_meant(turn: Turn, service: Service) -> list[Service]:
    """The records of a family («گذرنامه»: new, renewed or lost) where it is not clear which is meant; else none.

    In the report form nothing is asked beside the form's own question.
    """
    best, second = (*turn.scores[:2], None, None)[:2]
    if turn.pressed or turn.form_open or best is None or second is None:
        return []
    found = catalogue().named([best[0], second[0]])
    if len(found) < 2 or found[0].group != found[1].group or service.group != found[0].group:
        return []
    if best[1] >= _CLEAR and best[1] >= _TIMES * second[1]:
        return []
    likely = catalogue().named([name for name, _ in turn.scores])
    family = [*likely, *catalogue().siblings(found[0])]
    return list({record.id: record for record in family if record.group == service.group}.values())[:_OF_FAMILY]


def _ask_which_of(turn: Turn, speaker: Speaker, facet: str | None, family: list[Service]) -> Events:
    buttons = service_buttons(family, facet, speaker)
    beside = several.buttons(asking.unheard(turn, facet, family[0]), speaker)
    speaker.say("catalogue.which_of_group", [*second_wish(turn, speaker), *buttons, *beside])
    return [SlotSet("offer", f"facet:{facet or ''}")]


def _again(last: str | None) -> str | None:
    return last if last != "ask_legal_basis" else None  # the same for all


def service_buttons(services: list[Service], facet: str | None, speaker: Speaker) -> Buttons:
    """A button a service, asking for the facet, or naming the service where there is none."""
    intent = facet or "inform"
    return [
        {"title": service.name.text(speaker.language), "payload": payload(intent, service=service.id)}
        for service in services
    ]


def _ask_which(turn: Turn, speaker: Speaker, facet: str | None, present: Service | None, *, unknown: bool) -> Events:
    """Ask which service is meant. `present`: the one in hand, offered first."""
    alike = catalogue().named(list(turn.services))
    offered = alike or popularity.popular()
    if present is not None:
        offered = [present, *(service for service in offered if service is not present)]
    if unknown and alike and quoting.answer(turn, speaker):
        return []
    if unknown and not alike:
        return ask_unknown(turn, speaker, facet, present)
    buttons = service_buttons(offered[: _MAX_BUTTONS - 2], facet, speaker)
    key = "catalogue.which_of_these" if alike else "catalogue.which_service"
    more = [] if alike else [browsing.button(speaker)]
    speaker.say(key, [*buttons, *more, speaker.button("common.menu_help", "help")])
    return [SlotSet("offer", f"facet:{facet or ''}")]


def ask_unknown(turn: Turn, speaker: Speaker, facet: str | None = None, present: Service | None = None) -> Events:
    """Say that the service named is not known here, and offer what is. `present`: the one in hand, offered first."""
    if quoting.answer(turn, speaker):
        return []
    offered = popularity.popular()
    if present is not None:
        offered = [present, *(service for service in offered if service is not present)]
    buttons = service_buttons(offered[:_OFFERED], facet, speaker)
    speaker.say(
        "catalogue.unknown_service",
        [*second_wish(turn, speaker), *buttons, quoting.person(speaker), browsing.button(speaker)],
    )
    return [SlotSet("offer", f"facet:{facet or ''}"), *focus.let_go(turn.slots)]


def second_wish(turn: Turn, speaker: Speaker) -> Buttons:
    """The button for a problem named in the same message as the question: its report is offered, so that it is not lost."""
    problem = next(filter(None, map(catalogue().category, turn.categories)), None) if not turn.form_open else None
    if problem is None:
        return []
    title = speaker.text("common.suggest_report", name=problem.name.text(speaker.language))
    return [{"title": title, "payload": payload("report_problem", problem_category=problem.id)}]


def next_buttons(service: Service, facet: str | None, speaker: Speaker, *, named: bool) -> Buttons:
    others = [name for name in facets.FACETS if name != facet and facets.recorded(service, name)]
    buttons = [speaker.button(f"catalogue.button_{name}", name, service=service.id) for name in others]
    if facet is None:
        cases = deciding.documents_of_each(service, speaker)
        buttons = [*cases, *buttons[bool(cases) :]]
    if named and service.default:
        # The citizen named only the group («گذرنامه»): renewal or replacement may be what is meant.
        siblings = service_buttons(catalogue().siblings(service), facet, speaker)
        buttons = buttons[: max(4, _MAX_BUTTONS - 1 - len(siblings))] + siblings
    place = _FIRST_FACETS if facet is None else 0
    buttons[place:place] = _nearest_office(service, facet, speaker)
    return buttons[:_MAX_BUTTONS] or speaker.menu()


def _nearest_office(service: Service, facet: str | None, speaker: Speaker) -> Buttons:
    """The button that looks for an office, where the service is got at one and offices of that kind are recorded."""
    if facet not in (None, "ask_channel") or not kinds_for(service.id):
        return []
    known = directory().has(Wanted(service=service.id))
    return [speaker.button("offices.button_nearest", "find_office", service=service.id)] if known else []
