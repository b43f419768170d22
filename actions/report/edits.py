"""An edited message corrects the answer that it was."""

from actions.report import checks, phrases, places
from actions.report.draft import Draft
from actions.report.relocation import is_findable, move, new_address
from actions.report.subject import other_category, set_category
from actions.turn import Turn


def edited(draft: Draft, turn: Turn, step: str, text: str) -> list[str]:
    """Take the new words of the message that answered `step`; returns remarks."""
    return _place(draft, turn, text) if step == "place" else _description(draft, turn, text)


def _place(draft: Draft, turn: Turn, text: str) -> list[str]:
    """The message may have been a correction («اشتباه شد، …») whose address alone counts."""
    address = new_address(text, turn.addresses, "", named=True) or text
    if not is_findable(address, turn.addresses):
        return ["requests.note_address_short"]
    move(draft, address)
    return ["requests.note_edited"]


def _description(draft: Draft, turn: Turn, text: str) -> list[str]:
    notes = ["requests.note_edited"]
    if other := other_category(draft, turn):
        set_category(draft, other)
        notes = ["requests.note_category_changed"]
    correction = any(phrases.step_of(word[0]) == "description" for word in phrases.tokens(text)[:1])  # «شرحش …»
    draft.description = (phrases.bare(text) if correction else text)[: checks.MAX_DESCRIPTION]
    address = places.address_in(text)
    if address and "address" in (draft.place or {}):
        draft.place = {"address": address[: checks.MAX_ADDRESS]}
    return notes
