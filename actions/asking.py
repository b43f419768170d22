"""What a message asks: one facet of one service, or several at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from actions import facets, kinds
from actions.contrasts import joined, second_name, swallowed, without_names
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service

if TYPE_CHECKING:
    from actions.turn import Turn

_MOST: Final = 3  # services in one message
_LONG: Final = 16  # words; a longer message tells a story in which documents or times only occur
_MARK: Final = ":"
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """One facet of one service."""

    facet: str
    service: Service

    @property
    def key(self) -> str:
        """As the slot `focus` keeps it."""
        return f"{self.facet}{_MARK}{self.service.id}"


def questions(turn: "Turn", facet: str, service: Service | None) -> list[Question]:
    """All that the message asks, in its order; the one of `facet` and `service` alone where it asks no more."""
    asked, places = _facets(turn, facet), kinds.located(turn.said, turn.spans)[:_MOST]
    if len(places) < 2 or not _together(turn):
        family = _of_family(turn, service) if service else []
        return [Question(name, found) for found in family or filter(None, [service]) for _, name in asked]
    if any(places[0][0] < at < places[-1][0] for at, _ in asked):  # «هزینهٔ گذرنامه و مدارک گواهینامه»
        return [Question(_before(at, asked), found) for at, found in places]
    return [Question(name, found) for _, found in places for _, name in asked]


def _together(turn: "Turn") -> bool:
    """The services are asked about together, not one in the story of the other («کپی شناسنامه برای گواهینامه لازمه؟»)."""
    allowed = set(lists()["between_words"])
    stems = [stem for key in ("facet_words", "kind_words") for own in lists()[key].values() for stem in own]
    for (_, start, end), (_, then, last) in pairwise(turn.spans):
        between, after = kinds.tokens(turn.said[end:then]), kinds.tokens(turn.said[last:])
        known = then >= end and all(word in allowed or kinds.begins(word, stems) for word in between)
        side = _parted(turn.said[end:then]) or (bool(after) and after[0] in lists()["and_words"])
        if start == then or not (known and side):
            return False
    return True


def _parted(text: str) -> bool:
    """A second question may begin after this text."""
    return joined(text) or any(mark in text for mark in "؟?")


def _of_family(turn: "Turn", service: Service) -> list[Service]:
    """«تمدید گواهینامه چقدره؟ المثنی چی؟», «انشعاب آب و برق»: the records of one family, where two are told."""
    branches = kinds.branches(service, turn.said)
    if branches:
        return branches
    said = [kind for kind in kinds.kinds_in(turn.said) if kind != kinds.ISSUE]
    found = [record for kind in said if (record := kinds.record(service, kind))]
    return found if len({record.id for record in found}) > 1 else []


def _facets(turn: "Turn", facet: str) -> list[tuple[int, str]]:
    """The facets that the words name, with their places; only `facet` where they name no second one."""
    text = without_names(turn)
    found: dict[str, int] = {}
    before = ""
    for word in _WORD.finditer(text):
        for plain in kinds.tokens(word[0]):
            told = before in lists()["background_words"]
            for name in (name for name, stems in lists()["facet_words"].items() if kinds.begins(plain, stems)):
                if not told:
                    found.setdefault(name, word.start())
            before = plain
    places = sorted(found.values())
    apart = all(_parted(text[at:then]) or "،" in text[at:then] for at, then in pairwise(places))
    if facet not in found or len(found) < 2 or not apart or len(kinds.tokens(text)) > _LONG:
        return [(0, facet)]
    return [(at, name) for name, at in found.items()]


def _before(place: int, asked: Sequence[tuple[int, str]]) -> str:
    """The facet named last before a place, the first one where none is."""
    return next((name for at, name in reversed(asked) if at < place), asked[0][1])


def waiting(turn: "Turn", answered: Sequence[Question]) -> list[Question]:
    """Questions of an earlier message that are still open, while the talk stays with what they are about."""
    kept = []
    for key in turn.focus.waiting:
        facet, _, name = key.partition(_MARK)
        service = catalogue().service(name)
        if service and facet in facets.FACETS:
            kept.append(Question(facet, service))
    about = {turn.focus.service, *(question.service.id for question in kept)}
    done = {question.key for question in answered}
    same = all(question.service.id in about for question in answered)
    return [question for question in kept if same and question.key not in done]


def unheard(turn: "Turn", facet: str | None, service: Service) -> list[Question]:
    """The same question of a second service whose name was read into the first one's («معاینهٔ فنی و کارت سوخت»)."""
    other = second_name(turn, service) if swallowed(turn) else None
    return [Question(facet or "ask_service", other)] if other else []
