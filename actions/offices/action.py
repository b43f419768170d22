"""Offices near the citizen or in a city, their hours, and the news of the day, which is not recorded."""

from actions import guidance, quoting
from actions.base import CitizenAction, Events, Speaker
from actions.offices import followups, lookup, questions, searching
from actions.services.catalogue import catalogue
from actions.services.offices.directory import directory
from actions.turn import Turn


class Offices(CitizenAction):
    """Answers who looks for an office, asks when it is open, or what the city announces today."""

    action_name = "action_offices"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        question = questions.asked(turn)
        if question is not None:  # in the report form, where the classifier's reading stays
            return followups.answer_question(question, turn, speaker)
        if turn.intent == "ask_city_info":
            return _news(turn, speaker)
        office = directory().get(turn.entities.get("office"))
        if office is not None:
            return followups.show(office, turn, speaker)
        return lookup.look(searching.of(turn), turn, speaker)


def _news(turn: Turn, speaker: Speaker) -> Events:
    service = catalogue().service(turn.entities.get("service"))
    if service is not None:
        return guidance.guide(turn, speaker, "offices.ask_city_info", service)
    if not quoting.answer(turn, speaker):
        guidance.tell(turn, speaker, [speaker.text("offices.ask_city_info")], speaker.menu())
    return []
