"""A message that puts right what was told before: the part it means takes the value it brings, at any step of the form."""

from collections.abc import Callable, Collection, Sequence

from actions.emergency import sure_danger
from actions.report import checks, phrases
from actions.report.decisions import named_step
from actions.report.draft import NO_PHOTO, Draft
from actions.report.outcome import Outcome
from actions.report.relocation import is_findable, move, new_address
from actions.report.subject import add_to_description, clear, other_category, set_category
from actions.services.dialogue import lists
from actions.turn import Turn

_NOT_GIVEN = {"نمی", "ندارم", "بدون", "without"}
_SURE = 0.6
_SHORT = 5  # words


def corrected(draft: Draft, turn: Turn, text: str, *, asked: bool) -> Outcome | None:
    """Put right the parts whose new value the message brings, or ask for the part that it calls wrong; None for all else.

    `asked`: the citizen was just asked what to change, so that every value is a correction.
    """
    if not text or not _may_correct(turn, text):
        return None
    found = [word[0] for word in phrases.tokens(text)]
    wrong = turn.intent == "correct" or _says_wrong(turn, text, found)
    if (photo := _photo(draft, found, text, wrong=wrong)) is not None:
        return photo
    if checks.is_question(text) and not wrong:
        return None
    named = phrases.parts_named(text)
    others = _open_to_change(turn, found, cue=asked or wrong or _denies(draft, turn, found))
    readings: tuple[Callable[[], list[str] | None], ...] = (
        lambda: _addition(draft, turn, text, lists()["addition_phrases"]),
        lambda: _description(draft, text) if "description" in named else None,
        lambda: _values(draft, turn, text, named, named=True),
        lambda: _addition(draft, turn, text, lists()["writing_words"]),
        lambda: _values(draft, turn, text, others, named=False),
    )
    notes = next((notes for reading in readings if (notes := reading()) is not None), None)
    return _without_value(draft, turn, text, wrong=wrong) if notes is None else Outcome(notes, correction=True)


def _may_correct(turn: Turn, text: str) -> bool:
    cries = turn.intent == "emergency" and (sure_danger(text) or not phrases.steps_in(text))
    leaves = turn.intent == "cancel" and turn.confidence >= _SURE
    if cries or leaves or "service" in turn.entities:
        return False
    return bool(turn.addresses) or "office" not in turn.entities


def _says_wrong(turn: Turn, text: str, found: Sequence[str]) -> bool:
    """«درستش کنید» alone wants the problem mended, not the report; «درسته جز آدرس» is no mere yes."""
    said = set(lists()["change_words"]).intersection(found)
    if turn.intent == "affirm" and not said.intersection(lists()["reserving_words"]):
        return False
    return bool(said - set(lists()["repair_words"]) or (said and phrases.steps_in(text)))


def _denies(draft: Draft, turn: Turn, found: Sequence[str]) -> bool:
    """«چاله نیست که، پیاده‌رو خرابه»: the present subject is denied and another one told."""
    kinds = [kind for kind, _, _ in turn.problems]
    negated = bool(set(lists()["negating_words"]).intersection(found))
    return negated and len(kinds) > 1 and draft.category in kinds


def _open_to_change(turn: Turn, found: Sequence[str], *, cue: bool) -> Collection[str]:
    """Parts that take a new value though the message does not name them; a yes or no may come with one («نه، فاضلابه»)."""
    answered = turn.intent in ("affirm", "deny")
    return ("category", "place") if cue or (answered and len(found) <= _SHORT) else ("place",) if answered else ()


def _photo(draft: Draft, found: Sequence[str], text: str, *, wrong: bool) -> Outcome | None:
    """«عکسش اشتباه بود», «عکسو بردار», «یه عکس دیگه میفرستم»."""
    if not any(phrases.step_of(word) == "photo" for word in found):
        return None
    given = draft.photo != NO_PHOTO
    gives = set(lists()["give_words"]).intersection(found) and not _NOT_GIVEN.intersection(found)
    if draft.photo is None:
        return Outcome(["requests.note_send_photo"], correction=True) if gives and draft.step == "photo" else None
    if set(lists()["remove_words"]).intersection(found) or (checks.refuses_photo(text) and not (wrong or gives)):
        draft.photo = NO_PHOTO
        return Outcome(["requests.note_photo_dropped"] if given else [], correction=True)
    if wrong or gives:
        clear(draft, "photo")
        return Outcome(["requests.note_photo_dropped"] if given and wrong else [], correction=True)
    return None


def _values(draft: Draft, turn: Turn, text: str, parts: Collection[str], *, named: bool) -> list[str] | None:
    """Remarks on a new address and subject, taken where `parts` holds them; None where the message brings neither."""
    moved = _place(draft, turn, text, named=named) if "place" in parts else None
    category = other_category(draft, turn) if "category" in parts else None
    if category is None:
        return moved
    set_category(draft, category)
    return [*(moved or []), "requests.note_category_changed"]


def _place(draft: Draft, turn: Turn, text: str, *, named: bool) -> list[str] | None:
    """Take the address that the text brings; None where it brings no other one."""
    if draft.place is None and draft.step != "place":
        return None
    present = str((draft.place or {}).get("address", ""))
    address = new_address(text, turn.addresses, present, named=named)
    if address is None or address == present or not is_findable(address, turn.addresses):
        return None
    notes = [] if draft.place is None else ["requests.note_place_changed"]
    move(draft, address)
    return notes


def _description(draft: Draft, text: str) -> list[str] | None:
    """«شرحش رو بنویس …»: in place of the present description; None where nothing new is told."""
    told = phrases.bare(phrases.about(text, "description"))
    if draft.description is None or len(checks.words(told)) < 2:
        return None
    draft.description, draft.typed = told[: checks.MAX_DESCRIPTION], "description"
    return ["requests.note_description_changed"]


def _addition(draft: Draft, turn: Turn, text: str, wishes: Sequence[str]) -> list[str] | None:
    """«اینم بگو که …»: behind the present description, or an address in place of the present one; None for all else."""
    more = None if draft.description is None else phrases.addition(text, wishes)
    if more is None:
        return None
    if not phrases.tells_deed(more) and (moved := _place(draft, turn, more, named=False)) is not None:
        return moved
    if len(checks.words(more)) < 2:
        return ["requests.hint_addition"]
    add_to_description(draft, more, turn.language)
    return ["requests.note_description_added"]


def _without_value(draft: Draft, turn: Turn, text: str, *, wrong: bool) -> Outcome | None:
    """«آدرسش غلطه» asks for that part, «اشتباه شد» which one; «آدرسش درسته» does neither."""
    step = None if turn.intent == "affirm" and not wrong else named_step(text)
    approved = set(lists()["approving_words"]).intersection(checks.words(text.lower()))
    if step is None and wrong and not approved:  # «موضوعش …ه نه چاله», with a subject that the model does not know
        step = next((part for part in ("category", "place") if part in phrases.parts_named(text)), None)
    late = draft.step in ("photo", "confirmed")
    if step and step != draft.step and getattr(draft, step) is not None and (late or wrong):
        clear(draft, step)
        return Outcome(correction=True)
    told = draft.category is not None and draft.step != "confirmed"
    only_wrong = wrong and len(checks.words(text)) > 1 and not phrases.bare(text)
    return Outcome(change_menu=True) if told and step is None and only_wrong else None
