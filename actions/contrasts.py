"""Whether a message sets services side by side, and which."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from actions import facets, kinds, ordinals
from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from actions.services.records import Service

if TYPE_CHECKING:
    from actions.turn import Turn

TOGETHER: Final = "+"  # joins the ids of services in the button of a comparison
_MOST: Final = 3
_NAME_WORDS: Final = 3
_SHORT: Final = 12  # words; a story may hold «یا» and «المثنی» without asking which


def compares(turn: "Turn") -> bool:
    """The message sets services side by side, and something is known to set there."""
    if turn.pressed:
        return TOGETHER in turn.entities.get("service", "")
    said, named = turn.said, named_in(turn)
    several = len(named) > 1 or len(kinds.kinds_in(said)) > 1
    either = bool(set(kinds.tokens(said)).intersection(lists()["or_words"])) and several
    which = kinds.says(said, lists()["which_words"])
    if contrasts(said) or ((which or either) and _better(said)):
        second = len(named) == 1 and second_name(turn, named[0]) is not None
        return several or ((second or _bare(turn)) and len(compared(turn)) > 1)
    undecided = either and len(kinds.kinds_in(said)) > 1 and len(kinds.tokens(said)) <= _SHORT
    return undecided or which_fits(turn) or _asks_of_both(turn)


def named_in(turn: "Turn") -> list[Service]:
    """The services that the message names; the likely ones of different families where the intent allows no names."""
    likely = {found.group: found for found in reversed(catalogue().named(list(turn.services)))}
    return kinds.named(turn.said, turn.spans) or (list(likely.values())[:_MOST] if len(likely) > 1 else [])


def which_fits(turn: "Turn") -> bool:
    """«کدام به دردم می‌خورد؟» of a family, or of the services just compared."""
    said = turn.said
    asked = kinds.says(said, lists()["which_words"]) and kinds.says(said, lists()["fitting_words"])
    return asked and not (facet_in(said) or _better(said)) and _bare(turn) and len(compared(turn)) > 1


def contrasts(text: str) -> bool:
    """A difference is asked for."""
    return kinds.says(text, lists()["contrast_words"]) and not kinds.says(text, lists()["no_contrast_words"])


def _better(text: str) -> bool:
    return any(kinds.says(text, stems) for stems in lists()["comparative_words"].values())


def _bare(turn: "Turn") -> bool:
    """Nothing is named beside known services and the comparison itself («کدام دفتر بهتر است؟» names something)."""
    own = [*lists()["contrast_words"], *lists()["which_words"], *lists()["fitting_words"]]
    own += [stem for stems in lists()["comparative_words"].values() for stem in stems]
    text = without_names(turn)
    rest = " ".join(word for word in kinds.tokens(text) if not kinds.begins(word, own))
    return not kinds.foreign_beside(rest) and not set(kinds.tokens(text)).intersection(lists()["other_nouns"])


def without_names(turn: "Turn") -> str:
    """What was said with blanks where services are named; one that is only described by the whole message has no name."""
    text = turn.said
    for _, start, end in turn.spans:
        described = len(kinds.tokens(text[start:end])) > _NAME_WORDS and not kinds.tokens(text[:start] + text[end:])
        text = text if described else text[:start] + " " * (end - start) + text[end:]
    return text


def _asks_of_both(turn: "Turn") -> bool:
    """A bare «هزینه‌اش؟» after two services were answered side by side is about both."""
    all_of_them = bool(set(kinds.tokens(turn.said)).intersection(lists()["both_words"]))
    both = (turn.focus.service is None or all_of_them) and len(turn.focus.pair) > 1
    bare = turn.intent in facets.FACETS and not turn.spans and not kinds.foreign_beside(turn.said)
    return both and bare and not kinds.kinds_in(turn.said) and ordinal(turn) is None


def compared(turn: "Turn") -> list[Service]:
    """The services to set side by side: named, told by their kind, or talked about before; fewer than two where unclear."""
    if turn.pressed:
        return catalogue().named(turn.entities.get("service", "").split(TOGETHER))
    named = named_in(turn)
    said = kinds.kinds_in(turn.said)
    in_hand = catalogue().service(turn.focus.service)
    base = named[0] if named else present(turn)
    if base is None:
        return []
    told = [found for kind in said if (found := kinds.record(base, kind))]
    if len(named) > 1 and not (len(_distinct(told)) > 1 and all(service.group == base.group for service in named)):
        return named[:_MOST]
    if len(said) > 1:
        return _distinct(told) if len(told) > 1 else kinds.family(base)[:_MOST]
    if named:
        other = second_name(turn, named[0])
        return [*named, other] if other else _distinct([in_hand, *named] if in_hand else named)
    if told and in_hand:
        return _distinct([in_hand, *told])
    return catalogue().named(list(turn.focus.pair)) or kinds.family(base)[:_MOST]


def families_of(said: list[str]) -> list[tuple[Service, ...]]:
    """The records of those kinds, one tuple a group that has them all."""
    if not said:
        return []
    found = []
    for default in (service for service in catalogue().services.values() if service.default):
        told = _distinct([record for kind in said if (record := kinds.record(default, kind))])
        if len(told) == len(said):
            found.append(tuple(told))
    return found


def second_name(turn: "Turn", service: Service) -> Service | None:
    """A likely service that the words name beside the one that was found, where its name was not found for itself.

    A name that was read into the first one's («معاینهٔ فنی و کارت سوخت») may share any word with what follows its «و»,
    another one only a word that few services have («… و معافیت»).
    """
    inside = [kinds.tokens(turn.said[start:]) for _, start, end in turn.spans if joined(turn.said[start:end])]
    beside = {word for own in inside for word in own[_and_in(own) + 1 :]}
    alone = set(kinds.tokens(without_names(turn))) - set(lists()["common_name_words"])
    likely = [found for found in catalogue().named([name for name, _ in turn.scores]) if found is not service]
    shared = [(len(set(kinds.tokens(found.name.fa)) & (beside | alone)), found) for found in likely]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] and not joined(service.name.fa) else None


def swallowed(turn: "Turn") -> bool:
    """The words of one service that were found hold an «و»: a second name may have been read into it."""
    return any(joined(turn.said[start:end]) for _, start, end in turn.spans)


def ordinal(turn: "Turn") -> Service | None:
    """«دومی»: which of the services talked about last is meant."""
    known = catalogue().named(list(turn.focus.pair))
    at = ordinals.place(turn.said, len(known)) if len(known) > 1 else None
    return known[at] if at is not None else None


def joined(text: str) -> bool:
    """The text holds an «و» or another word that joins."""
    return bool(set(kinds.tokens(text)).intersection(lists()["and_words"]))


def _and_in(words: Sequence[str]) -> int:
    return next((at for at, word in enumerate(words) if word in lists()["and_words"]), len(words))


def present(turn: "Turn") -> Service | None:
    """The service in hand, the first of them where there are two."""
    known = catalogue().named([turn.focus.service or "", *turn.focus.pair])
    return known[0] if known else None


def facet_in(text: str) -> str | None:
    """The facet that a word of the text names, or that a comparative is about («ارزان‌تر»)."""
    return first(text, lists()["facet_words"]) or first(text, lists()["comparative_words"])


def first(text: str, stems_of: Mapping[str, list[str]]) -> str | None:
    """The first facet of which a word begins with one of its stems; what is no facet is passed over."""
    names = (name for name, stems in stems_of.items() if name in facets.FACETS and kinds.says(text, stems))
    return next(names, None)


def _distinct(services: list[Service]) -> list[Service]:
    return list({service.id: service for service in services}.values())
