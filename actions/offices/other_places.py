"""Words by which a place is looked for that may be no office, city or service known here."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from actions import wishes
from actions.kinds import begins, blanked, says, tokens
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

UNKNOWN: Final = "unknown"  # in place of a city: the name that was told is no city's
_UNSURE: Final = ("ask_channel", "inform", "nlu_fallback", "out_of_scope")
_NAME_WORDS: Final = 3
_SHORT: Final = 8  # words


def looked_for(turn: "Turn") -> bool:
    """The message looks for an office by its kind, the nearest one for a service, or a bank, though it was read otherwise."""
    if (
        turn.intent == "ask_channel"
        and not turn.slots.get("service")
        and wishes.of_value(turn.entities) == "find_office"
    ):
        return True  # «کجا برم پلیس +۱۰»: the office itself is meant
    service = catalogue().service(turn.entities.get("service"))
    if turn.intent == "ask_channel" and service and says(turn.said, lists()["nearness_words"]):
        return True  # «کجا برم برای پاسپورت نزدیک خودم»
    unknown = turn.intent in _UNSURE and not service and not turn.entities.get("office") and not turn.services
    return unknown and _names_other_place(turn.said)


def strange(turn: "Turn") -> bool:
    """A bare name that is nothing known: to «کدام شهر هستید؟» a city that nobody knows («شلمرود»)."""
    said = tokens(turn.said)
    known = turn.entities or turn.services or turn.categories or turn.location
    return 0 < len(said) <= _NAME_WORDS and not known and names_unknown(turn)


def names_unknown(turn: "Turn") -> bool:
    """Something is named that is neither a known place or service nor a word of such a question («بانک ملی»)."""
    text = blanked(turn.said, ((start, end) for _, start, end in turn.marked))
    known = question_words()
    return not all(word.isdigit() or ended(word, known) for word in tokens(text))


def ended(word: str, names: Collection[str]) -> bool:
    """The word is one of the names, with an ending («تلفنش») or without."""
    return word in names or any(form in names for form in without_endings(word))


def without_endings(word: str) -> list[str]:
    """What may be left of a word without one of the endings that are spoken: «تلفنشون» → «تلفن»."""
    endings = (ending for ending in lists()["clitics"] if word.endswith(ending) and len(word) - len(ending) > 1)
    return [word[: len(word) - len(ending)] for ending in endings]


def announces_city(turn: "Turn") -> bool:
    """«شهر شلمرود»: a name after «شهر» that is no city's."""
    said = tokens(turn.said)
    pairs = zip(said, said[1:], strict=False)
    return any(word in lists()["city_announcing"] and after not in question_words() for word, after in pairs)


def question_words() -> set[str]:
    """Words that a question about offices is made of, beside names."""
    names = ("follow_up_words", "office_words", "small_words", "office_around")
    return {word for name in names for word in lists()[name]}


def _names_other_place(said: str) -> bool:
    """«بانک ملی کجاست»: a kind of place that is no office of ours is looked for."""
    words = tokens(said)
    kinds, where = lists()["other_places"]["place"], lists()["other_places"]["where"]
    return len(words) <= _SHORT and any(begins(word, kinds) for word in words) and any(word in where for word in words)
