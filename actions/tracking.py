"""Where is my request: by tracking code, or the citizen's own ones."""

from rasa_sdk.events import SlotSet
from sqlalchemy.ext.asyncio import AsyncConnection

from actions import cases
from actions.base import Buttons, CitizenAction, Events, Speaker
from actions.turn import Turn
from shahryar.formats import code_text, jalali
from store import lodgings, session
from store.lodgings import Case


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
            found = await lodgings.of_conversation(connection, turn.conversation, cases.SHOWN)
        if not found:
            return cases.none_yet(turn, speaker)
        lines = [cases.line(case, speaker) for case in found]
        speaker.send("\n".join([speaker.text("requests.list_head"), *lines]), cases.case_buttons(found, speaker))
        return []


async def track(turn: Turn, speaker: Speaker) -> Events:
    """Answer with the request of the code in the message, else with the citizen's own."""
    code, misspelt = cases.code_in(turn)
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
    found = await cases.own(connection, turn)
    if not found:
        return cases.none_yet(turn, speaker)
    if len(found) == 1:
        await _show(connection, found[0], turn, speaker)
        return []
    speaker.say("requests.which_request", cases.case_buttons(found, speaker))
    return [SlotSet("offer", "track")]


async def _show(connection: AsyncConnection, case: Case, turn: Turn, speaker: Speaker) -> None:
    known = await cases.live(connection, case)
    if case.conversation_id == turn.conversation:
        speaker.send("\n".join(cases.describe(case, known, speaker)), _after(speaker))
        return
    # Whoever finds a code learns how far the case is, and nothing about what or where.
    speaker.say(
        "requests.of_another",
        [speaker.button("requests.button_mine", "list_my_requests")],
        code=code_text(case.code),
        state=speaker.text(f"requests.state_{known[0]}"),
        day=jalali(case.created_at, speaker.language),
    )


def _after(speaker: Speaker) -> Buttons:
    return [
        speaker.button("requests.button_mine", "list_my_requests"),
        speaker.button("requests.button_new_report", "report_problem"),
    ]
