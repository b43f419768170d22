"""A report that names an older one: its subject, words and place are known already."""

from typing import Final

from actions.report.checks import MAX_DESCRIPTION
from actions.report.draft import Draft
from actions.turn import Turn
from shahryar.formats import code_text
from shahryar.texts import say
from store import lodgings, session

AGAIN: Final = "again"  # closed, but the problem is still there
TAKE_BACK: Final = "take_back"  # the older one is no longer wanted


async def fill(draft: Draft, turn: Turn) -> None:
    """Fill a fresh draft from the report whose code the pressed button names, if it is the citizen's own."""
    code, why = turn.entities.get("tracking_code"), turn.entities.get("report_choice")
    if not turn.pressed or code is None or why not in (AGAIN, TAKE_BACK):
        return
    async with session.transaction() as connection:
        case = await lodgings.by_code(connection, code)
    if case is None or case.conversation_id != turn.conversation:
        return
    told = str(case.details.get("description", ""))
    # Persian digits: a search for the old code at the backend must not find the new report.
    text = say(f"closure.report_{why}", turn.language, code=code_text(code), description=told)
    draft.category, draft.description = case.category, text[:MAX_DESCRIPTION]
    draft.place = {key: case.details[key] for key in ("lat", "long", "address") if key in case.details} or None
    draft.attributes = case.details.get("attributes")
