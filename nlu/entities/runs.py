"""Long digit runs of ids as people write them (in groups, over spaces and dashes) and the words that announce them."""

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from nlu.mentions import Mention
from nlu.text import NormalisedText, normalise

Fault = Literal["length", "check_digit", "shape"]

_RUN = re.compile(r"(?<![0-9])(?<![0-9][./,:])[0-9]+(?:(?: |-| - )[0-9]+)*(?![./,:]?[0-9])")
_GROUP = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[.!؟?\n؛;](?=\s|$)|\n")
# A sum, not an id: «قبض ۴۵۰۰۰۰ تومان».
_MONEY_AFTER = re.compile(r"[ \u200c]*(?:هزار|میلیون|ملیون|میلیارد|تو?م[اوه]?ن|ری+ال|toman|tomen|rial|hezar|mil)")
_LETTER_INSIDE = re.compile(r"(?<![^\W_])[0-9]+[^\W\d_](?=[0-9])[0-9a-z]*|(?<![^\W_])[0-9]{4,}[a-z][0-9a-z]*")
_WINDOW: Final = 80


class Run(NamedTuple):
    """Digits in normalised text: their span, and them alone."""

    start: int
    end: int
    digits: str


def whole_runs(text: str) -> Iterator[Run]:
    """Runs of digits with the groups that follow over one space or dash, whatever their lengths."""
    for match in _RUN.finditer(text):
        yield Run(*match.span(), re.sub(r"[ \-]", "", match[0]))


def candidates(text: str, shortest: int, longest: int) -> Iterator[Run]:
    """Groups of digits of fitting length, and whole runs of groups (each of two digits or more) that fit together."""
    for match in _RUN.finditer(text):
        groups = [Run(match.start() + g.start(), match.start() + g.end(), g[0]) for g in _GROUP.finditer(match[0])]
        digits = "".join(group.digits for group in groups)
        single = [group for group in groups if shortest <= len(group.digits) <= longest]
        joint = len(groups) > 1 and shortest <= len(digits) <= longest and all(len(g.digits) >= 2 for g in groups)
        if joint and len(single) < len(groups):
            yield Run(*match.span(), digits)
        else:
            yield from single


def words_ahead(text: str, start: int, count: int) -> list[str]:
    """Up to `count` words before a position of normalised text, in the same sentence and after any digits before."""
    window = text[max(0, start - _WINDOW) : start]
    for match in _CLAUSE_END.finditer(window):
        window = " " * match.end() + window[match.end() :]
    return _WORD.findall(re.split(r"[0-9]", window)[-1])[-count:]


def words_behind(text: str, end: int, count: int) -> list[str]:
    """Up to `count` words after a position, in the same sentence and before any digits."""
    window = text[end : end + _WINDOW]
    stop = _CLAUSE_END.search(window)
    return _WORD.findall(re.split(r"[0-9]", window[: stop.start()] if stop else window)[0])[:count]


def is_money(text: str, end: int) -> bool:
    """Whether a unit of money or a scale follows."""
    return _MONEY_AFTER.match(text, end) is not None


def first_of(
    raw: str, find: Callable[[NormalisedText], Iterator[Mention]], is_valid: Callable[[str], bool]
) -> str | None:
    """The first id in a text known to be meant as one: what the kind's rule finds, or else any run of digits that is right.

    Args:
        raw: the citizen's words.
        find: the rule of the kind.
        is_valid: whether ASCII digits are such an id.
    """
    text = normalise(raw)
    found = next(iter(find(text)), None)
    if found:
        return str(found.value)
    return next((run.digits for run in whole_runs(text.text) if is_valid(run.digits)), None)


def fault_of(text: str, lengths: range, least: int) -> Fault | None:
    """What is wrong with the digits that look meant as an id, once it is known that none is right.

    Args:
        text: normalised.
        lengths: how many digits the id may have.
        least: as few digits as still look like a try; fewer are no fault.
    """
    digits = [run.digits for run in whole_runs(text) if len(run.digits) >= least and not is_money(text, run.end)]
    if any(len(run) in lengths for run in digits):
        return "check_digit"
    if any(len(match[0]) > least for match in _LETTER_INSIDE.finditer(text)):
        return "shape"
    return "length" if digits else None
