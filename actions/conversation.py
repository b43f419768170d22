"""Talk about the talk: help, language, yes and no outside a form."""

import json
from dataclasses import replace

from rasa_sdk.events import FollowupAction, SlotSet

from actions import emergency, facets, handoff, plainness, popularity, quoting, wishes
from actions.base import CitizenAction, Events, Speaker, hand_on
from actions.catalogue import answer_facet
from actions.report.phrases import goes_back
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.turn import FORM, Turn
from store import conversations, session

_OWN = ("language", plainness.SLOT, popularity.SLOT, "last_code", "last_sources")
_SURE = 0.8  # questions about the assistant itself resemble a cry for help


class Help(CitizenAction):
    """Says what can be done here."""

    action_name = "action_help"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.said and emergency.warned(turn):
            return emergency.warn(turn, speaker)
        if turn.confidence < _SURE and quoting.answer(turn, speaker):
            return []
        if turn.form_open:
            speaker.say("requests.help")
            return []
        return help_menu(speaker)


def help_menu(speaker: Speaker, key: str = "common.help") -> Events:
    """The menu of all that can be done. `key`: the text above it."""
    buttons = [*speaker.menu()[:3], speaker.button("common.menu_mine", "list_my_requests")]
    other = "en" if speaker.language == "fa" else "fa"
    buttons.append(speaker.button(f"common.language_{other}", "change_language", language_code=other))
    if key != "common.help":  # nothing was understood: a person may be what is wanted
        buttons.append(handoff.button(speaker))
    speaker.say(key, buttons)
    return []


class SetLanguage(CitizenAction):
    """Fills the slot `language` from the message's metadata before anything is answered (slot mapping)."""

    action_name = "action_set_language"
    answers_anything = False

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        return [SlotSet("language", turn.language)] if turn.slots.get("language") != turn.language else []


class Restart(CitizenAction):
    """«از اول»: everything that was talked about goes; settings, and the code of the last report, stay the citizen's.

    «برگرد عقب» resembles it; within a report it is one question back, which the form sees to.
    """

    action_name = "action_restart"
    answers_anything = False

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.form_open and goes_back(turn.said):
            return [FollowupAction(FORM)]
        speaker.respond("utter_restart")
        kept = [SlotSet(name, turn.slots[name]) for name in _OWN if turn.slots.get(name)]
        return [{"event": "restart"}, *kept]


class ChangeLanguage(CitizenAction):
    """Switches between Persian and English and says the last answer about a service again; asks which where nothing tells."""

    action_name = "action_change_language"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        wanted = turn.entities.get("language_code") or _named_language(turn.said)
        if wanted not in ("fa", "en"):
            key = "common.language_unknown" if wanted else "common.ask_language"
            choices = [
                speaker.button(f"common.language_{code}", "change_language", language_code=code)
                for code in ("fa", "en")
            ]
            speaker.say(key, choices)
            return []
        async with session.transaction() as connection:
            await conversations.set_language(connection, turn.conversation, wanted)
        speaker.language = wanted
        kept = [SlotSet("language", wanted)]
        service = catalogue().service(turn.slots.get("service"))
        if service is not None and not turn.form_open and turn.answered_last(service.id):
            asked = replace(turn, said="", language=wanted, entities={"service": service.id})
            return [*kept, *answer_facet(asked, speaker, turn.slots.get("last_facet"))]
        speaker.say("common.language_set", speaker.menu())
        return kept


def _named_language(text: str) -> str | None:
    words = set(text.lower().replace("\u200c", " ").strip("؟?!. ").split())
    return next((code for code, names in lists()["language_words"].items() if words.intersection(names)), None)


class YesOrNo(CitizenAction):
    """A yes or no outside the form: to what was offered last, else it leads on."""

    action_name = "action_yes_or_no"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent in facets.FACETS:  # «بله» to what decides
            return answer_facet(turn, speaker, turn.intent)
        if turn.intent in wishes.TOPIC_OF:
            return await hand_on(wishes.action_of(turn.intent), turn, speaker)
        return yes_or_no(turn, speaker)


def yes_or_no(turn: Turn, speaker: Speaker) -> Events:
    """Answer the intent `affirm` or `deny`."""
    offer = str(turn.slots.get("offer") or "")
    if turn.intent == "affirm" and offer == "report":
        return [FollowupAction(FORM)]
    if turn.intent == "affirm" and offer.startswith("suggest:/"):
        return _take_suggestion(offer.removeprefix("suggest:"), turn, speaker)
    if turn.intent == "affirm" and offer.startswith(("suggest:", "facet:")):
        speaker.say("common.which_one", turn.last_buttons)
        return [SlotSet("offer", offer)]
    if turn.intent == "deny" and offer == "report":
        speaker.say("common.not_reported", speaker.menu())
        return [SlotSet(f"report_{name}", None) for name in ("place", "photo", "kept")]
    speaker.say("common.none_of_these" if turn.intent == "deny" else "common.what_next", speaker.menu())
    return []


def _take_suggestion(suggestion: str, turn: Turn, speaker: Speaker) -> Events:
    """«همان»: the only reading that was offered is meant."""
    intent, _, rest = suggestion.removeprefix("/").partition("{")
    entities = json.loads("{" + rest) if rest else {}
    if intent in facets.FACETS:
        return answer_facet(replace(turn, said="", entities=entities), speaker, intent)
    if intent == "report_problem":
        return [SlotSet("report_category", entities.get("problem_category")), FollowupAction(FORM)]
    return help_menu(speaker)
