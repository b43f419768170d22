"""What a message means by what was talked about: a comparison, another record of the family, the same for someone else."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from actions import contrasts, facets, kinds, ordinals, threads
from actions.services.catalogue import catalogue
from actions.services.circumstances import Circumstance, as_text, matching
from actions.services.dialogue import lists
from actions.services.records import Service
from actions.services.vocabulary import strange

if TYPE_CHECKING:
    from actions.turn import Turn

COMPARE: Final = "compare"  # wishes that no rule of Rasa knows; see `actions.base.answers`
ASK_AGAIN: Final = "ask_again"
NAMED: Final = "named"
STILL: Final = "still_in_danger"
DANGER: Final = "emergency:"  # begins the slot `offer` after a warning, with the number of the danger
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
_HELPLESS: Final = {
    "help", "ask_service", "ask_channel", "find_office", "ask_city_info", "ask_duration", "repeat", "inform", "smalltalk",
    "out_of_scope", "nlu_fallback", "ask_cost",
}  # fmt: skip
_NAMED: Final = {"service", "problem_category", "tracking_code", "bill_id"}
_UNSURE: Final = "nlu_fallback"
_MOST_WORDS: Final = 8
_FEW_WORDS: Final = 4
_DOUBTFUL: Final = 0.6


def continued(turn: "Turn") -> "Turn":
    """The turn with the wish and the service that the talk so far gives it."""
    if turn.intent in _UNTOUCHED:
        return threads.followed(turn) or turn
    if _still_in_danger(turn):
        return replace(turn, intent=STILL, confidence=1.0)
    if contrasts.compares(turn):
        return replace(turn, intent=COMPARE, confidence=1.0)
    thread = threads.followed(turn)
    if thread is not None or turn.pressed or turn.intent not in _OPEN:
        return thread or turn
    if _one_contrasted(turn):
        return replace(
            turn, intent="ask_service", confidence=1.0, scores=()
        )  # what it would be compared with is not known here
    readings = (
        _one_of_them,
        _other_record,
        _other_case,
        _case_beside_form,
        _other_facet,
        _named_anew,
        _said_facet,
        _plain_question,
        _plainly_named,
    )
    return next(filter(None, (reading(turn) for reading in readings)), turn)


def _still_in_danger(turn: "Turn") -> bool:
    """«چیکار کنم؟», «شماره آتش‌نشانی چنده» after a warning: nothing else is named."""
    warned = str(turn.slots.get("offer") or "").startswith(DANGER)
    return warned and bool(turn.said) and turn.intent in _HELPLESS and not _NAMED.intersection(turn.entities)


def _one_contrasted(turn: "Turn") -> bool:
    """A difference is asked for, and only one service is known of those that are meant."""
    asks = turn.intent in facets.FACETS or (turn.intent == _UNSURE and bool(turn.entities.get("service")))
    return asks and contrasts.contrasts(turn.said) and not contrasts.facet_in(turn.said)


def _one_of_them(turn: "Turn") -> "Turn | None":
    """«مدارک دومی»: of the services just compared."""
    meant = contrasts.ordinal(turn)
    return _about(turn, meant) if meant and not turn.spans and ordinals.alone(turn.said) else None


def _short(turn: "Turn") -> bool:
    return len(kinds.tokens(turn.said)) <= _MOST_WORDS


def _other_record(turn: "Turn") -> "Turn | None":
    """«نه المثنیش», «هزینهٔ المثنیش؟»: the record of that kind in the family of the service in hand."""
    present, said = contrasts.present(turn), kinds.kinds_in(turn.said)
    if present is None or len(said) != 1 or turn.spans or not _short(turn) or kinds.foreign_beside(turn.said):
        return None
    if said[0] == kinds.ISSUE and turn.intent not in _CORRECTING:
        return None
    meant = kinds.record(present, said[0])
    return _about(turn, meant) if meant and meant.id != turn.focus.service else None


def _other_case(turn: "Turn") -> "Turn | None":
    """«نه، برای پسرم»: the same question for another circumstance than the one chosen before."""
    present, kept = contrasts.present(turn), turn.slots.get("circumstances") or {}
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


def _case_beside_form(turn: "Turn") -> "Turn | None":
    """«برای بچه‌م» after a side question: in the report form nobody was asked for whom it is."""
    service = catalogue().service(turn.focus.service)
    if service is None or not (turn.form_open and turn.focus.fresh) or kinds.foreign_beside(turn.said):
        return None
    for circumstance in service.circumstances:
        option = matching(circumstance, turn.said, lists()["option_words"])
        if option and len(kinds.tokens(turn.said)) <= _FEW_WORDS:
            choice = {"service": service.id, "circumstance": as_text(circumstance.id, option)}
            return replace(turn, intent=_again(turn), said="", confidence=1.0, entities=choice)
    return None


def _other_option(circumstance: Circumstance, chosen: str | None, said: str) -> str | None:
    """The only option that the words name beside the one chosen before, which a correction does not mean."""
    rest = tuple(option for option in circumstance.options if option.id != chosen)
    return matching(replace(circumstance, options=rest), said, lists()["option_words"]) if chosen else None


def _named_anew(turn: "Turn") -> "Turn | None":
    """«گواهینامه چی؟», «نه، گواهینامه»: what was asked before, of the service named now."""
    words = tuple(
        span for span in turn.spans if span[0] != turn.described
    )  # «what about my passport» describes nothing
    named = kinds.named(turn.said, words or turn.spans)
    wrong = turn.intent in _CORRECTING and turn.entities.get("service") == turn.focus.service
    if len(named) > 1 and wrong:  # «پلاک رو نمیگم، معاینه فنی رو میگم»
        named = [found for found in named if found.id != turn.focus.service]
    if len(named) != 1:
        return None
    beside = set(kinds.tokens(contrasts.without_names(turn)))
    again, small = set(lists()["again_words"]), set(lists()["small_words"])
    anew = bool(beside) and beside <= again and contrasts.present(turn) is not None
    if turn.form_open:
        corrected = turn.focus.fresh and (
            turn.intent in _CORRECTING or (turn.intent == "inform" and beside <= again | small)
        )
    else:  # a correction with one name is what `action_inform` takes anyway
        corrected = turn.intent == "deny" or (wrong and len(turn.spans) > 1)
    return _about(replace(turn, intent=ASK_AGAIN), named[0]) if anew or corrected else None


def _plain_question(turn: "Turn") -> "Turn | None":
    """A service is named and what is asked of it: sure, though «هزینه و مدارک» parts the classifier's belief."""
    stems = lists()["facet_words"].get(turn.intent, ())
    return replace(turn, confidence=1.0) if turn.spans and kinds.says(turn.said, stems) else None


def _said_facet(turn: "Turn") -> "Turn | None":
    """What is asked stands in the words and no second thing does: they decide where the classifier is in doubt."""
    said = [facet for facet, stems in lists()["facet_words"].items() if kinds.says(turn.said, stems)]
    doubtful = turn.intent in facets.FACETS and turn.confidence < _DOUBTFUL and bool(turn.entities.get("service"))
    return replace(turn, intent=said[0], confidence=1.0) if doubtful and len(said) == 1 else None


def _plainly_named(turn: "Turn") -> "Turn | None":
    """«گذرنامه برای پسر ۵ ساله‌ام»: one service is named, and nothing beside it of which its records do not speak."""
    named = kinds.named(turn.said, turn.spans)
    if turn.intent != _UNSURE or turn.form_open or len(named) != 1 or not _short(turn) or strange(turn.said, named[0]):
        return None
    entities = {**turn.entities, "service": named[0].id}
    return replace(turn, intent=NAMED, confidence=1.0, entities=entities, scores=())


def _other_facet(turn: "Turn") -> "Turn | None":
    """«نه، مدارکش», «نه، هزینهٔ گواهینامه»: something else is asked of the service in hand or named."""
    facet = contrasts.first(turn.said, lists()["facet_words"])
    known = turn.entities.get("service") or (contrasts.present(turn) and not kinds.foreign_beside(turn.said))
    if turn.intent not in {*_CORRECTING, _UNSURE} or not facet or not known or not _short(turn):
        return None
    return replace(turn, intent=facet, confidence=1.0) if _just_answered(turn) else None


def _just_answered(turn: "Turn") -> bool:
    """There is an answer to correct: in the report form the last message must have been about a service."""
    return not turn.form_open or turn.focus.fresh


def _about(turn: "Turn", service: Service) -> "Turn":
    """The turn about a service that is certain; what was asked stays."""
    entities = {**turn.entities, "service": service.id}
    return replace(turn, intent=_again(turn), confidence=1.0, entities=entities, scores=())


def _again(turn: "Turn") -> str:
    return turn.intent if turn.intent in facets.FACETS and contrasts.facet_in(turn.said) else ASK_AGAIN
