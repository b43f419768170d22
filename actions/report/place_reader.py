"""What an answer to «جایش را بفرستید» puts into the draft: an address, or more of the problem."""

from actions.report import checks, phrases, places
from actions.report.draft import NO_PHOTO, Draft
from actions.report.outcome import Outcome
from actions.report.relocation import is_findable, move
from actions.report.subject import add_to_description, is_another, named_categories
from actions.services.dialogue import lists
from actions.turn import Turn

_SHORT = 3  # a yes or no in more words than these tells something


def read_place(draft: Draft, turn: Turn, text: str, notes: list[str]) -> Outcome:
    """Fill the place from a typed message; what it tells of the problem goes to the description."""
    if turn.location or not text:
        return Outcome(notes)
    if checks.refuses_photo(text):
        draft.photo = draft.photo or NO_PHOTO
        text = checks.without_photo_clause(text)
    short = len(checks.words(text)) <= _SHORT or not (turn.addresses or places.names_place(text))
    if not text or (turn.intent in ("affirm", "deny") and short):
        return Outcome(notes if draft.place else [*notes, "requests.hint_place"])
    if checks.is_question(text):
        return Outcome([*notes, "requests.note_not_known"])
    address = places.part_of(text, turn.addresses)
    if turn.intent == "correct" and address is None and not places.hints_at_place(text):
        return Outcome(notes, change_menu=True)
    if address is None and _tells_no_place(text):
        return Outcome([*notes, "requests.hint_place"])
    if tells_problem(turn, text, address):
        return _problem_told(draft, turn, text, notes, address)
    if not is_findable(text, turn.addresses):
        return Outcome([*notes, "requests.note_address_short"], ask="place")
    move(draft, text)
    return Outcome(notes)


def _tells_no_place(text: str) -> bool:
    """«آدرس دقیق ندارم», «the address is wrong», «نمی‌دونم کجاست»."""
    named = any(step == "place" for _, _, step in phrases.steps_in(text))
    said = phrases.about(text, "place")
    unknown = set(lists()["unknowing_words"]).intersection(word[0] for word in phrases.tokens(text))
    return bool(unknown or (named and not (phrases.bare(said) and places.hints_at_place(said))))


def tells_problem(turn: Turn, text: str, address: str | None) -> bool:
    """The text tells what happened, or names a kind of problem and no place; `address`: the part that is one."""
    if phrases.tells_deed(text):
        return True
    return bool(named_categories(turn)) and not (address or places.names_place(text) or places.hints_at_place(text))


def _problem_told(draft: Draft, turn: Turn, text: str, notes: list[str], address: str | None) -> Outcome:
    if address and is_findable(address, turn.addresses):
        move(draft, address)
    elif is_another(draft, turn):
        return Outcome([*notes, "requests.note_finish_first"])
    if address and places.only_address(text, address):
        return Outcome(notes)
    add_to_description(draft, text, turn.language)
    return Outcome([*notes, "requests.note_description_added"])
