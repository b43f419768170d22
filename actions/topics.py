"""The actions of the topics by what they answer, for wishes that another action has made out."""

from typing import Final

from actions import wishes
from actions.appointments import Appointments
from actions.base import CitizenAction, Events, Speaker
from actions.closure import DisputeClosure
from actions.handoff import Handoff
from actions.inquiries import Inquire
from actions.offices import Offices
from actions.participation import Participation
from actions.privacy import Privacy
from actions.subscriptions import Subscriptions
from actions.turn import Turn
from actions.withdrawal import WithdrawRequest

_ACTIONS: Final[dict[str, CitizenAction]] = {
    made.action_name: made
    for made in (
        Appointments(),
        DisputeClosure(),
        Handoff(),
        Inquire(),
        Offices(),
        Participation(),
        Privacy(),
        Subscriptions(),
        WithdrawRequest(),
    )
}


async def answer(turn: Turn, speaker: Speaker) -> Events:
    """Answer a turn whose intent is a wish of `actions.wishes`."""
    return await _ACTIONS[wishes.action_of(turn.intent)].answer(turn, speaker)
