"""What a report is about: the kind of problem that a message names, and its description."""

from actions.report import checks
from actions.report.draft import Draft
from actions.services.catalogue import catalogue
from actions.turn import Turn
from shahryar.texts import say

_NAME_WORDS = 4  # the name of a kind of problem is no longer than this


def category_in(turn: Turn) -> str | None:
    """Id of the problem category that the message names."""
    found = catalogue().category(turn.entities.get("problem_category"))
    return found.id if found else None


def likely_category(turn: Turn) -> str | None:
    """The category named, else the only one that the words resemble: the citizen sees it in the summary."""
    return category_in(turn) or (turn.categories[0] if len(turn.categories) == 1 else None)


def is_guess(turn: Turn) -> bool:
    """The model's category rests on a long message as a whole, not on words that name it."""
    long = len(checks.words(turn.said)) > _NAME_WORDS
    return long and bool(turn.problems) and all(end - start >= len(turn.said) for _, start, end in turn.problems)


def other_category(draft: Draft, turn: Turn) -> str | None:
    """The kind of problem that the message names instead of, or beside, the one in hand."""
    if draft.category is None or is_guess(turn):
        return None
    named = (*(kind for kind, _, _ in turn.problems), category_in(turn))
    return next((kind for kind in named if kind and kind != draft.category), None)


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
    elif step in ("description", "place", "photo"):
        setattr(draft, step, None)
    draft.confirmed = None


def by_name(category: str | None) -> str | None:
    """The description of a report whose subject says enough."""
    found = catalogue().category(category)
    return found.name.fa if found else None


def add_to_description(draft: Draft, more: str, language: str) -> None:
    """Put more of what was told behind the description; in place of one that is only the subject's name."""
    before = draft.description
    whole = say("requests.description_more", language, before=before, more=more) if before else more
    draft.description = (more if before == by_name(draft.category) else whole)[: checks.MAX_DESCRIPTION]
