"""Danger now: what to do and whom to call, before anything else."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import CitizenAction, Events, Speaker, answers
from actions.continuing import DANGER as OFFER
from actions.continuing import STILL
from actions.services.catalogue import load_yaml
from actions.services.reading import Localised, localised
from actions.turn import Turn
from shahryar.errors import DataError
from shahryar.formats import isolate, persian_digits
from shahryar.paths import DATA


@dataclass(frozen=True, slots=True)
class Danger:
    """A kind of danger: words that tell it, what to do at once, numbers to call."""

    words: tuple[str, ...]
    advice: Localised
    numbers: tuple[str, ...]


@cache
def dangers() -> tuple[list[Danger], dict[str, Localised]]:
    """Kinds of danger in the order in which they are tried, the last one for all others; and the numbers' names.

    Raises:
        DataError: `data/emergency.yml` is wrong.
    """
    where = "data/emergency.yml"
    tree = load_yaml(DATA / "emergency.yml")
    names = {str(key): localised(entry.get("name"), f"{where}: {key}") for key, entry in tree["numbers"].items()}
    found = [_danger(entry, names, f"{where}: dangers[{index}]") for index, entry in enumerate(tree["dangers"])]
    return found, names


def _danger(entry: dict[str, Any], names: dict[str, Localised], where: str) -> Danger:
    numbers = tuple(str(number) for number in entry["call"])
    unknown = [number for number in numbers if number not in names]
    if unknown:
        raise DataError(f"{where}: {unknown[0]} is not among the numbers")
    return Danger(tuple(entry.get("words") or ()), localised(entry.get("advice"), f"{where}: advice"), numbers)


def danger_in(text: str) -> Danger:
    """The kind of danger that a text tells of; the last kind fits everything."""
    found, _ = dangers()
    plain = text.replace("\u200c", " ").lower()
    return next((danger for danger in found if any(word in plain for word in danger.words)), found[-1])


def sure_danger(text: str) -> bool:
    """Words that mean danger whatever stands around them, for messages that the classifier did not understand."""
    plain = text.replace("\u200c", " ").lower()
    return any(word in plain for word in _sure_words())


@cache
def _sure_words() -> tuple[str, ...]:
    return tuple(load_yaml(DATA / "emergency.yml")["sure_words"])


class Emergency(CitizenAction):
    """Gives the numbers at once; an open form waits without asking."""

    action_name = "action_emergency"

    async def answer(self, turn: Turn, speaker: Speaker) -> Events:
        """See CitizenAction."""
        return warn(turn, speaker)


def warned(turn: Turn) -> bool:
    """The last reply was a warning."""
    return str(turn.slots.get("offer") or "").startswith(OFFER)


@answers(STILL)
def stay(turn: Turn, speaker: Speaker) -> Events:
    """The same advice again: whoever asks «چیکار کنم؟» or for the number after a warning is still in it."""
    found, _ = dangers()
    place = str(turn.slots["offer"]).removeprefix(OFFER)
    told = danger_in(turn.said)
    return _tell(found[int(place)] if told is found[-1] and place else told, turn, speaker)


def warn(turn: Turn, speaker: Speaker) -> Events:
    """What to do and whom to call in the danger that the message tells of."""
    return _tell(danger_in(turn.said), turn, speaker)


def _tell(danger: Danger, turn: Turn, speaker: Speaker) -> Events:
    found, names = dangers()
    lines = [danger.advice.text(speaker.language)]
    for number in danger.numbers:
        shown = isolate(number if speaker.language == "en" else persian_digits(number))
        lines.append(speaker.text("common.call", number=shown, name=names[number].text(speaker.language)))
    lines.append(speaker.text("common.after_emergency"))
    outside = [speaker.button("common.menu_report", "report_problem"), speaker.button("common.menu_help", "help")]
    speaker.send("\n".join(lines), speaker.go_on() if turn.form_open else outside)
    return [SlotSet("offer", f"{OFFER}{found.index(danger)}")]
