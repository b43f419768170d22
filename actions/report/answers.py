"""How one message fills the draft. Pure: a draft and a turn in, the changed draft and remarks out."""

import time
from dataclasses import replace

from actions.offices import questions
from actions.report import checks, phrases, places
from actions.report.corrections import corrected
from actions.report.decisions import decide
from actions.report.draft import NO_PHOTO, Draft
from actions.report.edits import edited
from actions.report.outcome import Outcome
from actions.report.readers import READERS, choose, decided, read_all
from actions.report.subject import category_in, likely_category, other_category, set_category
from actions.services.dialogue import lists
from actions.turn import Turn

_ANSWERS = {"inform", "correct", "report_problem", "affirm", "deny", "nlu_fallback"}
_ALWAYS_ASIDE = {"cancel", "emergency"}
_CHATTER = {"greet", "goodbye", "thank", "smalltalk", "out_of_scope", "bot_identity", "repeat"}
_SHORT = 3  # words
_KEPT_SECONDS = 3600  # a place or photo sent without a report belongs to one made within the hour
# Descriptions and addresses are free text that may resemble any intent; the classifier must be sure to interrupt them.
_SURE = {"aside": 0.6, "question": 0.7, "chatter": 0.85, "known": 0.65}


def opening(draft: Draft, turn: Turn) -> Draft:
    """A fresh draft with all that the first message says; a place or photo sent just before it stays."""
    fresh = Draft(form_id=f"{turn.conversation}:{turn.update}")
    if draft.kept is not None and time.time() - draft.kept < _KEPT_SECONDS:
        fresh.place, fresh.photo = draft.place, draft.photo
    fresh.category = likely_category(turn) or (draft.category if draft.form_id is None else None)
    if draft.form_id is None and draft.description and str(turn.slots.get("offer")).startswith("suggest:"):
        read_all(fresh, draft.description)  # told just before, when it was not yet clear that it is a report
    text = checks.clean(turn.said)
    if turn.intent in ("report_problem", "correct", "inform"):
        read_all(fresh, text, turn.addresses)
    _attachments(fresh, turn)
    return fresh


def take(draft: Draft, turn: Turn) -> Outcome:
    """Fill the draft from a message to the open form."""
    notes = _attachments(draft, turn)
    text = checks.clean(turn.said)
    early = _pressed(draft, turn, notes) if turn.pressed else _in_words(draft, turn, text, notes)
    if early:
        return early
    if _is_aside(draft, turn):
        hint = _hint(draft, turn)
        return Outcome([*notes, hint]) if hint else Outcome(notes, aside=not notes)
    if turn.edited and text:
        step = (draft.sources or {}).get(turn.reference) if turn.reference else draft.typed
        # An edit of another message is no answer of the form.
        return Outcome([*notes, *edited(draft, turn, step, text)] if step else notes)
    reader = READERS.get(draft.step or "")
    return reader(draft, turn, text, notes) if reader else Outcome(notes)


def _pressed(draft: Draft, turn: Turn, notes: list[str]) -> Outcome | None:
    """What buttons of the form, places and photos do at any step; None for other buttons."""
    choice = turn.entities.get("report_choice")
    if choice == "submit" and _change_menu_shown(turn):
        return Outcome(["requests.note_nothing_changed"])
    if choice:
        return choose(draft, choice)
    if turn.location or turn.photo:
        return Outcome(notes)
    if turn.intent == "report_problem" and draft.category:
        other = category_in(turn) not in (None, draft.category)
        return Outcome(["requests.note_finish_first" if other else "requests.note_back"])
    return None


def _in_words(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome | None:
    """What words decide whatever the classifier makes of them: going on, a change, lodging; None for all else."""
    found = set(checks.words(text))
    if found and found <= set(lists()["continue_words"]):
        return Outcome(notes)
    if phrases.waits(text):
        return Outcome([*notes, "requests.note_waiting"])
    if phrases.goes_back(text):
        return _back(draft)
    menu = draft.step == "confirmed" and _change_menu_shown(turn)
    if menu and (chosen := _at_change_menu(turn, text, found, notes)):
        return chosen
    photo_open = draft.photo is None
    if not turn.edited and (done := corrected(draft, turn, text, asked=menu)):
        if photo_open and checks.refuses_photo(text):
            draft.photo = NO_PHOTO
        return replace(done, notes=[*notes, *done.notes])
    if draft.step in ("photo", "confirmed") and text and (done := decided(draft, turn, text)):
        return done
    if draft.step == "place" and (decision := decide(turn, text)) and not decision.step:
        return Outcome([*notes, "requests.hint_place"])  # «ثبتش کن» is no address
    another = other_category(draft, turn)
    if another and _wants_other(text):
        return Outcome([*notes, *_report_other(draft, another, text)])
    return None


def _at_change_menu(turn: Turn, text: str, found: set[str], notes: list[str]) -> Outcome | None:
    """What answers «which one?» without naming a part; nothing is lodged that has just been called wrong."""
    if found.intersection(lists()["none_words"]) or (turn.intent == "deny" and len(found) <= _SHORT):
        return Outcome(notes)
    decision = decide(turn, text)
    if decision and not decision.step:
        return (
            Outcome(notes, change_menu=True) if decision.refused else Outcome([*notes, "requests.note_nothing_changed"])
        )
    return Outcome(notes, change_menu=True) if turn.intent == "affirm" and len(found) <= _SHORT else None


def _back(draft: Draft) -> Outcome:
    """Ask the question before the open one; its answer stays until another one comes."""
    step = draft.step_before()
    return Outcome(["requests.note_step_back"] if step else ["requests.note_first_step"], ask=step)


def _attachments(draft: Draft, turn: Turn) -> list[str]:
    """A place or photo counts at any step."""
    notes = []
    if turn.location:
        lat, long = turn.location
        if checks.in_iran(lat, long):
            if draft.place is not None:
                notes.append("requests.note_place_changed")
            draft.place = {"lat": lat, "long": long}
        else:
            notes.append("requests.note_outside")
    if turn.photo:
        if draft.step not in (None, "photo"):
            notes.append("requests.note_photo_kept")
        draft.photo = turn.photo
    return notes


def _is_aside(draft: Draft, turn: Turn) -> bool:
    if turn.intent in _ANSWERS:
        return False
    if turn.pressed:
        return True
    kind = "aside" if turn.intent in _ALWAYS_ASIDE else "chatter" if turn.intent in _CHATTER else "question"
    if draft.step not in ("description", "place") or (draft.step == "place" and checks.is_question(turn.said)):
        return kind != "chatter" or turn.confidence >= _SURE["known"]
    return not turn.edited and turn.confidence >= _SURE[kind]


def _change_menu_shown(turn: Turn) -> bool:
    return any('"change_place"' in button["payload"] for button in turn.last_buttons)


def _hint(draft: Draft, turn: Turn) -> str | None:
    """The text for a question about the report itself («کجا را بگویم؟»); None for one about a service."""
    if turn.pressed or not turn.intent.startswith("ask_") or "service" in turn.entities:
        return None
    if turn.slots.get("service") and not checks.foreign_words(turn.said):
        return None
    if questions.asked(turn):  # «ساعت کارش؟» after a side question about offices
        return None
    if turn.intent in ("ask_duration", "ask_cost") and turn.confidence >= _SURE["question"]:
        return f"requests.note_{turn.intent.removeprefix('ask_')}"
    return f"requests.hint_{draft.step}" if draft.step != "attributes" else "requests.note_not_known"


def _wants_other(text: str) -> bool:
    """«نه، می‌خواهم چاله گزارش کنم»: another problem instead of the one in hand, not beside it («درخت هم شکسته»)."""
    found = set(checks.words(text))
    return bool(found.intersection(lists()["wish_words"])) and "هم" not in found and not places.names_place(text)


def _report_other(draft: Draft, category: str, text: str) -> list[str]:
    """Another problem instead of the one in hand: what was told belongs to the one that is no longer meant."""
    draft.description = text[: checks.MAX_DESCRIPTION] if checks.tells_problem(text, known=True) else None
    set_category(draft, category)
    return ["requests.note_category_changed"]
