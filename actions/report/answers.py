"""How one message fills the draft. Pure: a draft and a turn in, the changed draft and remarks out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from actions.report import checks, places
from actions.report.decisions import decide
from actions.report.draft import NO_PHOTO, Draft
from actions.services.catalogue import catalogue, lists
from actions.turn import Turn

_ANSWERS = {"inform", "correct", "report_problem", "affirm", "deny", "nlu_fallback"}
_ALWAYS_ASIDE = {"cancel", "emergency"}
_CHATTER = {"greet", "goodbye", "thank", "smalltalk", "out_of_scope", "bot_identity", "repeat"}
_NAME_WORDS = 4  # a category said in no more words than these is its name alone
_SHORT = 3  # a yes or no in more words than these tells something
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
    fresh.category = _category(turn) or (draft.category if draft.form_id is None else None)
    if draft.form_id is None and draft.description and str(turn.slots.get("offer")).startswith("suggest:"):
        _read_all(fresh, draft.description)  # told just before, when it was not yet clear that it is a report
    text = checks.clean(turn.said)
    if turn.intent in ("report_problem", "correct", "inform"):
        _read_all(fresh, text)
    _attachments(fresh, turn)
    return fresh


def _read_all(draft: Draft, text: str) -> None:
    """Description, address and «عکس ندارم» of one message; what is known stays."""
    address = places.address_in(text)
    if address and draft.place is None:
        draft.place = {"address": address[: checks.MAX_ADDRESS]}
    if draft.photo is None and checks.refuses_photo(text):
        draft.photo = NO_PHOTO
    told = checks.tells_problem(text, known=draft.category is not None)
    if draft.description is None and told and not (address and places.only_address(text, address)):
        draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"


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
    if text and set(checks.words(text)) <= set(lists()["continue_words"]):
        return Outcome(notes)
    if draft.step == "confirmed" and text and (decided := _decided(draft, turn, text)):
        return decided
    other = _category(turn) if draft.category and _category(turn) != draft.category else None
    if other and (turn.intent == "correct" or _wants_other(text)):
        return Outcome([*notes, *_change_category(draft, other, text, wish=turn.intent != "correct")])
    if _is_aside(draft, turn):
        hint = _hint(draft, turn)
        return Outcome([*notes, hint]) if hint else Outcome(notes, aside=not notes)
    if turn.edited and text:
        return Outcome([*notes, *_edit(draft, text)])
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
    elif choice == "no_description":
        found = catalogue().category(draft.category)
        draft.description = found.name.fa if found else None
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
    if turn.pressed:
        return True
    kind = "aside" if turn.intent in _ALWAYS_ASIDE else "chatter" if turn.intent in _CHATTER else "question"
    if draft.step not in ("description", "place") or (draft.step == "place" and _is_question(turn.said)):
        return kind != "chatter" or turn.confidence >= _SURE["aside"]
    return not turn.edited and turn.confidence >= _SURE[kind]


def _hint(draft: Draft, turn: Turn) -> str | None:
    """The text for a question about the report itself («کجا را بگویم؟»); None for one about a service."""
    if turn.pressed or not turn.intent.startswith("ask_") or "service" in turn.entities:
        return None
    if turn.slots.get("service") and not checks.foreign_words(turn.said):
        return None
    if turn.intent in ("ask_duration", "ask_cost"):
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


def _is_question(text: str) -> bool:
    return text.rstrip().endswith(("؟", "?"))


def _edit(draft: Draft, text: str) -> list[str]:
    if draft.typed == "place":
        if not checks.is_address(text):
            return ["requests.note_address_short"]
        draft.place = {"address": text[: checks.MAX_ADDRESS]}
    else:
        draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
        address = places.address_in(text)
        if address and "address" in (draft.place or {}):
            draft.place = {"address": address[: checks.MAX_ADDRESS]}
    return ["requests.note_edited"]


def _read_category(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    draft.category = _category(turn)
    _read_all(draft, text)
    if draft.category is None and text:
        notes.append("requests.hint_category")
    return Outcome(notes)


def _read_description(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.description is not None or not text:
        return Outcome(notes)
    found = checks.words(text)
    if turn.intent in ("affirm", "deny") and len(found) <= _SHORT:
        return _choose(draft, "no_description") if draft.may_lack_description() else Outcome(["requests.hint_description"])
    address = places.address_in(text)
    if address and draft.place is None:
        draft.place = {"address": address[: checks.MAX_ADDRESS]}
        notes.append("requests.note_place_kept")
        if places.only_address(text, address):
            return Outcome(notes)
    if len(found) < 2:
        return Outcome([*notes, "requests.hint_description"])
    if len(text) > checks.MAX_DESCRIPTION:
        notes.append("requests.note_description_cut")
    draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
    return Outcome(notes)


def _read_place(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.place is not None or not text:
        return Outcome(notes)
    if turn.intent in ("affirm", "deny") and len(checks.words(text)) <= _SHORT:
        return Outcome([*notes, "requests.hint_place"])
    if _is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    if _category(turn) not in (None, draft.category) and not places.names_place(text):
        return Outcome([*notes, "requests.note_finish_first"])
    if checks.refuses_photo(text):
        draft.photo = draft.photo or NO_PHOTO
        text = checks.without_photo_clause(text)
    if not checks.is_address(text):
        return Outcome([*notes, "requests.note_address_short"])
    draft.place, draft.typed = {"address": text[: checks.MAX_ADDRESS]}, "place"
    return Outcome(notes)


def _read_photo(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.photo is not None or not text:
        return Outcome(notes)
    if turn.intent == "deny" or set(lists()["no_photo_words"]).intersection(checks.words(text.lower())):
        draft.photo = NO_PHOTO
        return Outcome(notes)
    if _new_address(draft, text):
        return Outcome([*notes, "requests.note_place_changed"])
    if turn.intent == "affirm":
        return Outcome([*notes, "requests.note_send_photo"])
    if turn.intent == "report_problem" and _category(turn) not in (None, draft.category):
        return Outcome([*notes, "requests.note_finish_first"])
    if _is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    return Outcome([*notes, "requests.hint_photo"])


def _read_confirmed(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if turn.intent == "affirm" and turn.confidence >= _SURE["yes"]:
        draft.confirmed = True
        return Outcome(notes)
    if _new_address(draft, text):
        return Outcome([*notes, "requests.note_place_changed"])
    if turn.intent in ("deny", "correct"):
        return Outcome(notes, change_menu=True)
    other = _category(turn)
    if other not in (None, draft.category):
        if len(checks.words(text)) > _NAME_WORDS:
            return Outcome([*notes, "requests.note_finish_first"])
        draft.category, draft.attributes = other, None
        return Outcome([*notes, "requests.note_category_changed"])
    return Outcome(notes or ["requests.note_not_known" if _is_question(text) else "requests.hint_confirmed"])


def _new_address(draft: Draft, text: str) -> bool:
    """Another address, given after the place was asked, takes its place."""
    address = places.address_in(text)
    if address and places.only_address(text, address):
        draft.place, draft.typed = {"address": address[: checks.MAX_ADDRESS]}, "place"
    return bool(address and places.only_address(text, address))


def _decided(draft: Draft, turn: Turn, text: str) -> Outcome | None:
    decision = decide(turn, text)
    if decision is None:
        return None
    if decision.step:
        _clear(draft, decision.step)
    elif not decision.refused:
        draft.confirmed = True
    return Outcome(change_menu=decision.refused)


_READERS: dict[str, Callable[[Draft, Turn, str, list[str]], Outcome]] = {
    "category": _read_category,
    "description": _read_description,
    "place": _read_place,
    "photo": _read_photo,
    "confirmed": _read_confirmed,
}
