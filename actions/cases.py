"""A lodged request: finding the citizen's own, its state at the backend, and how it is shown."""

import asyncio
import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet
from sqlalchemy.ext.asyncio import AsyncConnection

from actions.base import Buttons, Events, Speaker, payload
from actions.report.questions import category_name
from actions.services import lodging
from actions.services.lodging import Status
from actions.services.withdrawal import WITHDRAWN
from actions.turn import Turn
from shahryar import logs
from shahryar.codes import parse_code
from shahryar.errors import BackendError
from shahryar.formats import ascii_digits, code_text, jalali, persian_digits
from store import lodgings
from store.lodgings import Case

SHOWN = 5
_PATIENCE_SECONDS = 5.0  # a citizen waits meanwhile; the last known state is good enough
_LIKE_CODE = re.compile(r"(?<!\d)\d{4}\s*[-‐-―−_./]?\s*\d{4}(?!\d)")
log = logs.get(__name__)


def code_in(turn: Turn) -> tuple[str | None, bool]:
    """The tracking code in a message, and whether it looks like one but fails its check digit."""
    text = turn.entities.get("tracking_code") or turn.said
    like = _LIKE_CODE.search(ascii_digits(text))
    code = parse_code(like[0] if like else text)
    return code, code is None and like is not None


async def own(connection: AsyncConnection, turn: Turn, limit: int = SHOWN) -> list[Case]:
    """The citizen's requests that the message may be about, newest first: the one of its code, or of its kind, else all."""
    cases = list(await lodgings.of_conversation(connection, turn.conversation, limit))
    code, _ = code_in(turn)
    if code is not None:
        case = await lodgings.by_code(connection, code)
        return [case] if case is not None and case.conversation_id == turn.conversation else []
    category = turn.entities.get("problem_category")
    return [case for case in cases if case.category == category] or cases


async def live(connection: AsyncConnection, case: Case) -> tuple[str, Status | None, bool]:
    """State for the citizen (see `state`), what the backend says now, and whether it should have told but did not."""
    status, silent = await _status(case)
    if status is not None:
        await _remember(connection, case, status)
    return state(case, status), status, silent


def describe(case: Case, known: tuple[str, Status | None, bool], speaker: Speaker) -> list[str]:
    """Lines about a request of the citizen's own. `known`: as `live` gives it."""
    now, status, silent = known
    lines = [
        speaker.text(
            "requests.show",
            code=code_text(case.code),
            category=category_name(case.category, speaker.language),
            day=jalali(case.created_at, speaker.language),
            state=speaker.text(f"requests.state_{now}"),
        ),
        *_details(case, status, speaker),
    ]
    if silent:
        lines.append(speaker.text("requests.backend_silent", day=jalali(case.updated_at, speaker.language)))
    return lines


def only(found: Sequence[Case]) -> Case | None:
    """The only one, None where there are none or several."""
    return found[0] if len(found) == 1 else None


def ask_which(turn: Turn, speaker: Speaker, found: Sequence[Case]) -> Events:
    """Ask which request the wish is about, or say that there is none, or none of the code that was written."""
    code, misspelt = code_in(turn)
    mine = [speaker.button("requests.button_mine", "list_my_requests")]
    if misspelt:
        speaker.say("requests.wrong_code", mine)
    elif code is not None:
        speaker.say("requests.unknown_code", mine, code=code_text(code))
    elif not found:
        return none_yet(turn, speaker)
    else:
        speaker.say("requests.which_request", case_buttons(found, speaker, turn.intent))
    return [SlotSet("offer", f"wish:{turn.intent}")]


def none_yet(turn: Turn, speaker: Speaker) -> Events:
    """Say that nothing was lodged in this conversation."""
    category = turn.entities.get("problem_category")
    report = speaker.button("common.menu_report", "report_problem")
    if category and category_name(category, speaker.language):  # «گزارش چاله»: perhaps it is yet to be made
        title = speaker.text("common.suggest_report", name=category_name(category, speaker.language))
        report = {"title": title, "payload": payload("report_problem", problem_category=category)}
    speaker.say("requests.none_yet", [] if turn.form_open else [report])
    return [SlotSet("offer", "track")]


async def _status(case: Case) -> tuple[Status | None, bool]:
    """The live status, and whether the backend should have told it but did not."""
    if case.state != "lodged":
        return None, False
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await lodging.refresh(case), False
    except (BackendError, TimeoutError) as error:
        log.warning("status not refreshed", lodging=case.id, error=str(error))
        return None, True


async def _remember(connection: AsyncConnection, case: Case, status: Status) -> None:
    now = (status.external_id, status.status, status.notes)
    if status.status is not None and now != (case.external_id, case.status, case.status_notes):
        await lodgings.change(
            connection, case.id, external_id=status.external_id, status=status.status, status_notes=status.notes
        )


def state(case: Case, status: Status | None) -> str:
    """One of queued, received, open, closed, rejected, dead, withdrawn: the tail of a text key `requests.state_…`."""
    if case.state in ("rejected", "dead", WITHDRAWN):
        return case.state
    if case.state != "lodged":
        return "queued"
    known = (status.status if status else None) or case.status
    return known if known in ("open", "closed") else "received"


def _details(case: Case, status: Status | None, speaker: Speaker) -> list[str]:
    notes = status.notes if status else case.status_notes
    lines = [speaker.text("requests.show_notes", notes=notes)] if notes else []
    if status and status.agency:
        lines.append(speaker.text("requests.show_agency", agency=status.agency))
    if status and status.expected_at and status.status != "closed":
        lines.append(speaker.text("requests.show_expected", day=jalali(status.expected_at, speaker.language)))
    return lines


def line(case: Case, speaker: Speaker) -> str:
    """A request in a list."""
    return speaker.text(
        "requests.list_line",
        category=category_name(case.category, speaker.language),
        code=code_text(case.code),
        state=speaker.text(f"requests.state_{state(case, None)}"),
    )


def case_buttons(cases: Sequence[Case], speaker: Speaker, intent: str = "track_request") -> Buttons:
    """A button a request: what it is about and its code."""
    buttons = []
    for case in cases:
        code = case.code if speaker.language == "en" else persian_digits(case.code)
        title = f"{category_name(case.category, speaker.language)} {code}"
        buttons.append({"title": title, "payload": payload(intent, tracking_code=case.code)})
    return buttons
