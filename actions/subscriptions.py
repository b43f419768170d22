"""Being told of one's own accord: not yet; the state of a report can be asked at any time."""

from actions import guidance
from actions.base import CitizenAction, Events, Speaker
from actions.cases import case_buttons
from actions.turn import Turn
from store import lodgings, session

_SHOWN = 3


class Subscriptions(CitizenAction):
    """Answers who wants to be told of something, or of nothing any more."""

    action_name = "action_subscriptions"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "unsubscribe":
            data = speaker.button("privacy.button_show", "show_my_data")
            guidance.tell(turn, speaker, [speaker.text("subscriptions.unsubscribe")], [data, *speaker.menu()[:3]])
            return []
        async with session.transaction() as connection:
            cases = await lodgings.of_conversation(connection, turn.conversation, _SHOWN)
        key = "subscriptions.subscribe_reports" if cases else "subscriptions.subscribe"
        buttons = case_buttons(cases, speaker) or speaker.menu()[:2]
        guidance.tell(turn, speaker, [speaker.text(key)], [*buttons, speaker.button("common.menu_help", "help")])
        return []
