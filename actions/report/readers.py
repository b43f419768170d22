"""What an answer to each step of the report form puts into the draft."""

from collections.abc import Callable, Sequence

from actions.report import checks, phrases, places
from actions.report.decisions import decide
from actions.report.draft import NO_PHOTO, Draft
from actions.report.outcome import Outcome
from actions.report.place_reader import read_place
from actions.report.relocation import is_findable, is_small, move, new_address, with_detail
from actions.report.subject import (
    add_to_description,
    by_name,
    clear,
    is_another,
    likely_category,
    other_category,
    set_category,
)
from actions.services.dialogue import lists
from actions.turn import Turn

_NAME_WORDS = 4  # a category said in no more words than these is its name alone
_SHORT = 3  # a yes or no in more words than these tells something
_SURE_YES = 0.7  # lodging cannot be taken back
_TELLING = {"report_problem", "inform", "nlu_fallback"}


def read_all(draft: Draft, text: str, addresses: Sequence[str] = ()) -> None:
    """Description, address and «عکس ندارم» of one message; what is known stays. `addresses`: what the model found."""
    address = places.named_in(text, addresses)
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
        draft.description = by_name(draft.category)
    elif choice == "change":
        return Outcome(change_menu=True)
    elif choice.startswith("change_"):
        clear(draft, choice.removeprefix("change_"))
    return Outcome()  # any other one, such as `continue`, asks the open question again


def _read_category(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    found = likely_category(turn)
    if found:
        set_category(draft, found)
    elif text:
        notes.append("requests.hint_category")
    read_all(draft, phrases.bare(text) if turn.intent == "correct" else text, turn.addresses)
    return Outcome(notes, ask=None if found else "category")


def _read_description(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if checks.refuses_photo(text) and len(checks.words(text)) <= _NAME_WORDS:
        draft.photo = draft.photo or NO_PHOTO
        return Outcome([*notes, "requests.hint_description"], ask="description")
    if not text:
        return Outcome(notes)
    found = checks.words(text)
    if turn.intent in ("affirm", "deny") and len(found) <= _SHORT:
        if draft.description is None and draft.may_lack_description():
            return choose(draft, "no_description")
        return Outcome([] if draft.description else ["requests.hint_description"])
    address = places.named_in(text, turn.addresses)
    if address and draft.place is None:
        draft.place = {"address": address[: checks.MAX_ADDRESS]}
        notes.append("requests.note_place_kept")
        if places.only_address(text, address):
            return Outcome(notes)
    if len(found) < 2:
        return Outcome([*notes, "requests.hint_description"], ask="description")
    if len(text) > checks.MAX_DESCRIPTION:
        notes.append("requests.note_description_cut")
    draft.description, draft.typed = text[: checks.MAX_DESCRIPTION], "description"
    return Outcome(notes)


def _read_photo(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if turn.photo or not text:
        return Outcome(notes)
    found = checks.words(text.lower())
    if turn.intent == "deny" or (len(found) <= _NAME_WORDS and set(lists()["no_photo_words"]).intersection(found)):
        draft.photo = NO_PHOTO
        return Outcome(notes)
    if _new_address(draft, turn, text):
        return Outcome([*notes, "requests.note_place_changed"])
    if turn.intent == "affirm":
        return Outcome([*notes, "requests.note_send_photo"], ask="photo")
    if turn.intent == "report_problem" and is_another(draft, turn):
        return Outcome([*notes, "requests.note_finish_first"])
    if _tells_more(draft, turn, text):
        return Outcome([*notes, "requests.note_description_added"])
    if checks.is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    return Outcome([*notes, "requests.hint_photo"])


def _read_confirmed(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    if turn.intent == "affirm" and turn.confidence >= _SURE_YES and not _says_otherwise(turn, text):
        draft.confirmed = True
        return Outcome(notes)
    if _new_address(draft, turn, text):
        return Outcome([*notes, "requests.note_place_changed"])
    if turn.intent in ("deny", "correct"):
        return Outcome(notes, change_menu=True)
    if turn.intent == "affirm" and _says_otherwise(turn, text):
        return Outcome([*notes, "requests.hint_confirmed"])
    other = other_category(draft, turn)
    if other and is_another(draft, turn):
        if len(checks.words(text)) > _NAME_WORDS:
            return Outcome([*notes, "requests.note_finish_first"])
        set_category(draft, other)
        return Outcome([*notes, "requests.note_category_changed"])
    if _tells_more(draft, turn, text):
        return Outcome([*notes, "requests.note_description_added"])
    if checks.is_question(text):  # «آدرسش درسته؟» is answered by the summary
        return Outcome(notes or ([] if phrases.steps_in(text) else ["requests.note_not_known"]))
    return Outcome(notes or ["requests.hint_confirmed"])


def _says_otherwise(turn: Turn, text: str) -> bool:
    """«آره ولی …», «آره، پلاک ۷»: a yes with a reserve, a number or an address in it wants something changed first."""
    reserve = set(lists()["reserving_words"]).intersection(checks.words(text.lower()))
    return bool(reserve or turn.addresses) or any(letter.isdigit() for letter in text)


def _new_address(draft: Draft, turn: Turn, text: str) -> bool:
    """Another address, given after the place was asked, takes its place."""
    found = places.part_of(text, turn.addresses)
    begins = turn.intent == "inform" and found and text.startswith(found) and not phrases.tells_deed(text)
    only = is_small(text) or begins or (found and places.only_address(text, found))
    present = str((draft.place or {}).get("address", ""))
    address = new_address(text, turn.addresses, present, named=True) if only else None
    address = with_detail(present, address) if address and not is_small(text) else address
    if address in (None, present) or not is_findable(address, turn.addresses):
        return False
    move(draft, address)
    return True


def _tells_more(draft: Draft, turn: Turn, text: str) -> bool:
    """More of the problem in hand, told after the description was given, is added to it."""
    more = (
        turn.intent in _TELLING
        and checks.tells_problem(text)
        and phrases.tells_deed(text)
        and not checks.is_question(text)
    )
    if more and not turn.edited:
        add_to_description(draft, text, turn.language)
    return more


def decided(draft: Draft, turn: Turn, text: str) -> Outcome | None:
    """What the words alone decide at the last two steps; None where they decide nothing."""
    decision = decide(turn, text)
    if checks.refuses_photo(text) or (draft.step == "photo" and decision and not decision.step):
        draft.photo = NO_PHOTO  # «بله ثبت کن» in place of a photo: there is none
        return Outcome()
    if decision is None or decision.step:
        return None
    draft.confirmed = None if decision.refused else True
    return Outcome(change_menu=decision.refused)


READERS: dict[str, Callable[[Draft, Turn, str, list[str]], Outcome]] = {
    "category": _read_category,
    "description": _read_description,
    "place": read_place,
    "photo": _read_photo,
    "confirmed": _read_confirmed,
}
