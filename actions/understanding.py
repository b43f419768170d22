"""Messages without a wish of their own: a bare name, number, place or photo, a correction, and what was not understood."""

import time

from rasa_sdk.events import FollowupAction, SlotSet

from actions import facets
from actions.base import Buttons, CitizenAction, Events, Speaker, payload
from actions.catalogue import answer_facet
from actions.conversation import help_menu
from actions.report.checks import in_iran
from actions.requests import already_lodged
from actions.services.catalogue import catalogue
from actions.tracking import code_in, track
from actions.turn import FORM, Turn

_SUGGESTIONS = 3
_LIKELY = 0.1
_CERTAIN = 0.8
_PLAIN = ("track_request", "list_my_requests", "change_language", "help")


class Inform(CitizenAction):
    """Takes a bare piece of information, or a correction, as what it most likely is for."""

    action_name = "action_inform"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.location or turn.photo:
            return _keep(turn, speaker)
        if "report_choice" in turn.entities or "report_value" in turn.entities:
            return _spent_button(turn, speaker)
        if turn.kind == "contact":
            speaker.say("common.contact_not_needed", speaker.menu())
            return []
        code, misspelt = code_in(turn)
        if code or misspelt:
            return await track(turn, speaker)
        if turn.entities.get("service"):
            return answer_facet(turn, speaker, _facet_in_hand(turn))
        if turn.entities.get("problem_category"):
            return [] if turn.form_open else [FollowupAction(FORM)]
        return suggest(turn, speaker)


class OutOfScope(CitizenAction):
    """Says that this is beyond it, or, where a service or problem is hinted at and doubt is left, asks what is meant."""

    action_name = "action_out_of_scope"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.confidence < _CERTAIN and (turn.services or turn.categories):
            return suggest(turn, speaker)
        speaker.respond("utter_out_of_scope")
        return []


class Fallback(CitizenAction):
    """Asks which of two or three readings is meant; the second time in a row it shows what can be done."""

    action_name = "action_fallback"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        return suggest(turn, speaker)


def _facet_in_hand(turn: Turn) -> str | None:
    """The facet asked before: a correction keeps it, and so does the answer to «which service?»."""
    offer = str(turn.slots.get("offer") or "")
    if offer.startswith("facet:"):
        return offer.removeprefix("facet:") or None
    return turn.slots.get("last_facet") if turn.intent == "correct" else None


def _keep(turn: Turn, speaker: Speaker) -> Events:
    """A place or photo out of the blue: keep it and ask whether it is for a report."""
    yes = speaker.button("common.button_yes_report", "report_problem")
    no = speaker.button("common.button_no", "deny")
    if turn.location and not in_iran(*turn.location):
        speaker.say("requests.note_outside", speaker.menu())
        return []
    events = [SlotSet("offer", "report"), SlotSet("report_kept", time.time())]
    if turn.location:
        lat, long = turn.location
        events.append(SlotSet("report_place", {"lat": lat, "long": long}))
    if turn.photo:
        events.append(SlotSet("report_photo", turn.photo))
    speaker.say("common.photo_received" if turn.photo else "common.place_received", [yes, no])
    return events


def _spent_button(turn: Turn, speaker: Speaker) -> Events:
    """A button of a report that is no longer open."""
    if turn.slots.get("last_code"):
        already_lodged(turn, speaker)
    else:
        speaker.say("requests.nothing_to_cancel", speaker.menu())
    return []


def suggest(turn: Turn, speaker: Speaker) -> Events:
    """Offer the likeliest readings as buttons, the menu where there are none or the last offer did not help."""
    failed = int(turn.slots.get("fallbacks") or 0)
    suggestions = _suggestions(turn, speaker)
    if failed or not suggestions:
        help_menu(speaker, "common.still_unsure" if failed else "common.unsure_menu")
    else:
        none = speaker.button("common.button_none", "deny")
        speaker.say("common.unsure", [*suggestions, none])
    return [SlotSet("fallbacks", failed + 1)]


def _suggestions(turn: Turn, speaker: Speaker) -> Buttons:
    likely = [intent for intent, confidence in turn.ranking if confidence >= _LIKELY]
    facet = next((intent for intent in likely if intent in facets.FACETS), "ask_service")
    found: Buttons = []
    for service in catalogue().named(list(turn.services[:2])):
        title = speaker.text(f"catalogue.suggest_{facet}", name=service.name.text(speaker.language))
        found.append({"title": title, "payload": payload(facet, service=service.id)})
    for name in turn.categories[:1]:
        category = catalogue().category(name)
        if category:
            title = speaker.text("common.suggest_report", name=category.name.text(speaker.language))
            found.append({"title": title, "payload": payload("report_problem", problem_category=name)})
    found += [speaker.button(f"common.suggest_{intent}", intent) for intent in likely if intent in _PLAIN]
    return found[:_SUGGESTIONS]
