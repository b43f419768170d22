"""Lists of services wanted in words: «لیست خدمات», «خدمات ثبت احوال», «بچه‌دار شدیم چه کارهایی باید بکنیم»."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import kinds
from actions.services.catalogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

BROWSE: Final = "browse"  # a wish that no rule of Rasa knows; see `actions.base.answers`
_ALL: Final = {"life_event": "all"}
_MOST_WORDS: Final = 12
_UNTOUCHED: Final = {"emergency", "cancel", "restart", "help"}


def as_browsing(turn: "Turn") -> "Turn":
    """The turn as a wish to see a list, where its words want one and nothing else."""
    said = kinds.tokens(turn.said)
    if turn.form_open or not 0 < len(said) <= _MOST_WORDS or turn.intent in _UNTOUCHED:
        return turn
    place = _place(said, named=bool(turn.spans))
    return replace(turn, intent=BROWSE, confidence=1.0, entities=place) if place else turn


def _place(said: tuple[str, ...], *, named: bool) -> dict[str, str] | None:
    """The list that is wanted, by the entities that name it; None where none is. `named`: so is a service."""
    words = {name: set(found) for name, found in lists()["browse_words"].items()}
    wants_list = not words["services"].isdisjoint(said)
    for entity, key in (("organisation", "organisation_words"), ("life_event", "life_event_words")):
        befell = entity == "life_event" and not named and not words["doing"].isdisjoint(said)
        for identifier, phrases in lists()[key].items():
            rest = _without(said, phrases) if wants_list or befell else None
            if rest is not None and _nothing_else(rest, words):
                return {entity: identifier}
    bare = wants_list and not named and (len(said) == 1 or not words["lists"].isdisjoint(said))
    return _ALL if bare and _nothing_else(said, words) else None


def _without(said: tuple[str, ...], phrases: list[str]) -> tuple[str, ...] | None:
    """The words beside the longest of the phrases that they hold; None where they hold none."""
    for phrase in sorted(phrases, key=len, reverse=True):
        wanted = tuple(phrase.split())
        for at in range(len(said) - len(wanted) + 1):
            *first, last = said[at : at + len(wanted)]
            if tuple(first) == wanted[:-1] and last.startswith(wanted[-1]):
                return said[:at] + said[at + len(wanted) :]
    return None


def _nothing_else(said: tuple[str, ...], words: dict[str, set[str]]) -> bool:
    known = set().union(*words.values())
    return kinds.foreign_beside(" ".join(word for word in said if word not in known)) == 0
