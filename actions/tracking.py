"""Where is my request: by tracking code, or the citizen's own ones."""

import asyncio
import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet
from sqlalchemy.ext.asyncio import AsyncConnection

from actions.base import Buttons, CitizenAction, Events, Speaker, payload
from actions.report.questions import category_name
from actions.services import lodging
from actions.services.lodging import Status
from actions.turn import Turn
from shahryar import logs
from shahryar.codes import parse_code
from shahryar.errors import BackendError
from shahryar.formats import ascii_digits, code_text, jalali, persian_digits
from store import lodgings, session
from store.lodgings import Case

_SHOWN = 5
_PATIENCE_SECONDS = 5.0  # a citizen waits meanwhile; the last known state is good enough
_LIKE_CODE = re.compile(r"(?<!\d)\d{4}\s*[-‐-―−_./]?\s*\d{4}(?!\d)")
log = logs.get(__name__)


class TrackRequest(CitizenAction):
    """Says how one request stands."""

    action_name = "action_track_request"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        return await track(turn, speaker)


class ListMyRequests(CitizenAction):
    """Lists the newest requests of this conversation."""

    action_name = "action_list_my_requests"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        async with session.transaction() as connection:
            cases = await lodgings.of_conversation(connection, turn.conversation, _SHOWN)
        if not cases:
            return _none_yet(turn, speaker)
        lines = [_line(case, speaker) for case in cases]
        speaker.send("\n".join([speaker.text("requests.list_head"), *lines]), _case_buttons(cases, speaker))
        return []


def code_in(turn: Turn) -> tuple[str | None, bool]:
    """The tracking code in a message, and whether it looks like one but fails its check digit."""
    text = turn.entities.get("tracking_code") or turn.said
    like = _LIKE_CODE.search(ascii_digits(text))
    code = parse_code(like[0] if like else text)
    return code, code is None and like is not None


async def track(turn: Turn, speaker: Speaker) -> Events:
    """Answer with the request of the code in the message, else with the citizen's own."""
    code, misspelt = code_in(turn)
    if misspelt:
        speaker.say("requests.wrong_code", [speaker.button("requests.button_mine", "list_my_requests")])
        return [SlotSet("offer", "track")]
    async with session.transaction() as connection:
        if code is None:
            return await _track_own(connection, turn, speaker)
        case = await lodgings.by_code(connection, code)
        if case is None:
            buttons = [speaker.button("requests.button_mine", "list_my_requests"), *speaker.menu()[1:2]]
            speaker.say("requests.unknown_code", buttons, code=code_text(code))
            return [SlotSet("offer", "track")]
        await _show(connection, case, turn, speaker)
        return []


async def _track_own(connection: AsyncConnection, turn: Turn, speaker: Speaker) -> Events:
    cases = await lodgings.of_conversation(connection, turn.conversation, _SHOWN)
    category = turn.entities.get("problem_category")
    cases = [case for case in cases if case.category == category] or cases
    if not cases:
        return _none_yet(turn, speaker)
    if len(cases) == 1:
        await _show(connection, cases[0], turn, speaker)
        return []
    speaker.say("requests.which_request", _case_buttons(cases, speaker))
    return [SlotSet("offer", "track")]


def _none_yet(turn: Turn, speaker: Speaker) -> Events:
    category = turn.entities.get("problem_category")
    report = speaker.button("common.menu_report", "report_problem")
    if category and category_name(category, speaker.language):  # «گزارش چاله»: perhaps it is yet to be made
        title = speaker.text("common.suggest_report", name=category_name(category, speaker.language))
        report = {"title": title, "payload": payload("report_problem", problem_category=category)}
    speaker.say("requests.none_yet", [] if turn.form_open else [report])
    return [SlotSet("offer", "track")]


async def _show(connection: AsyncConnection, case: Case, turn: Turn, speaker: Speaker) -> None:
    status, silent = await _status(case)
    if status is not None:
        await _remember(connection, case, status)
    state = _state(case, status)
    if case.conversation_id != turn.conversation:
        # Whoever finds a code learns how far the case is, and nothing about what or where.
        speaker.say(
            "requests.of_another",
            [speaker.button("requests.button_mine", "list_my_requests")],
            code=code_text(case.code),
            state=speaker.text(f"requests.state_{state}"),
            day=jalali(case.created_at, speaker.language),
        )
        return
    lines = [
        speaker.text(
            "requests.show",
            code=code_text(case.code),
            category=category_name(case.category, speaker.language),
            day=jalali(case.created_at, speaker.language),
            state=speaker.text(f"requests.state_{state}"),
        ),
        *_details(case, status, speaker),
    ]
    if silent:
        lines.append(speaker.text("requests.backend_silent", day=jalali(case.updated_at, speaker.language)))
    speaker.send("\n".join(lines), _after(speaker))


def _after(speaker: Speaker) -> Buttons:
    return [
        speaker.button("requests.button_mine", "list_my_requests"),
        speaker.button("requests.button_new_report", "report_problem"),
    ]


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


def _state(case: Case, status: Status | None) -> str:
    """One of queued, received, open, closed, rejected, dead: the tail of a text key `requests.state_…`."""
    if case.state in ("rejected", "dead"):
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


def _line(case: Case, speaker: Speaker) -> str:
    return speaker.text(
        "requests.list_line",
        category=category_name(case.category, speaker.language),
        code=code_text(case.code),
        state=speaker.text(f"requests.state_{_state(case, None)}"),
    )


def _case_buttons(cases: Sequence[Case], speaker: Speaker) -> Buttons:
    buttons = []
    for case in cases:
        code = case.code if speaker.language == "en" else persian_digits(case.code)
        title = f"{category_name(case.category, speaker.language)} {code}"
        buttons.append({"title": title, "payload": payload("track_request", tracking_code=case.code)})
    return buttons
