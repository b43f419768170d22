"""People: nobody of the staff answers here yet, and complaints about conduct are heard by the organisation itself."""

from actions import guidance
from actions.base import CitizenAction, Events, Speaker
from actions.onward import service_buttons
from actions.services.catalogue import catalogue
from actions.turn import Turn


class Handoff(CitizenAction):
    """Answers who wants a person, complains about conduct, or tells what they think of the assistant."""

    action_name = "action_handoff"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "complain_conduct":
            return _complaint(turn, speaker)
        buttons = speaker.menu()
        service = catalogue().service(turn.slots.get("service")) if turn.intent == "talk_to_human" else None
        if service is not None:
            buttons = [*service_buttons([service], "ask_channel", speaker), *buttons]
        guidance.tell(turn, speaker, [speaker.text(f"handoff.{turn.intent}")], buttons)
        return []


def _complaint(turn: Turn, speaker: Speaker) -> Events:
    service = catalogue().service(turn.entities.get("service"))
    report = speaker.button("common.menu_report", "report_problem")
    if service is not None:
        return guidance.guide(turn, speaker, "handoff.complain_about_service", service, ahead=[report])
    guidance.tell(turn, speaker, [speaker.text("handoff.complain_conduct")], [report, *speaker.menu()[2:]])
    return []
