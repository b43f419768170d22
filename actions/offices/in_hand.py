"""The offices in hand: which ones «تلفنش؟» or «دومی» is about, and for how long.

The slot `office_search` keeps them beside what was looked for (see `Search.kept` in `actions.offices.searching`): `shown` and
`listed`, lists of ids, `start`, `turns`, and `at`, seconds since 1970.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rasa_sdk.events import SlotSet

from actions import wishes
from actions.focus import OTHER_MATTERS

SLOT: Final = "office_search"
MESSAGES: Final = 6
_LATELY: Final = 1  # «مرسی» between the list and «دومی»


@dataclass(frozen=True, slots=True)
class InHand:
    """What the last answer about offices was about.

    Attributes:
        shown: ids of the offices that it was about.
        listed: ids of the last list in its order, for «دومی».
        start: how many of those found stand before that list.
        subject: what was looked for is known, so that it can be looked for in another city.
        turns: messages about something else since then.
    """

    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    start: int = 0
    subject: bool = False
    turns: int = MESSAGES

    @property
    def held(self) -> bool:
        """A question that only an office can answer («تلفنش؟») is about them."""
        return self.turns < MESSAGES

    @property
    def lately(self) -> bool:
        """So is one that could be about anything («دومی», «شیراز چی؟»)."""
        return self.turns <= _LATELY


def of(slots: Mapping[str, Any]) -> InHand:
    """The offices that the slots tell at this moment; none after a while, or after other matters."""
    kept = wishes.office_search(slots)
    if not kept:
        return InHand()
    subject = bool(kept.get("kind") or kept.get("service"))
    shown, listed = tuple(kept.get("shown", ())), tuple(kept.get("listed", ()))
    return InHand(shown, listed, kept.get("start", 0), subject, kept.get("turns", 0))


def followed(
    slots: Mapping[str, Any], events: list[dict[str, Any]], action: str, *, resumed: bool, opened: bool
) -> list[dict[str, Any]]:
    """Events that let them age after an action has answered; arguments as of `actions.focus.followed`."""
    done = {event["name"]: event["value"] for event in events if event.get("event") == "slot"}
    kept = slots.get(SLOT)
    if SLOT in done or resumed or not isinstance(kept, dict) or kept.get("turns", 0) >= MESSAGES:
        return []
    other = opened or action in OTHER_MATTERS or bool(done.get("service"))
    return [SlotSet(SLOT, {**kept, "turns": MESSAGES if other else kept.get("turns", 0) + 1})]
