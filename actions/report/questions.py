"""The question of each step, with its buttons."""

import textwrap
from collections.abc import Sequence
from typing import Any

from actions.base import Buttons, Speaker, payload
from actions.report.draft import NO_PHOTO, UNCLEAR, Draft
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.ports import Attribute
from actions.turn import Turn
from shahryar.formats import isolate, persian_digits

_CATEGORIES_SHOWN = 8
_SHOWN_CHARACTERS = 600  # of a long description, in the summary only
# Remarks that ask the question of a step in other words.
_QUESTIONS = {
    **{f"requests.hint_{step}": step for step in ("category", "description", "place", "photo", "confirmed")},
    "requests.note_address_short": "place",
    "requests.note_send_photo": "photo",
}
_CHANGEABLE = ("category", "description", "place", "photo")


def ask(
    draft: Draft, step: str, turn: Turn, speaker: Speaker, notes: Sequence[str], attribute: Attribute | None
) -> None:
    """Ask for a step in one message, remarks on the last answer first. `attribute`: the one open at that step."""
    extra: dict[str, Any] = {}
    if step == "category":
        question, buttons = speaker.text("requests.ask_category"), _categories(turn, speaker)
    elif step == "attributes" and attribute is not None:
        question, buttons = attribute.description, _values(attribute, speaker)
    elif step == "place":
        question, buttons = speaker.text("requests.ask_place"), []
        extra = {"json_message": {"request": "location"}}
    elif step == "photo":
        question = speaker.text("requests.ask_photo")
        buttons = [speaker.button("requests.button_no_photo", "inform", report_choice="no_photo")]
    elif step == "confirmed":
        question, buttons = summary(draft, speaker), _confirmation(speaker)
    else:
        question = speaker.text("requests.ask_description")
        none = speaker.button("requests.button_no_description", "inform", report_choice="no_description")
        buttons = [none] if draft.may_lack_description() else []
    if step in _CHANGEABLE and getattr(draft, step) is not None:
        buttons = [speaker.button("requests.button_same", "inform", report_choice="continue"), *buttons]
    if step != "confirmed":
        buttons = [*buttons, speaker.button("requests.button_cancel", "cancel")]
    told = told_texts(draft, speaker)
    lines = [speaker.text(note, present=told.get(step, ""), **told) for note in notes]
    if not _asks(notes, step):
        lines.append(question)
    speaker.send("\n".join(lines), buttons, **extra)


def _asks(notes: Sequence[str], step: str) -> bool:
    """The last remark is already the question of the step."""
    return bool(notes) and _QUESTIONS.get(notes[-1]) == step


def ask_change(speaker: Speaker) -> None:
    """Ask which answer to change."""
    buttons = [
        speaker.button(f"requests.step_{step}", "inform", report_choice=f"change_{step}") for step in _CHANGEABLE
    ]
    back = speaker.button("requests.button_keep", "inform", report_choice="continue")
    speaker.say("requests.ask_change", [*buttons, back, speaker.button("requests.button_cancel", "cancel")])


def summary(draft: Draft, speaker: Speaker) -> str:
    """The draft as the citizen sees it before it is lodged."""
    return speaker.text("requests.summary", **told_texts(draft, speaker))


def told_texts(draft: Draft, speaker: Speaker) -> dict[str, str]:
    """What was told at each step, as the citizen sees it."""
    photo = draft.photo and draft.photo != NO_PHOTO
    return {
        "category": category_name(draft.category, speaker.language),
        "description": textwrap.shorten(draft.description or "", _SHOWN_CHARACTERS, placeholder="…"),
        "place": place_text(draft.place, speaker),
        "photo": speaker.text("requests.photo_yes" if photo else "requests.photo_no"),
    }


def place_text(place: dict[str, Any] | None, speaker: Speaker) -> str:
    """An address as written, a point on the map as its coordinates."""
    if not place:
        return ""
    if "address" in place:
        address = str(place["address"])
        return isolate(address) if address.isascii() and speaker.language != "en" else address
    point = f"{place['lat']:.5f}, {place['long']:.5f}"
    return speaker.text("requests.point", point=isolate(point if speaker.language == "en" else persian_digits(point)))


def category_name(category: str | None, language: str) -> str:
    """Name of a category, empty where it is unknown."""
    found = catalogue().category(category)
    return found.name.text(language) if found else ""


def _categories(turn: Turn, speaker: Speaker) -> Buttons:
    known = catalogue().categories
    names = [name for name in (*turn.categories, *lists()["popular_categories"]) if name in known]
    shown = [name for name in dict.fromkeys(names) if name != UNCLEAR][: _CATEGORIES_SHOWN - 1] + [UNCLEAR]
    return [
        {"title": known[name].name.text(speaker.language), "payload": payload("inform", problem_category=name)}
        for name in shown
    ]


def _values(attribute: Attribute, speaker: Speaker) -> Buttons:
    return [{"title": name, "payload": payload("inform", report_value=key)} for key, name in attribute.values]


def _confirmation(speaker: Speaker) -> Buttons:
    return [
        speaker.button("requests.button_submit", "inform", report_choice="submit"),
        speaker.button("requests.button_change", "inform", report_choice="change"),
        speaker.button("requests.button_cancel", "cancel"),
    ]
