"""Turns at offices: none can be booked here yet, so the ways of the service itself are shown."""

from actions import guidance
from actions.base import CitizenAction, Events, Speaker
from actions.turn import Turn


class Appointments(CitizenAction):
    """Answers who wants a turn, or wants to move or cancel one."""

    action_name = "action_appointments"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        service = guidance.service_of(turn)
        if service is None:
            return guidance.ask_service(turn, speaker, f"appointments.{turn.intent}_which", turn.intent)
        return guidance.guide(turn, speaker, f"appointments.{turn.intent}", service)
