"""Reporting an urban problem: the form's turn, lodging, cancelling."""

from collections.abc import Sequence

from rasa_sdk.events import ActiveLoop, SlotSet

from actions import emergency
from actions.base import CitizenAction, Events, Speaker, payload
from actions.report import answers, followups, questions
from actions.report.draft import Draft, slot_of
from actions.report.outcome import Outcome
from actions.services import attributes
from actions.services.backends import REQUESTS
from actions.services.ports import Attribute
from actions.turn import Turn
from shahryar.formats import code_text
from store import lodgings, session

_GIVES_WAY = "action_restart"  # for «برگرد عقب» it says nothing itself


class ReportForm(CitizenAction):
    """Validation action of Rasa's `report_form`: takes one message into the draft and asks the next question.

    It asks by itself instead of through `action_ask_…`, so that remark and question are one message and one call.
    No events mean "not an answer": Rasa then rejects the form and the rules answer the message.
    """

    action_name = "validate_report_form"
    answers_anything = False

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        draft = Draft.of(turn.slots)
        if turn.form_opened:
            if turn.edited and _made_the_last_report(turn):
                already_lodged(turn, speaker)
                return [*Draft().events(turn.slots), SlotSet("requested_slot", None)]
            fresh = answers.opening(draft, turn)
            await followups.fill(fresh, turn)
            fresh.note_source(turn.reference, None)
            return await _go_on(fresh, turn, speaker, Outcome(["requests.note_start"]))
        if turn.form_resumed and _waits(turn):
            return [*draft.events(turn.slots), SlotSet("requested_slot", slot_of(draft.step))]
        if turn.form_resumed and turn.answered_by != _GIVES_WAY:
            return await _go_on(draft, turn, speaker, Outcome([_note_back(draft, turn)], correction=True))
        before, draft.typed = draft.typed, None if turn.reference else draft.typed
        outcome = answers.take(draft, turn)
        draft.note_source(turn.reference, before)
        if outcome.aside:
            return []
        if outcome.change_menu:
            questions.ask_change(speaker)
            return [*draft.events(turn.slots), SlotSet("requested_slot", slot_of("confirmed"))]
        return await _go_on(draft, turn, speaker, outcome)


def _made_the_last_report(turn: Turn) -> bool:
    """Whether an edited message is one of which the last report was made; without a reference it is taken to be one."""
    sources = turn.slots.get("last_sources") or []
    return bool(turn.slots.get("last_code")) and (not turn.reference or turn.reference in sources)


def _waits(turn: Turn) -> bool:
    """The question has just been said again, or this is no moment to ask it."""
    repeated = turn.answered_by == "action_repeat" and not turn.focus.fresh  # «المثنیش چی؟» was a question of its own
    return repeated or turn.intent == "goodbye" or emergency.warned(turn)


def _note_back(draft: Draft, turn: Turn) -> str:
    if turn.intent in ("greet", "thank"):
        return f"requests.note_{turn.intent}"
    return "requests.note_back" if draft.category else "requests.note_back_plain"


async def _go_on(draft: Draft, turn: Turn, speaker: Speaker, outcome: Outcome) -> Events:
    """Ask what is still open, or close the form."""
    notes = outcome.notes
    needed = await attributes.required(draft.category) if draft.category else []
    _fill_attributes(draft, turn, needed, answered=not outcome.correction)
    open_ones = [item for item in needed if item.code not in (draft.attributes or {})]
    if draft.category and draft.description and draft.attributes is None and not open_ones:
        draft.attributes = {}
    step = outcome.ask or ("attributes" if _is_attribute_next(draft, open_ones) else draft.next_step())
    if step is not None:
        started = notes == ["requests.note_start"]
        shown = [] if started and (step == "confirmed" or not draft.category) else notes
        questions.ask(draft, step, turn, speaker, shown, open_ones[0] if open_ones else None)
    return [*draft.events(turn.slots), SlotSet("requested_slot", slot_of(step))]


def _is_attribute_next(draft: Draft, open_ones: Sequence[Attribute]) -> bool:
    return bool(open_ones and draft.category and draft.description)


def _fill_attributes(draft: Draft, turn: Turn, needed: Sequence[Attribute], *, answered: bool) -> None:
    """Answer the backend's questions from what was said: the message in hand where it `answered` one, else the description."""
    for item in needed:
        known = draft.attributes or {}
        if item.code in known:
            continue
        asked = answered and draft.step == "attributes"
        spoken = turn.entities.get("report_value") or turn.said if asked else ""
        found = attributes.match(item, spoken) or attributes.match(item, draft.description or "")
        if found is None and asked and not item.values and spoken:
            found = spoken[:200]
        if found is not None:
            draft.attributes = {**known, item.code: [found] if item.datatype == "multivaluelist" else found}
        if asked:
            return  # one message answers one question


def already_lodged(turn: Turn, speaker: Speaker) -> None:
    """Say that the last report of this conversation is lodged, and under which code."""
    code = str(turn.slots["last_code"])
    again = speaker.button("requests.button_new_report", "report_problem")
    track = {"title": speaker.text("requests.button_track"), "payload": payload("track_request", tracking_code=code)}
    speaker.say("requests.already_lodged", [track, again], code=code_text(code))


class LodgeReport(CitizenAction):
    """Writes the finished draft as a lodging; a job of the store takes it to the city."""

    action_name = "action_lodge_report"
    answers_anything = False

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        draft = Draft.of(turn.slots)
        if not draft.confirmed or not draft.form_id or not draft.category:
            return []  # the form was closed without a confirmation, which has been answered already
        async with session.transaction() as connection:
            code = await lodgings.create(
                connection,
                conversation=turn.conversation,
                form_id=draft.form_id,
                backend=REQUESTS,
                category=draft.category,
                details=draft.details(),
            )
        name = questions.category_name(draft.category, speaker.language)
        buttons = [
            {"title": speaker.text("requests.button_track"), "payload": payload("track_request", tracking_code=code)},
            speaker.button("requests.button_new_report", "report_problem"),
        ]
        speaker.say("requests.lodged", buttons, code=code_text(code), category=name)
        made_of = SlotSet("last_sources", list(draft.sources or {}))
        return [*Draft().events(turn.slots), SlotSet("last_code", code), made_of]


class Cancel(CitizenAction):
    """Leaves the form; without one it says that there is nothing to leave."""

    action_name = "action_cancel"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if not turn.form_open:
            speaker.say("requests.nothing_to_cancel", speaker.menu())
            return Draft().events(turn.slots)
        speaker.say("requests.cancelled", speaker.menu())
        return [*Draft().events(turn.slots), SlotSet("requested_slot", None), ActiveLoop(None)]
