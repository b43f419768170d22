"""What an answer to each step of the report form puts into the draft."""

from collections.abc import Callable
from dataclasses import dataclass, field

from actions.report import checks, places
from actions.report.decisions import decide
from actions.report.draft import NO_PHOTO, Draft
from actions.services.catalogue import catalogue, lists
from actions.turn import Turn

_NAME_WORDS = 4  # a category said in no more words than these is its name alone
_SHORT = 3  # a yes or no in more words than these tells something
_SURE_YES = 0.7  # lodging cannot be taken back


@dataclass(slots=True)
class Outcome:
    """What a message did. `aside`: it is no answer, the dialogue's rules take it. `notes`: keys of texts to say."""

    notes: list[str] = field(default_factory=list)
    aside: bool = False
    change_menu: bool = False


def category_in(turn: Turn) -> str | None:
    """Id of the problem category that the message names."""
    found = catalogue().category(turn.entities.get("problem_category"))
    return found.id if found else None


def likely_category(turn: Turn) -> str | None:
    """The category named, else the only one that the words resemble: the citizen sees it in the summary."""
    return category_in(turn) or (turn.categories[0] if len(turn.categories) == 1 else None)


def is_question(text: str) -> bool:
    """The text ends as questions do."""
    return text.rstrip().endswith(("؟", "?"))


def read_all(draft: Draft, text: str) -> None:
    """Description, address and «عکس ندارم» of one message; what is known stays."""
    address = places.address_in(text)
    if address and draft.place is None:
        draft.place = {"address": address[: checks.MAX_ADDRESS]}
    if draft.photo is None and checks.refuses_photo(text):
        draft.photo = NO_PHOTO
    told = checks.tells_problem(text, known=draft.category is not None)
    if draft.description is None and told and not (address and places.only_address(text, address)):
        draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"


def choose(draft: Draft, choice: str) -> Outcome:
    """What a button of the form does."""
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


def _read_category(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    draft.category = likely_category(turn)
    read_all(draft, text)
    if draft.category is None and text:
        notes.append("requests.hint_category")
    return Outcome(notes)


def _read_description(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if draft.description is not None or not text:
        return Outcome(notes)
    found = checks.words(text)
    if turn.intent in ("affirm", "deny") and len(found) <= _SHORT:
        return (
            choose(draft, "no_description") if draft.may_lack_description() else Outcome(["requests.hint_description"])
        )
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
    if checks.refuses_photo(text):
        draft.photo = draft.photo or NO_PHOTO
        text = checks.without_photo_clause(text)
    if not text or (turn.intent in ("affirm", "deny") and len(checks.words(text)) <= _SHORT):
        return Outcome([*notes, "requests.hint_place"])
    if is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    if category_in(turn) not in (None, draft.category) and not places.names_place(text):
        return Outcome([*notes, "requests.note_finish_first"])
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
    if turn.intent == "report_problem" and category_in(turn) not in (None, draft.category):
        return Outcome([*notes, "requests.note_finish_first"])
    if is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    return Outcome([*notes, "requests.hint_photo"])


def _read_confirmed(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if turn.intent == "affirm" and turn.confidence >= _SURE_YES:
        draft.confirmed = True
        return Outcome(notes)
    if _new_address(draft, text):
        return Outcome([*notes, "requests.note_place_changed"])
    if turn.intent in ("deny", "correct"):
        return Outcome(notes, change_menu=True)
    other = category_in(turn)
    if other not in (None, draft.category):
        if len(checks.words(text)) > _NAME_WORDS:
            return Outcome([*notes, "requests.note_finish_first"])
        draft.category, draft.attributes = other, None
        return Outcome([*notes, "requests.note_category_changed"])
    return Outcome(notes or ["requests.note_not_known" if is_question(text) else "requests.hint_confirmed"])


def _new_address(draft: Draft, text: str) -> bool:
    """Another address, given after the place was asked, takes its place."""
    address = places.address_in(text)
    if address and places.only_address(text, address):
        draft.place, draft.typed = {"address": address[: checks.MAX_ADDRESS]}, "place"
    return bool(address and places.only_address(text, address))


def decided(draft: Draft, turn: Turn, text: str) -> Outcome | None:
    """What the words alone decide at the last two steps; None where they decide nothing."""
    decision = decide(turn, text)
    if checks.refuses_photo(text) or (draft.step == "photo" and decision and not decision.step):
        draft.photo = NO_PHOTO  # «بله ثبت کن» in place of a photo: there is none
        return Outcome()
    if decision is None or (draft.step == "photo" and decision.step == "photo"):
        return None
    if decision.step:
        _clear(draft, decision.step)
    elif not decision.refused:
        draft.confirmed = True
    return Outcome(change_menu=decision.refused)


READERS: dict[str, Callable[[Draft, Turn, str, list[str]], Outcome]] = {
    "category": _read_category,
    "description": _read_description,
    "place": _read_place,
    "photo": _read_photo,
    "confirmed": _read_confirmed,
}
