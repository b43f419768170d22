"""«دیگر نمی‌خواهمش»: a report that has not left yet is taken back; later only a new one can say so."""

from rasa_sdk.events import SlotSet
from sqlalchemy.ext.asyncio import AsyncConnection

from actions import cases
from actions.base import CitizenAction, Events, Speaker, payload
from actions.closure import follow_up
from actions.report.followups import TAKE_BACK
from actions.services.withdrawal import WITHDRAWN, withdraw
from actions.turn import Turn
from shahryar.formats import code_text
from store import session
from store.lodgings import Case

_CONFIRMED = "withdraw"
_SETTLED = ("closed", "rejected", "dead", WITHDRAWN)


class WithdrawRequest(CitizenAction):
    """Takes a report back after one confirmation, or says what is still possible."""

    action_name = "action_withdrawal"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.form_open and cases.code_in(turn) == (None, False):
            speaker.say("withdrawal.in_form", speaker.go_on())
            return []
        async with session.transaction() as connection:
            found = await cases.own(connection, turn)
            pending = [case for case in found if cases.state(case, None) not in _SETTLED]
            case = cases.only(pending) or cases.only(found)
            if case is None:
                return cases.ask_which(turn, speaker, pending or found)
            return await _take_back(connection, case, turn, speaker)


async def _take_back(connection: AsyncConnection, case: Case, turn: Turn, speaker: Speaker) -> Events:
    code = code_text(case.code)
    mine = speaker.button("requests.button_mine", "list_my_requests")
    if case.state == "queued" and turn.entities.get("report_choice") != _CONFIRMED:
        return _confirm(case, speaker)
    if case.state == "queued" and await withdraw(connection, case.id):
        speaker.say(
            "withdrawal.done", [mine, speaker.button("requests.button_new_report", "report_problem")], code=code
        )
        return []
    state, _, _ = await cases.live(connection, case)
    if state in _SETTLED:
        speaker.say(f"withdrawal.{state}", [mine, speaker.button("common.menu_help", "help")], code=code)
        return []
    speaker.say("withdrawal.sent", [follow_up(case, TAKE_BACK, "withdrawal.button_new", speaker), mine], code=code)
    return []


def _confirm(case: Case, speaker: Speaker) -> Events:
    sure = payload("withdraw_request", tracking_code=case.code, report_choice=_CONFIRMED)
    buttons = [
        {"title": speaker.text("withdrawal.button_yes"), "payload": sure},
        speaker.button("withdrawal.button_no", "deny"),
    ]
    speaker.say("withdrawal.confirm", buttons, code=code_text(case.code))
    return [SlotSet("offer", f"suggest:{sure}")]
