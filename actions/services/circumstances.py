"""What decides which documents, steps and costs of a service hold: for whom it is, and why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from actions.services.reading import Localised, Reader
from shahryar.errors import DataError
from shahryar.texts import LANGUAGES

OFFER: Final = "decide:"  # in the slot `offer`: what was asked last
ANY: Final = "*"  # an option of each circumstance: show what holds for everybody
_LONGEST_REPLY: Final = 8  # words; more are no answer to a question with buttons
_LEAST: Final = 3  # letters; «سه» and «ده» end so too
_WORD = re.compile(r"\w+")
# Words of labels that any sentence may hold: «پاسم گم شده» is no «خراب یا پاره شده», «چند است» no «چند خط به نام من است؟».
_EMPTY: Final = frozenset({
    "به", "از", "در", "با", "را", "رو", "و", "یا", "که", "تا", "برای", "است", "هست", "شده", "شد", "این", "آن", "هم", "من", "شما",
    "چند", "چه", "چی", "کی", "کجا", "کدام", "کدوم", "چقدر",
    "the", "a", "an", "of", "to", "in", "on", "by", "for", "and", "or", "is", "was", "it", "are", "my", "your", "what", "which",
    "how", "many", "much", "i", "can", "get",
})  # fmt: skip

When = Mapping[str, tuple[str, ...]]
"""Circumstance → the options of it under which something holds; all of them must; nothing: always."""
Choices = Mapping[str, str]
"""Circumstance → the option that is the citizen's."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a circumstance's question."""

    id: str
    label: Localised


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A question whose answer decides what holds."""

    id: str
    question: Localised
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that is open: of which facet, about which circumstance, and whether it was asked twice."""

    facet: str
    circumstance: str
    again: bool = False

    @classmethod
    def of(cls, offer: str | None) -> "Asked | None":
        """As the slot `offer` keeps it; None where it keeps something else."""
        if not (offer or "").startswith(OFFER):
            return None
        facet, circumstance, again = [*str(offer).removeprefix(OFFER).split(":"), ""][:3]
        return cls(facet, circumstance, bool(again))

    def as_offer(self) -> str:
        """For the slot `offer`."""
        return f"{OFFER}{self.facet}:{self.circumstance}" + (":again" if self.again else "")


class Conditional(Protocol):
    """What holds under some circumstances only."""

    @property
    def when(self) -> When: ...


Item = TypeVar("Item", bound=Conditional)


def holding(items: Iterable[Item], choices: Choices) -> tuple[Item, ...]:
    """The items that may hold: those that no choice rules out."""
    return tuple(
        item for item in items if all(choices.get(name, ANY) in (*options, ANY) for name, options in item.when.items())
    )


def undecided(
    items: Iterable[Conditional], circumstances: Sequence[Circumstance], choices: Choices
) -> Circumstance | None:
    """The first circumstance that these items hang on and that is not chosen."""
    asked = {name for item in holding(items, choices) for name in item.when}
    return next((found for found in circumstances if found.id in asked and found.id not in choices), None)


def matching(circumstance: Circumstance, said: str, known_as: Mapping[str, Sequence[str]]) -> str | None:
    """The one option that a short text names, by a word of its label or one that the option is known as.

    Args:
        circumstance: what was asked.
        said: the citizen's words.
        known_as: option → further words for it.
    """
    words = _words(said)
    if not words or len(_WORD.findall(said)) > _LONGEST_REPLY:
        return None
    names = {option.id: _names(option) | set(known_as.get(option.id, ())) for option in circumstance.options}
    named = [
        option
        for option, own in names.items()
        if any(
            word in own and all(word not in other for name, other in names.items() if name != option) for word in words
        )
    ]
    return named[0] if len(named) == 1 else None


def labelled(circumstance: Circumstance, words: Sequence[str]) -> str | None:
    """The one option whose label holds all of several words («کارت آمایش» of «کارت آمایش یا هویت»), endings left out."""
    labels = {option.id: _words(option.label.fa) for option in circumstance.options}
    holding_all = [
        option for option, own in labels.items() if all(any(said.startswith(word) for said in own) for word in words)
    ]
    return holding_all[0] if len(holding_all) == 1 and len(set(words)) > 1 else None


def cases(when: When, circumstances: Sequence[Circumstance], language: str) -> str:
    """The answers under which something holds, as words before it: «خودم: »; empty where it always holds."""
    either = " or " if language == "en" else " یا "
    named = [
        either.join(option.label.text(language) for option in asked.options if option.id in when[asked.id])
        for asked in circumstances
        if asked.id in when
    ]
    return f"{' · '.join(named)}: " if named else ""


def as_text(circumstance: str, option: str) -> str:
    """A choice as a button carries it, e.g. `who=child`."""
    return f"{circumstance}={option}"


def of_text(text: str | None) -> dict[str, str]:
    """The choice that a button carries; none where there is no button."""
    name, mark, option = (text or "").partition("=")
    return {name: option} if mark else {}


def circumstance(value: Any, where: str) -> Circumstance:
    """A circumstance of a record. Raises DataError naming `where` and the field."""
    read = Reader(value, where)
    return Circumstance(read.text("id"), read.localised("question"), read.several("options", _option))


def when(tree: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    """The field `when` of an item, empty where it has none. Raises DataError."""
    found = tree.get("when") or {}
    if not isinstance(found, dict) or not all(isinstance(options, list) for options in found.values()):
        raise DataError(f"{where}: when must be a mapping of circumstances to lists of options")
    return {str(name): tuple(map(str, options)) for name, options in found.items()}


def _option(value: Any, where: str) -> Option:
    read = Reader(value, where)
    return Option(read.text("id"), read.localised("label"))


def _names(option: Option) -> set[str]:
    return {word for language in LANGUAGES for word in _words(option.label.text(language))} - _EMPTY


def _words(text: str) -> list[str]:
    return [bare for word in _WORD.findall(text.replace("\u200c", " ").lower()) for bare in _bare(word)]


def _bare(word: str) -> tuple[str, ...]:
    """The word, and what is left without «is» («پسرمه»)."""
    return (word, word.removesuffix("ه")) if len(word) > _LEAST and word.endswith("ه") else (word,)
