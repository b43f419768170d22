"""What a report is about: the kind of problem that a message names, and its description."""

import re

from actions.report import checks
from actions.report.draft import UNCLEAR, Draft
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.turn import Turn
from shahryar.texts import say

_BEFORE_COMMA = re.compile(r"\s+(?=[،,\s])|[،,]\s*(?=[،,])")
_NAME_WORDS = 4  # the name of a kind of problem is no longer than this


def category_in(turn: Turn) -> str | None:
    """Id of the problem category that the message names."""
    found = catalogue().category(turn.entities.get("problem_category"))
    return found.id if found else None


def likely_category(turn: Turn) -> str | None:
    """The category named, else the only one that the words resemble: the citizen sees it in the summary."""
    return category_in(turn) or (turn.categories[0] if len(turn.categories) == 1 else None)


def named_categories(turn: Turn) -> tuple[str, ...]:
    """Kinds of problem that words of the message name; a guess from a long message as a whole names none."""
    if not turn.problems:
        return tuple(filter(None, [category_in(turn)]))
    words = checks.words(turn.said)
    short = len(words) <= _NAME_WORDS and not set(lists()["denial_words"]).intersection(words)
    return tuple(kind for kind, start, end in turn.problems if short or end - start < len(turn.said))


def other_category(draft: Draft, turn: Turn) -> str | None:
    """The kind of problem that the message names instead of, or beside, the one in hand."""
    return next((kind for kind in named_categories(turn) if draft.category and kind != draft.category), None)


def is_another(draft: Draft, turn: Turn) -> bool:
    """The message tells of another problem than the one in hand; more of it may resemble several kinds."""
    known = draft.category in (UNCLEAR, *named_categories(turn))
    return not known and other_category(draft, turn) is not None


def set_category(draft: Draft, category: str) -> None:
    """Take another kind of problem; answers to the former one's own questions, and its name as description, go."""
    if draft.description and draft.description == by_name(draft.category):
        draft.description = by_name(category)
    draft.category, draft.attributes = category, None


def clear(draft: Draft, step: str) -> None:
    """Forget an answer, so that it is asked for again."""
    if step == "category":
        draft.description = None if draft.description == by_name(draft.category) else draft.description
        draft.category = draft.attributes = None
    elif step == "place":
        draft.description = _without_address(draft)
        draft.place = None
    elif step in ("description", "photo"):
        setattr(draft, step, None)
    draft.confirmed = None


def _without_address(draft: Draft) -> str | None:
    """The description without the address that has been called wrong, where something is left of it."""
    told, address = draft.description or "", str((draft.place or {}).get("address", ""))
    rest = _BEFORE_COMMA.sub("", told.replace(address, "")).strip(" ،,") if address else told
    return rest if checks.words(rest) else draft.description


def by_name(category: str | None) -> str | None:
    """The description of a report whose subject says enough."""
    found = catalogue().category(category)
    return found.name.fa if found else None


def add_to_description(draft: Draft, more: str, language: str) -> None:
    """Put more of what was told behind the description; in place of one that is only the subject's name."""
    before = draft.description or ""
    if before in more or before == by_name(draft.category):
        whole = more
    else:
        whole = before if more in before else say("requests.description_more", language, before=before, more=more)
    draft.description = whole[: checks.MAX_DESCRIPTION]
