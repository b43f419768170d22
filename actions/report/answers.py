"""How one message fills the draft. Pure: a draft and a turn in, the changed draft and remarks out."""

import time

from actions import office_questions
from actions.report import checks, places
from actions.report.decisions import decide
from actions.report.draft import Draft
from actions.report.readers import (
    READERS,
    Outcome,
    category_in,
    choose,
    decided,
    is_question,
    likely_category,
    read_all,
)
from actions.services.catalogue import lists
from actions.turn import Turn

_ANSWERS = {"inform", "correct", "report_problem", "affirm", "deny", "nlu_fallback"}
_ALWAYS_ASIDE = {"cancel", "emergency"}
_CHATTER = {"greet", "goodbye", "thank", "smalltalk", "out_of_scope", "bot_identity", "repeat"}
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
        read_all(fresh, text)
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
        return Outcome(
            [*notes, *_edit(draft, step, text)] if step else notes
        )  # of another message: no answer of the form
    reader = READERS.get(draft.step or "")
    return reader(draft, turn, text, notes) if reader else Outcome(notes)


def _pressed(draft: Draft, turn: Turn, notes: list[str]) -> Outcome | None:
    """What buttons of the form, places and photos do at any step; None for other buttons."""
    choice = turn.entities.get("report_choice")
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
    menu = draft.step == "confirmed" and _change_menu_shown(turn)
    if menu and (turn.intent == "deny" or found.intersection(lists()["none_words"])):
        return Outcome(notes)
    if menu and turn.intent == "affirm" and not decide(turn, text):
        return Outcome(notes, change_menu=True)  # «آره» answers «which one?» and lodges nothing
    if draft.step in ("photo", "confirmed") and text and (done := decided(draft, turn, text)):
        return done
    another = category_in(turn) if draft.category and category_in(turn) != draft.category else None
    if another and (turn.intent == "correct" or _wants_other(text)):
        return Outcome([*notes, *_change_category(draft, another, text, wish=turn.intent != "correct")])
    return None


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
    if draft.step not in ("description", "place") or (draft.step == "place" and is_question(turn.said)):
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
    if office_questions.asked(turn):  # «ساعت کارش؟» after a side question about offices
        return None
    if turn.intent in ("ask_duration", "ask_cost") and turn.confidence >= _SURE["question"]:
        return f"requests.note_{turn.intent.removeprefix('ask_')}"
    return f"requests.hint_{draft.step}" if draft.step != "attributes" else "requests.note_not_known"


def _wants_other(text: str) -> bool:
    """«نه، می‌خواهم چاله گزارش کنم»: another problem instead of the one in hand, not beside it («درخت هم شکسته»)."""
    found = set(checks.words(text))
    return bool(found.intersection(lists()["wish_words"])) and "هم" not in found and not places.names_place(text)


def _change_category(draft: Draft, category: str, text: str, *, wish: bool) -> list[str]:
    draft.category, draft.attributes = category, None
    if wish:  # what was told belongs to the problem that is no longer meant
        draft.description = text[: checks.MAX_DESCRIPTION] if checks.tells_problem(text, known=True) else None
    return ["requests.note_category_changed"]


def _edit(draft: Draft, step: str, text: str) -> list[str]:
    if step == "place":
        if not checks.is_address(text):
            return ["requests.note_address_short"]
        draft.place = {"address": text[: checks.MAX_ADDRESS]}
    else:
        draft.description = text[: checks.MAX_DESCRIPTION]
        address = places.address_in(text)
        if address and "address" in (draft.place or {}):
            draft.place = {"address": address[: checks.MAX_ADDRESS]}
    return ["requests.note_edited"]
