"""«بستید ولی درست نشده»: no request can be opened again from here, but a new one can name it."""

from actions import cases
from actions.base import Buttons, CitizenAction, Events, Speaker, payload
from actions.report.followups import AGAIN
from actions.turn import Turn
from store import session
from store.lodgings import Case

_KEYS = {
    "closed": "closure.closed",
    "queued": "closure.not_sent",
    "open": "closure.not_closed",
    "received": "closure.not_closed",
}


class DisputeClosure(CitizenAction):
    """Shows how the request stands and offers a new report that names its code."""

    action_name = "action_closure"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        async with session.transaction() as connection:
            found = await cases.own(connection, turn)
            closed = [case for case in found if case.status == "closed"]
            case = cases.only(closed) or cases.only(found)
            if case is None:
                return cases.ask_which(turn, speaker, closed or found)
            known = await cases.live(connection, case)
        lines = [*cases.describe(case, known, speaker), speaker.text(_KEYS.get(known[0], "closure.anew"))]
        speaker.send("\n".join(lines), _buttons(case, known[0], speaker))
        return []


def _buttons(case: Case, state: str, speaker: Speaker) -> Buttons:
    again = follow_up(case, AGAIN, "closure.button_again", speaker)
    mine = speaker.button("requests.button_mine", "list_my_requests")
    return [mine, speaker.button("common.menu_help", "help")] if state == "queued" else [again, mine]


def follow_up(case: Case, why: str, title: str, speaker: Speaker) -> dict[str, str]:
    """The button of a new report that names a request. `why`: see `actions.report.followups`."""
    entities = {"problem_category": case.category, "tracking_code": case.code, "report_choice": why}
    return {"title": speaker.text(title), "payload": payload("report_problem", **entities)}
