"""What is kept of a citizen, told truthfully, and what can be done to have it deleted. See docs/privacy.md."""

from collections.abc import Sequence

from actions import guidance
from actions.base import Buttons, CitizenAction, Events, Speaker
from actions.turn import Turn
from shahryar.formats import code_text, isolate, persian_digits
from store import lodgings, session
from store.lodgings import Case

_COUNTED = 1000
_SHOWN = 10


class Privacy(CitizenAction):
    """Answers what is held of this conversation, and how it can be forgotten."""

    action_name = "action_privacy"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        if turn.intent == "delete_my_data":
            lines = [speaker.text("privacy.delete", conversation=isolate(turn.conversation))]
            show = speaker.button("privacy.button_show", "show_my_data")
            guidance.tell(turn, speaker, lines, [show, *_ways_on(speaker)])
            return []
        async with session.transaction() as connection:
            cases = await lodgings.of_conversation(connection, turn.conversation, _COUNTED)
        delete = speaker.button("privacy.button_delete", "delete_my_data")
        guidance.tell(turn, speaker, _held(turn, speaker, cases), [delete, *_ways_on(speaker)])
        return []


def _ways_on(speaker: Speaker) -> Buttons:
    return [speaker.button("common.menu_mine", "list_my_requests"), speaker.button("common.menu_help", "help")]


def _held(turn: Turn, speaker: Speaker, cases: Sequence[Case]) -> list[str]:
    lines = [
        speaker.text("privacy.show_head"),
        speaker.text("privacy.show_messages"),
        speaker.text("privacy.show_times"),
        speaker.text("privacy.show_language", spoken=speaker.text(f"common.language_{speaker.language}")),
        speaker.text("privacy.show_id", conversation=isolate(turn.conversation)),
        _reports(speaker, cases),
    ]
    if turn.form_open:
        lines.append(speaker.text("privacy.show_unfinished"))
    return [*lines, speaker.text("privacy.show_foot", command=isolate("/privacy"))]


def _reports(speaker: Speaker, cases: Sequence[Case]) -> str:
    if not cases:
        return speaker.text("privacy.show_no_reports")
    separator = ", " if speaker.language == "en" else "، "
    codes = separator.join(code_text(case.code) for case in cases[:_SHOWN])
    count = str(len(cases)) if speaker.language == "en" else persian_digits(len(cases))
    key = "privacy.show_many_reports" if len(cases) > _SHOWN else "privacy.show_reports"
    return speaker.text(key, count=count, codes=codes)
