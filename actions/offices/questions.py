"""What a message asks of the offices shown last: their hours, telephones, places, the next ones, or the same elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actions import ordinals
from actions.kinds import begins, blanked, tokens
from actions.offices import in_hand, which_day
from actions.offices.other_places import ended, without_endings
from actions.services.dialogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

FOLLOW_UP: Final = "office_follow_up"  # a wish that no rule of Rasa knows; see `actions.base.answers`
ELSEWHERE: Final = "elsewhere"
DETAILS: Final = "details"
MORE: Final = "more"
NEARER: Final = "nearer"
_OF_ONE: Final = (
    "phone",
    "hours",
    "open",
    "address",
    "map",
    "services",
    "real",
)  # what is told of each office by itself
_PLACES: Final = ("city", "district", "office")
_BESIDE: Final = {*_PLACES, "date", "time", "number", "duration", "province"}  # what a question about offices may name
_UNTOUCHED: Final = {"emergency", "cancel", "restart", "change_language", "report_problem", "delete_my_data"}
_OFFICE_INTENTS: Final = ("find_office", "ask_opening_hours")
_LEAST_LETTERS: Final = 4  # of a word that may be misspelt
_MOST_DIGITS: Final = 2  # «شماره ۱۳۷» is no office of a list
_CITY_NEWS: Final = "ask_city_info"  # «فردا تهران تعطیله؟»
_ASKED_PLACE: Final = ("wish:find_office", "wish:ask_opening_hours")


@dataclass(frozen=True, slots=True)
class Question:
    """A question about offices.

    Attributes:
        wishes: of `phone`, `hours`, `open`, `address`, `map`, `services`, `real`; or one of DETAILS, MORE, NEARER, ELSEWHERE.
        offices: ids of those that are asked about.
        day: the one whose hours are asked for, None for today and for the week.
        beyond: an office was meant by a number that the list did not have.
    """

    wishes: tuple[str, ...]
    offices: tuple[str, ...] = ()
    day: date | None = None
    beyond: bool = False


def as_follow_up(turn: "Turn") -> "Turn":
    """The turn as a question about the offices shown last, where it is one; in the report form the classifier decides."""
    if turn.form_open or turn.intent in _UNTOUCHED or asked(turn) is None:
        return turn
    return replace(turn, intent=FOLLOW_UP, confidence=1.0)


def asked(turn: "Turn") -> Question | None:
    """What the message asks of the offices in hand; None where it is about something else, or none are in hand."""
    hand = in_hand.of(turn.slots)
    if not turn.said or turn.location or not hand.held or not set(turn.entities) <= _BESIDE:
        return None
    words = tokens(_without_values(turn))
    if turn.intent in _OFFICE_INTENTS:
        words = tuple(map(_put_right, words))
    if not _about_offices(words):
        return None
    if any(turn.entities.get(name) for name in _PLACES):
        news = turn.intent == _CITY_NEWS and _says(words, lists()["office_wishes"]["open"])
        goes_on = hand.subject and hand.lately and _free(turn) and not news
        return Question((ELSEWHERE,), day=which_day.meant(turn)) if goes_on else None
    return _of_offices(turn, words, hand) if hand.shown else None


def _of_offices(turn: "Turn", words: tuple[str, ...], hand: in_hand.InHand) -> Question | None:
    told = _without_counting(words)
    wishes = [name for name, names in lists()["office_wishes"].items() if _says(told, names)]
    if "open" in wishes and "more" in wishes:  # «باز هم هست؟»
        wishes.remove("open")
    if "address" in wishes and _others(words):  # «دیگه کجا هست؟»
        wishes.remove("address")
    place, free = _ordinal(words, hand), hand.lately and _free(turn)
    day = which_day.meant(turn)
    own = [wish for wish in wishes if wish in _OF_ONE]
    if (day or turn.entities.get("date") or which_day.named(turn.said)) and not {"hours", "open"} & set(own):
        own += ["open"] if own or free else []
    offices = hand.shown if place is None else hand.listed[place : place + 1]
    beyond = place is not None and not offices
    if own:
        return Question(tuple(own), offices, day, beyond)
    if NEARER in wishes:
        return Question((NEARER,), hand.shown)
    if place is not None:
        return Question((DETAILS,), offices, beyond=beyond) if free else None
    return Question((MORE,), hand.shown) if free and (MORE in wishes or _others(words)) else None


def _free(turn: "Turn") -> bool:
    """Nothing else was asked by the assistant in between."""
    offer = str(turn.slots.get("offer") or "")
    return not offer or offer in _ASKED_PLACE


def _without_values(turn: "Turn") -> str:
    """What was said with blanks where places, days and times are named."""
    return blanked(turn.said, ((start, end) for kind, start, end in turn.marked if kind in _BESIDE - {"number"}))


def _put_right(word: str) -> str:
    """A misspelt word that tells what is asked («تلقنش»), where the classifier too reads a question about offices."""
    if ended(word, _known()):
        return word
    for form in [word, *without_endings(word)]:
        found = process.extractOne(form, _stems(), scorer=OSA.distance, score_cutoff=1)
        if found and len(form) >= _LEAST_LETTERS:
            return str(found[0])
    return word


def _about_offices(words: tuple[str, ...]) -> bool:
    """Every word may stand in such a question, and none names another thing."""
    joined = f" {' '.join(words)} "
    if any(f" {name} " in joined or _heard(name, words) for name in lists()["office_no_words"]):
        return False
    if not all((word.isdigit() and len(word) <= _MOST_DIGITS) or ended(word, _known()) for word in words):
        return False
    facets = [stem for facet, stems in lists()["facet_words"].items() if facet != "ask_channel" for stem in stems]
    return not any(begins(word, facets) and word not in lists()["office_around"] for word in words)


@cache
def _known() -> frozenset[str]:
    names = ("follow_up_words", "small_words", "office_words", "again_words", "office_around", "last_words")
    days = [*lists()["weekday_words"].values(), *lists()["days_ahead_words"].values()]
    found = [*(lists()[name] for name in names), *days, *lists()["ordinal_words"], lists()["office_numbering"]]
    return _stems() | {word for own in found for name in own for word in name.split()}


@cache
def _stems() -> frozenset[str]:
    found = [*lists()["office_wishes"].values(), *lists()["office_others"].values()]
    return frozenset(word for own in found for name in own for word in name.split())


def _says(words: tuple[str, ...], names: Collection[str]) -> bool:
    joined = f" {' '.join(words)} "
    return any(f" {name} " in joined if " " in name else _heard(name, words) for name in names)


def _heard(name: str, words: tuple[str, ...]) -> bool:
    return any(ended(word, {name}) for word in words)


def _others(words: tuple[str, ...]) -> bool:
    """«یکی دیگه», «جای دیگه‌ای نیست؟»; a bare «دیگه» is none."""
    return all(_says(words, names) for names in lists()["office_others"].values())


def _ordinal(words: tuple[str, ...], hand: in_hand.InHand) -> int | None:
    """Place in the list, from 0, of the office that is meant: «دومی», «آخری», «شماره ۲», «دفتر دوم», a bare «۲»."""
    numbers = map(_number, words if len(words) == 1 else _counted(words))
    found = ordinals.by_word(words, len(hand.listed)) or {number - 1 for number in numbers if number}
    return found.pop() if len(found) == 1 else None


def _counted(words: tuple[str, ...]) -> list[str]:
    """Words that count offices: those after «شماره», «دفتر» and the like."""
    pairs = zip(words, words[1:], strict=False)
    return [after for word, after in pairs if word in lists()["office_numbering"] and _number(after)]


def _without_counting(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that only count: in «شماره ۲» no telephone is asked for, in «شماره دفتر ۲» one is."""
    after = (*words[1:], "")
    counts = lists()["office_numbering"]
    return tuple(word for word, then in zip(words, after, strict=True) if not (word in counts and _number(then)))


def _number(word: str) -> int:
    """A digit or an ordinal as a number, 0 for any other word."""
    named = next((place for place, names in enumerate(lists()["office_ordinals"], start=1) if word in names), 0)
    return int(word) if word.isdecimal() and len(word) == 1 else named
