"""Plain language as the citizen's own setting: whether it is on, how it is asked for in words, and its button.

`actions.plain_language` answers the wish.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions.facets import FACETS
from actions.kinds import tokens
from actions.services.dialogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

SLOT: Final = "plain"
ENTITY: Final = "plain"
WISH: Final = "plain_language"  # a wish that no rule of Rasa knows; see `actions.base.answers`
ON: Final = "on"
OFF: Final = "off"
SWITCH: Final = "switch"  # what the command sends: the other than now
_LONGEST: Final = 8  # words


def on(turn: "Turn") -> bool:
    """Whether this turn is answered in plain language: as it asks itself, else as was set before."""
    before = bool(turn.slots.get(SLOT))
    return {ON: True, OFF: False, SWITCH: not before}.get(turn.entities.get(ENTITY, ""), before)


def as_wish(turn: "Turn") -> "Turn":
    """«ساده بگو» is the wish for the last answer in plain language, «عادی بگو» for the normal one; see `reread`.

    One word is enough where its button stands under the last reply. Beside a question about a service («مدارک گذرنامه را ساده
    بگو») plain language is how that is answered. In the report form it is no wish: there a citizen describes something.
    """
    if turn.form_open or not turn.said or ENTITY in turn.entities:
        return turn
    asks = bool(turn.entities.get("service")) and turn.intent in FACETS
    wanted = _wanted(turn.said, alone=not asks) or _named_button(turn)
    return replace(turn, entities={**turn.entities, ENTITY: wanted}) if wanted else turn


def _wanted(said: str, *, alone: bool) -> str | None:
    """`on`, `off` or None. `alone`: nothing but the wish may be said."""
    words = tokens(said)
    known = lists()["plain_words"]
    asking = set(words) & set(known["asking"])
    if not asking or not 1 < len(words) <= _LONGEST:
        return None
    if not alone:  # «بازنشستگی عادی» is a name
        return ON if set(words) & set(known[ON]) else None
    return next((wanted for wanted in (OFF, ON) if _only(words, known, wanted)), None)


def _named_button(turn: "Turn") -> str | None:
    """What «ساده‌تر» or «عادی» alone names of the last reply's buttons."""
    words = tokens(turn.said)
    offered = [
        wanted for wanted in (OFF, ON) for button in turn.last_buttons if f'"{ENTITY}": "{wanted}"' in button["payload"]
    ]
    return next((wanted for wanted in offered if words and _only(words, lists()["plain_words"], wanted)), None)


def _only(words: Sequence[str], known: dict[str, list[str]], wanted: str) -> bool:
    """The words ask for that and nothing else."""
    return any(word in known[wanted] for word in words) and all(
        word in {*known[wanted], *known["asking"], *known["around"]} for word in words
    )
