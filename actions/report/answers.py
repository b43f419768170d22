"""How one message fills the draft. Pure: a draft and a turn in, the changed draft and remarks out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from actions.report import checks
from actions.report.draft import NO_PHOTO, Draft
from actions.services.catalogue import catalogue, lists
from actions.turn import Turn

_ANSWERS = {"inform", "correct", "report_problem", "affirm", "deny", "nlu_fallback"}
_ALWAYS_ASIDE = {"cancel", "emergency"}
_CHATTER = {"greet", "goodbye", "thank", "smalltalk", "out_of_scope", "bot_identity", "repeat"}
_NAME_WORDS = 4  # a category said in no more words than these is its name alone
_KEPT_SECONDS = 3600  # a place or photo sent without a report belongs to one made within the hour
# Descriptions and addresses are free text that may resemble any intent; the classifier must be sure to interrupt them.
_SURE = {"aside": 0.6, "question": 0.7, "chatter": 0.85, "yes": 0.7}


@dataclass(slots=True)
class Outcome:
    """What a message did. `aside`: it is no answer, the dialogue's rules take it. `notes`: keys of texts to say."""

    notes: list[str] = field(default_factory=list)
    aside: bool = False
    change_menu: bool = False


def opening(draft: Draft, turn: Turn) -> Draft:
    """A fresh draft with all that the first message says; a place or photo sent just before it stays."""
    fresh = Draft(form_id=f"{turn.conversation}:{turn.update}")
    if draft.kept is not None and time.time() - draft.kept < _KEPT_SECONDS:
        fresh.place, fresh.photo = draft.place, draft.photo
    fresh.category = _category(turn)
    text = checks.clean(turn.said)
    if turn.intent in ("report_problem", "correct", "inform") and checks.tells_problem(text):
        fresh.description, fresh.typed = text[: checks.MAX_DESCRIPTION], "description"
    _attachments(fresh, turn)
    return fresh


def take(draft: Draft, turn: Turn) -> Outcome:
    """Fill the draft from a message to the open form."""
    notes = _attachments(draft, turn)
    choice = turn.entities.get("report_choice")
    if choice:
        return _choose(draft, choice)
    if turn.pressed and (turn.location or turn.photo):
        return Outcome(notes)
    if turn.pressed and turn.intent == "report_problem" and draft.category:
        other = _category(turn) not in (None, draft.category)
        return Outcome(["requests.note_finish_first" if other else "requests.note_back"])
    text = checks.clean(turn.said)
    if draft.step == "confirmed" and text and (decided := _decide(draft, turn, text)):
        return decided
    if _is_aside(draft, turn):
        return Outcome(notes, aside=not notes)
    if turn.edited and text:
        return Outcome([*notes, *_edit(draft, text)])
    category = _category(turn)
    if category and turn.intent == "correct" and category != draft.category:
        draft.category, draft.attributes = category, None
        return Outcome([*notes, "requests.note_category_changed"])
    reader = _READERS.get(draft.step or "")
    return reader(draft, turn, text, notes) if reader else Outcome(notes)


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


def _category(turn: Turn) -> str | None:
    found = catalogue().category(turn.entities.get("problem_category"))
    return found.id if found else None


def _choose(draft: Draft, choice: str) -> Outcome:
    if choice == "submit":
        draft.confirmed = True
    elif choice == "no_photo":
        draft.photo = NO_PHOTO
    elif choice == "change":
        return Outcome(change_menu=True)
    elif choice.startswith("change_"):
        _clear(draft, choice.removeprefix("change_"))
    return Outcome()  # any other one, such as `continue`, asks the open question again


def _clear(draft: Draft, step: str) -> None:
    if step == "category":
        draft.category = draft.attributes = None
    elif step in ("description", "place", "photo"):
        setattr(draft, step, None)
    draft.confirmed = None


def _is_aside(draft: Draft, turn: Turn) -> bool:
    if turn.intent in _ANSWERS:
        return False
    if (
        turn.pressed
        or draft.step not in ("description", "place")
        or (draft.step == "place" and _is_question(turn.said))
    ):
        return True
    if turn.edited:
        return False
    kind = "aside" if turn.intent in _ALWAYS_ASIDE else "chatter" if turn.intent in _CHATTER else "question"
    return turn.confidence >= _SURE[kind]


def _is_question(text: str) -> bool:
    return text.rstrip().endswith(("؟", "?"))


def _edit(draft: Draft, text: str) -> list[str]:
    if draft.typed == "place":
        if not checks.is_address(text):
            return ["requests.note_address_short"]
        draft.place = {"address": text[: checks.MAX_ADDRESS]}
    else:
        draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
    return ["requests.note_edited"]


def _read_category(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    draft.category = _category(turn)
    if draft.description is None and checks.tells_problem(text):
        draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
    if draft.category is None and text:
        notes.append("requests.note_category_unclear")
    return Outcome(notes)


def _read_description(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if len(checks.words(text)) < 2:
        return Outcome([*notes, "requests.note_description_short"] if text else notes)
    if len(text) > checks.MAX_DESCRIPTION:
        notes.append("requests.note_description_cut")
    draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
    return Outcome(notes)


def _read_place(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.place is not None:
        return Outcome(notes)
    if _is_question(text):
        return Outcome([*notes, "requests.note_not_address"])
    if not checks.is_address(text):
        return Outcome([*notes, "requests.note_address_short"] if text else notes)
    draft.place, draft.typed = {"address": text[: checks.MAX_ADDRESS]}, "place"
    return Outcome(notes)


def _read_photo(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.photo is not None:
        return Outcome(notes)
    refusals = set(lists()["no_photo_words"])
    if turn.intent == "deny" or refusals.intersection(checks.words(text)):
        draft.photo = NO_PHOTO
        return Outcome(notes)
    other = _category(turn)
    if turn.intent == "report_problem" and other not in (None, draft.category):
        return Outcome([*notes, "requests.note_finish_first"])
    return Outcome([*notes, "requests.note_photo_expected"])


def _read_confirmed(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if turn.intent == "affirm" and turn.confidence >= _SURE["yes"]:
        draft.confirmed = True
        return Outcome(notes)
    if turn.intent in ("deny", "correct"):
        return Outcome(notes, change_menu=True)
    other = _category(turn)
    if other not in (None, draft.category):
        if len(checks.words(text)) > _NAME_WORDS:
            return Outcome([*notes, "requests.note_finish_first"])
        draft.category, draft.attributes = other, None
        return Outcome([*notes, "requests.note_category_changed"])
    return Outcome(notes or ["requests.note_confirm_expected"])


def _decide(draft: Draft, turn: Turn, text: str) -> Outcome | None:
    """What the words alone decide at the summary: a change, «بفرستش», «ثبتش نکن»; None where they decide nothing."""
    step = _named_step(text)
    if step:
        _clear(draft, step)
        return Outcome()
    found = set(checks.words(text))
    about_else = "service" in turn.entities or turn.intent.startswith("ask_")  # «ثبت‌نام مدرسه»
    if about_else or len(found) > 3 or not found.intersection(lists()["submit_words"]):
        return None
    if found.intersection(lists()["refuse_words"]):
        return Outcome(change_menu=True)
    draft.confirmed = True
    return Outcome()


def _named_step(text: str) -> str | None:
    """The step whose change is asked for in words («نشانی را عوض کن»)."""
    found = checks.words(text)
    if len(found) > 2 and not set(lists()["change_words"]).intersection(found):
        return None
    return next((step for step, names in lists()["step_words"].items() if _any_of(names, found)), None)


def _any_of(names: list[str], words: list[str]) -> bool:
    """A word is one of the names, or one of the longer names with an ending («موضوعش»)."""
    return any(word == name or (len(name) > 2 and word.startswith(name)) for name in names for word in words)


_READERS: dict[str, Callable[[Draft, Turn, str, list[str]], Outcome]] = {
    "category": _read_category,
    "description": _read_description,
    "place": _read_place,
    "photo": _read_photo,
    "confirmed": _read_confirmed,
}
