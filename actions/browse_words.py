"""Lists of services wanted in words: «لیست خدمات», «خدمات ثبت احوال», «بچه‌دار شدیم چه کارهایی باید بکنیم»."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import kinds
from actions.services.dialogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

BROWSE: Final = "browse"  # a wish that no rule of Rasa knows; see `actions.base.answers`
Words = tuple[str, ...]
_ALL: Final = {"life_event": "all"}
_LISTS: Final = (
    ("organisation", "organisation_words", ("services", "doing")),
    ("life_event", "life_event_words", ("services", "doing", "befalls")),
)
_MOST_WORDS: Final = 12
_UNTOUCHED: Final = {"emergency", "cancel", "restart"}


def as_browsing(turn: "Turn") -> "Turn":
    """The turn as a wish to see a list, where its words want one and nothing else."""
    said = kinds.tokens(turn.said)
    if turn.form_open or not 0 < len(said) <= _MOST_WORDS or turn.intent in _UNTOUCHED:
        return turn
    guessed = kinds.only_guessed(turn.said, turn.spans)
    named = [] if guessed else [kinds.tokens(turn.said[start:end]) for _, start, end in turn.spans]
    place = _place(said, named, guessed=guessed)
    return replace(turn, intent=BROWSE, confidence=1.0, entities=place) if place else turn


def _place(said: Words, named: Sequence[Words], *, guessed: bool) -> dict[str, str] | None:
    """The list that is wanted, by the entities that name it; None where none is.

    Args:
        named: how services are named.
        guessed: which service is meant is guessed from the message: it answers «چیکار کنم؟», but no plural.
    """
    words = {name: set(found) for name, found in lists()["browse_words"].items()}
    for entity, key, wanting in _LISTS:
        asking = (name for name in wanting if not (guessed and name == "befalls"))
        if any(not words[name].isdisjoint(said) for name in asking):
            found = next((name for name, phrases in lists()[key].items() if _is_all(said, phrases, words, named)), None)
            if found:
                return {entity: found}
    whole = len(said) == 1 or not words["lists"].isdisjoint(said)
    return (
        _ALL if whole and not words["services"].isdisjoint(said) and not named and _nothing_else(said, words) else None
    )


def _is_all(said: Words, phrases: Sequence[str], words: Mapping[str, set[str]], named: Sequence[Words]) -> bool:
    """One of the phrases is said, and nothing else is named: no service either by more than the phrase."""
    rest = _without(said, phrases)
    if rest is None or not _nothing_else(rest, words):
        return False
    small = set().union(*words.values())
    return all(small.issuperset(_without(name, phrases) or ()) for name in named)


def _without(said: Words, phrases: Sequence[str]) -> Words | None:
    """The words beside the longest of the phrases that they hold; None where they hold none."""
    for phrase in sorted(phrases, key=len, reverse=True):
        wanted = tuple(phrase.split())
        for at in range(len(said) - len(wanted) + 1):
            *first, last = said[at : at + len(wanted)]
            if tuple(first) == wanted[:-1] and last.startswith(wanted[-1]):
                return said[:at] + said[at + len(wanted) :]
    return None


def _nothing_else(said: Words, words: Mapping[str, set[str]]) -> bool:
    known = set().union(*words.values())
    return kinds.foreign_beside(" ".join(word for word in said if word not in known)) == 0
