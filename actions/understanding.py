"""Messages without a wish of their own: a bare name, number, place or photo, and what was not understood."""

import re
import time

from rasa_sdk.events import FollowupAction, SlotSet

from actions import doubts, emergency, facets, focus, handoff, kinds, quoting, values, wishes
from actions.base import Buttons, CitizenAction, Events, Speaker, hand_on, payload
from actions.cases import code_in
from actions.catalogue import answer_facet, facet_in_hand
from actions.conversation import help_menu, yes_or_no
from actions.offices import searching
from actions.report.checks import MAX_DESCRIPTION, clean, foreign_words, in_iran, tells_problem, words
from actions.requests import already_lodged
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.offices.directory import directory
from actions.tracking import track
from actions.turn import FORM, Turn
from actions.which import ask_unknown

_SUGGESTIONS = 3
_LIKELY = 0.1
_PLAIN_LIKELY = 0.25  # nothing in the words supports these but the classifier
_CERTAIN = 0.8
_BEYOND = 0.97  # «کارت گرافیک»
_NAMING = 0.6  # a bare name may stand in any sentence; the classifier knows it by what is missing
_NAME_WORDS = 5
_SIGNS = re.compile(r"https?://\S+|www\.\S+|[\u2600-\u27bf\U0001f000-\U0001faff]")  # links and emoji
_PLAIN = ("report_problem", "track_request", "list_my_requests", "change_language", "help")


class Inform(CitizenAction):
    """Takes a bare piece of information, or a correction, as what it most likely is for."""

    action_name = "action_inform"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in facets.FACETS:  # the answer to what decides
            return answer_facet(turn, speaker, turn.intent)
        attached = turn.photo or (turn.location and wishes.TOPIC_OF.get(turn.intent) != "offices")
        if turn.intent in wishes.TOPIC_OF and not attached:
            return await hand_on(
                wishes.action_of(turn.intent),
                turn,
                speaker,
                # the bare name, number or place was still to be told for it
            )
        wordless = _without_words(turn, speaker)
        if wordless is not None:
            return wordless
        code, misspelt = code_in(turn)
        if code or misspelt:
            return await track(turn, speaker)
        if turn.entities.get("service"):
            return answer_facet(turn, speaker, facet_in_hand(turn))
        if turn.entities.get("problem_category") and (turn.form_open or turn.confidence >= _NAMING):
            return [] if turn.form_open else [FollowupAction(FORM)]
        if _number_answered(turn, speaker):
            return []
        return ask_unknown(turn, speaker) if _names_unknown(turn) else suggest(turn, speaker)


def _without_words(turn: Turn, speaker: Speaker) -> Events | None:
    """What places, photos, buttons of the form, signs and contacts do; None for words."""
    if turn.location or turn.photo:
        return _keep(turn, speaker)
    if "report_choice" in turn.entities or "report_value" in turn.entities:
        return _spent_button(turn, speaker)
    if turn.intent in ("affirm", "deny"):
        return yes_or_no(turn, speaker)
    if turn.kind == "contact":
        speaker.say("common.contact_not_needed", speaker.menu())
        return []
    return None


def _number_answered(turn: Turn, speaker: Speaker) -> bool:
    """Answer a bare number that is wrong, or that nothing was asked for; False for other words."""
    wrong = values.remark(turn, speaker) if values.is_bare(turn) else None
    if wrong:
        speaker.send("\n".join([wrong, speaker.text("values.again")]), speaker.menu())
        return True
    if turn.said and all(word.isdigit() for word in words(turn.said)) and turn.entities:
        speaker.say("requests.no_code", [speaker.button("requests.button_mine", "list_my_requests")])
        return True
    return False


def _about_service_in_hand(turn: Turn) -> bool:
    """Something told about the one whom the last answer is for («بچه‌ام ۳ سالشه»)."""
    known = (
        not turn.form_open
        and turn.slots.get("service")
        and turn.slots.get("last_facet")
        and not foreign_words(turn.said)
    )
    return bool(known) and len([word for word in words(turn.said) if not word.isdigit()]) > 1


def _names_unknown(turn: Turn) -> bool:
    """A bare name of something that the catalogue lacks («کارت بازرگانی»), or of many things in it («المثنی»)."""
    named = (
        (foreign_words(turn.said) or kinds.kinds_in(turn.said))
        and not re.search(r"\d", turn.said)
        and not turn.entities
        and turn.confidence >= _NAMING
    )
    return bool(named) and not turn.categories and 0 < len(words(turn.said)) <= _NAME_WORDS


class OutOfScope(CitizenAction):
    """Says that this is beyond it, or, where a service or problem is hinted at and doubt is left, asks what is meant."""

    action_name = "action_out_of_scope"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in facets.FACETS:
            return answer_facet(turn, speaker, turn.intent)
        if turn.intent in wishes.TOPIC_OF:  # a place is looked for
            return await hand_on(wishes.action_of(turn.intent), turn, speaker)
        wordless = bool(turn.said) and not words(turn.said)
        if turn.intent != "out_of_scope" or wordless or emergency.sure_danger(turn.said):
            return suggest(turn, speaker)
        if turn.confidence < _CERTAIN and (turn.services or turn.categories):
            return suggest(turn, speaker)
        kind = turn.confidence < _BEYOND and doubts.names_kind(turn.said)
        if not turn.form_open and (kind or doubts.unrecorded(turn.said)):
            return ask_unknown(turn, speaker)
        if quoting.answer(turn, speaker):
            return []
        if turn.form_open:
            speaker.say("common.aside_out_of_scope")
        else:
            menu = speaker.menu()
            speaker.say("common.out_of_scope", [*menu[:2], handoff.button(speaker), menu[-1]])
        return focus.let_go(turn.slots)


class Fallback(CitizenAction):
    """Asks which of two or three readings is meant; where there is none, or the third time, it shows what can be done."""

    action_name = "action_fallback"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in facets.FACETS:
            return answer_facet(turn, speaker, turn.intent)
        if turn.intent in wishes.TOPIC_OF:  # a sign such as «👍»
            return await hand_on(wishes.action_of(turn.intent), turn, speaker)
        return suggest(turn, speaker)


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
        events += [SlotSet("report_place", {"lat": lat, "long": long}), *searching.keep_place(turn.location)]
    if turn.photo:
        events.append(SlotSet("report_photo", turn.photo))
    offices = [speaker.button("offices.button_here", "find_office")] if turn.location and directory().offices else []
    speaker.say("common.photo_received" if turn.photo else "common.place_received", [yes, *offices, no])
    return events


def _spent_button(turn: Turn, speaker: Speaker) -> Events:
    """A button of a report that is no longer open."""
    if turn.slots.get("last_code"):
        already_lodged(turn, speaker)
    else:
        speaker.say("requests.nothing_to_cancel", speaker.menu())
    return []


def suggest(turn: Turn, speaker: Speaker) -> Events:
    """Offer the likeliest readings as buttons, the menu where there are none or the last offer did not help.

    What was told of a problem stays for the report that may come of it.
    """
    if turn.intent in ("affirm", "deny"):  # a sign such as «👍»
        return yes_or_no(turn, speaker)
    if emergency.sure_danger(turn.said):
        return emergency.warn(turn, speaker)
    if _about_service_in_hand(turn):
        return answer_facet(turn, speaker, turn.slots["last_facet"])
    if doubts.unrecorded(turn.said):
        return ask_unknown(turn, speaker)
    if quoting.answer(turn, speaker):
        return []
    failed = int(turn.slots.get("fallbacks") or 0)
    suggestions = _suggestions(turn, speaker)
    other = focus.let_go(turn.slots) if foreign_words(turn.said) else []  # perhaps a service that is not known here
    unread = bool(_SIGNS.search(turn.said)) and not words(_SIGNS.sub("", turn.said))
    if not suggestions and turn.form_open:
        speaker.say("common.aside_signs" if unread else "common.aside_unsure")
        return other
    if not suggestions and doubts.names_kind(turn.said):
        return ask_unknown(turn, speaker)
    if not suggestions or failed > 1:
        help_menu(speaker, f"common.{'only_signs' if unread else 'still_unsure' if failed else 'unsure_menu'}")
        return [SlotSet("fallbacks", failed + 1), *other]
    none = speaker.button("common.button_none", "deny")
    one = len(suggestions) == 1
    speaker.say("common.unsure_one" if one else "common.unsure", [*suggestions, none])
    told = clean(turn.said)[:MAX_DESCRIPTION] if turn.categories and tells_problem(turn.said) else None
    offer = f"suggest:{suggestions[0]['payload'] if one else ''}"
    events = [SlotSet("fallbacks", failed + 1), SlotSet("offer", offer), *other]
    return events if turn.form_open else [*events, SlotSet("report_description", told)]


def _suggestions(turn: Turn, speaker: Speaker) -> Buttons:
    said = set(words(turn.said.lower()))
    hinted = [intent for intent, names in lists()["hint_words"].items() if said.intersection(names)]
    likely = hinted or [intent for intent, confidence in turn.ranking if confidence >= _LIKELY]
    facet = next((intent for intent in likely if intent in facets.FACETS), None)
    known = turn.services or ((turn.slots["service"],) if facet in hinted and turn.slots.get("service") else ())
    found: Buttons = []
    for service in catalogue().named(list(known[:2])):
        title = speaker.text(f"catalogue.suggest_{facet or 'ask_service'}", name=service.name.text(speaker.language))
        found.append({"title": title, "payload": payload(facet or "ask_service", service=service.id)})
    for category in filter(None, map(catalogue().category, turn.categories[:1])):
        title = speaker.text("common.suggest_report", name=category.name.text(speaker.language))
        found.append({"title": title, "payload": payload("report_problem", problem_category=category.id)})
    certain = hinted or [intent for intent, confidence in turn.ranking if confidence >= _PLAIN_LIKELY]
    plain = [intent for intent in certain if intent in _PLAIN and not (intent == "report_problem" and turn.categories)]
    found += [speaker.button(f"common.suggest_{intent}", intent) for intent in plain]
    found += [speaker.button(f"intents.{intent}", intent) for intent in certain if intent in wishes.TOPIC_OF]
    return found[:_SUGGESTIONS]
