"""What a message means by what was talked about: a comparison, another record of the family, the same for someone else."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import facets, kinds
from actions.services.catalogue import catalogue, lists
from actions.services.circumstances import Circumstance, as_text, matching
from actions.services.records import Service

if TYPE_CHECKING:
    from actions.turn import Turn

COMPARE: Final = "compare"  # wishes that no rule of Rasa knows; see `actions.base.answers`
ASK_AGAIN: Final = "ask_again"
TOGETHER: Final = "+"  # joins the ids of services in the button of a comparison
_UNTOUCHED: Final = {"emergency", "cancel", "restart", "talk_to_human"}
_OPEN: Final = {
    "correct",
    "deny",
    "inform",
    "nlu_fallback",
    "out_of_scope",
    "repeat",
    "affirm",
    "smalltalk",
    *facets.FACETS,
}
_CORRECTING: Final = {"correct", "deny"}
_MOST_WORDS: Final = 8
_MOST_COMPARED: Final = 3


def continued(turn: "Turn") -> "Turn":
    """The turn with the wish and the service that the talk so far gives it."""
    if turn.intent in _UNTOUCHED:
        return turn
    if compares(turn):
        return replace(turn, intent=COMPARE, confidence=1.0)
    if turn.pressed or turn.intent not in _OPEN:
        return turn
    return _other_record(turn) or _other_case(turn) or _named_anew(turn) or turn


def compares(turn: "Turn") -> bool:
    """The message sets services side by side, and something is known to set there."""
    if turn.pressed:
        return TOGETHER in turn.entities.get("service", "")
    said = turn.said
    contrast = kinds.says(said, lists()["contrast_words"])
    choice = kinds.says(said, lists()["which_words"]) or bool(_ors(said))
    better = choice and any(kinds.says(said, stems) for stems in lists()["comparative_words"].values())
    if contrast or better:
        return len(compared(turn)) > 1 or len(kinds.kinds_in(said)) > 1
    if _ors(said) and len(kinds.kinds_in(said)) > 1:
        return True
    return which_fits(turn) or _asks_of_both(turn)


def which_fits(turn: "Turn") -> bool:
    """«کدام به دردم می‌خورد؟» of a family, or of the services just compared."""
    said = turn.said
    asked = kinds.says(said, lists()["which_words"]) and kinds.says(said, lists()["fitting_words"])
    if not asked or facet_in(said) or any(kinds.says(said, stems) for stems in lists()["comparative_words"].values()):
        return False
    return len(compared(turn)) > 1


def _asks_of_both(turn: "Turn") -> bool:
    """A bare «هزینه‌اش؟» after two services were answered side by side is about both."""
    both = turn.focus.service is None and len(turn.focus.pair) > 1
    bare = turn.intent in facets.FACETS and not turn.spans and not kinds.foreign_beside(turn.said)
    return both and bare and not kinds.kinds_in(turn.said)


def compared(turn: "Turn") -> list[Service]:
    """The services to set side by side: named, told by their kind, or talked about before; fewer than two where unclear."""
    if turn.pressed:
        return catalogue().named(turn.entities.get("service", "").split(TOGETHER))
    named = kinds.named(turn.said, turn.spans)
    said = kinds.kinds_in(turn.said)
    present = catalogue().service(turn.focus.service)
    if len(named) > 1:
        return named[:_MOST_COMPARED]
    base = named[0] if named else present or next(iter(catalogue().named(list(turn.focus.pair))), None)
    if base is None:
        return []
    told = [found for kind in said if (found := kinds.record(base, kind))]
    if len(said) > 1:
        return _distinct(told) if len(told) > 1 else kinds.family(base)[:_MOST_COMPARED]
    if named:
        return _distinct([*([present] if present else []), *named])
    if told and present:
        return _distinct([present, *told])
    return catalogue().named(list(turn.focus.pair)) or kinds.family(base)[:_MOST_COMPARED]


def families_of(said: list[str]) -> list[tuple[Service, ...]]:
    """The records of those kinds, one tuple a group that has them all."""
    found = []
    for default in (service for service in catalogue().services.values() if service.default):
        told = _distinct([record for kind in said if (record := kinds.record(default, kind))])
        if len(told) == len(said):
            found.append(tuple(told))
    return found


def facet_in(text: str) -> str | None:
    """The facet that a word of the text names, or that a comparative is about («ارزان‌تر»)."""
    for words in (lists()["facet_words"], lists()["comparative_words"]):
        found: str | None = next(
            (facet for facet, stems in words.items() if facet != "best" and kinds.says(text, stems)), None
        )
        if found:
            return found
    return None


def _ors(text: str) -> set[str]:
    return set(kinds.tokens(text)).intersection(lists()["or_words"])


def _distinct(services: list[Service]) -> list[Service]:
    return list({service.id: service for service in services}.values())


def _present(turn: "Turn") -> Service | None:
    return catalogue().service(turn.focus.service)


def _short(turn: "Turn") -> bool:
    return len(kinds.tokens(turn.said)) <= _MOST_WORDS


def _other_record(turn: "Turn") -> "Turn | None":
    """«نه المثنیش», «هزینهٔ المثنیش؟»: the record of that kind in the family of the service in hand."""
    present, said = _present(turn), kinds.kinds_in(turn.said)
    if present is None or len(said) != 1 or turn.spans or not _short(turn) or kinds.foreign_beside(turn.said):
        return None
    if said[0] == kinds.ISSUE and turn.intent not in _CORRECTING:
        return None
    meant = kinds.record(present, said[0])
    return _about(turn, meant) if meant and meant is not present else None


def _other_case(turn: "Turn") -> "Turn | None":
    """«نه، برای پسرم»: the same question for another circumstance than the one chosen before."""
    present, kept = _present(turn), turn.slots.get("circumstances") or {}
    if present is None or kept.get("service") != present.id or turn.entities.get("service") or not _short(turn):
        return None
    if turn.intent not in _CORRECTING:
        return None
    for circumstance in present.circumstances:
        other = _other_option(circumstance, kept.get("choices", {}).get(circumstance.id), turn.said)
        if other:
            choice = {"service": present.id, "circumstance": as_text(circumstance.id, other)}
            return replace(turn, intent=_again(turn), said="", confidence=1.0, entities=choice)
    return None


def _other_option(circumstance: Circumstance, chosen: str | None, said: str) -> str | None:
    """The only option that the words name beside the one chosen before, which a correction does not mean."""
    rest = tuple(option for option in circumstance.options if option.id != chosen)
    return matching(replace(circumstance, options=rest), said, lists()["option_words"]) if chosen else None


def _named_anew(turn: "Turn") -> "Turn | None":
    """«گواهینامه چی؟», «نه، گواهینامه»: what was asked before, of the service named now."""
    if len(turn.spans) != 1 or not turn.entities.get("service"):
        return None
    if turn.form_open and turn.intent in _CORRECTING:
        corrected = turn.focus.service is not None and turn.focus.turns == 0
    else:
        corrected = turn.intent == "deny"
    _, start, end = turn.spans[0]
    beside = kinds.tokens(turn.said[:start] + " " + turn.said[end:])
    bare = turn.focus.service is not None and bool(beside) and set(beside) <= set(lists()["again_words"])
    if not (corrected or bare):
        return None
    meant = catalogue().service(turn.entities["service"])
    return _about(replace(turn, intent=ASK_AGAIN), meant) if meant else None


def _about(turn: "Turn", service: Service) -> "Turn":
    """The turn about a service that is certain; what was asked stays."""
    entities = {**turn.entities, "service": service.id}
    return replace(turn, intent=_again(turn), confidence=1.0, entities=entities, scores=())


def _again(turn: "Turn") -> str:
    return turn.intent if turn.intent in facets.FACETS and facet_in(turn.said) else ASK_AGAIN
