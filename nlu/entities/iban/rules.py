"""Iranian account numbers (شبا): IR and 24 digits, the first two of them check digits modulo 97 (ISO 13616, ISO 7064)."""

import re
from collections.abc import Iterator
from typing import Final

from nlu.entities.runs import Fault, is_money, whole_runs, words_ahead, words_behind
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "iban"
_DIGITS: Final = 24
_COUNTRY = "1827"  # IR, a letter counting as its place in the alphabet plus nine
_RUN = r"[0-9](?:[ \-._/]{0,3}[0-9]){23}"
# Right-to-left text may show IR behind the digits, and so some people type it there.
_SHAPE = re.compile(
    rf"(?<![^\W_])(ir[ \-.:_]{{0,3}}|(?:ای|آی) ?[ا]ر[ \-.:_]{{0,3}})?(?<![0-9])({_RUN})(?![0-9])( ?ir(?![^\W_]))?"
)
_ANNOUNCING = re.compile(r"شبا\w{0,4}|شماره?شبا\w{0,3}|sh[ae]ba\w{0,2}|iban")
_TRY = re.compile(r"(?<![^\W_])ir[ \-.:_]{0,3}[0-9][0-9a-z \-]*")
_FOREIGN = re.compile(r"(?<![^\W_])(?!ir)[a-z]{2}[0-9]{2}[ \-]?[0-9a-z]{4}[ \-]?[0-9a-z]{4}")
_LEAST_TRY = 12


def is_valid(digits: str) -> bool:
    """Whether 24 ASCII digits after IR carry right check digits."""
    return len(digits) == _DIGITS and int(digits[2:] + _COUNTRY + digits[:2]) % 97 == 1


def find(text: NormalisedText) -> Iterator[Mention]:
    """Ibans in a message, as IR and 24 ASCII digits; without IR only announced ones («شبا») or ones that stand alone."""
    if len(text.text) < _DIGITS:
        return
    for match in _SHAPE.finditer(text.text):
        digits = re.sub(r"[^0-9]", "", match[2])
        if is_valid(digits) and (match[1] or match[3] or _is_announced(text.text, *match.span())):
            yield mention_at(text, ENTITY, match.span(), f"IR{digits}")


def _is_announced(text: str, start: int, end: int) -> bool:
    alone = not text[:start].strip() and not text[end:].strip(" .")
    near = (*words_ahead(text, start, 5), *words_behind(text, end, 3))
    return alone or any(_ANNOUNCING.fullmatch(word) for word in near)


def parse(raw: str) -> str | None:
    """The first right iban in a text that is known to be meant as one, IR or not, as IR and 24 ASCII digits."""
    text = normalise(raw)
    found = next(find(text), None)
    if found:
        return str(found.value)
    return next((f"IR{run.digits}" for run in whole_runs(text.text) if is_valid(run.digits)), None)


def fault(raw: str) -> Fault | None:
    """Why the iban in a text is not right; None where a right one stands in it or nothing looks like one."""
    if parse(raw) is not None:
        return None
    text = normalise(raw).text
    tried = _TRY.search(text)
    if tried:
        letters = re.search(r"[0-9][a-z]+[0-9]", tried[0][2:])
        digits = re.sub(r"[^0-9]", "", tried[0])
        return "shape" if letters else "check_digit" if len(digits) == _DIGITS else "length"
    if _FOREIGN.search(text):
        return "shape"
    runs = [run for run in whole_runs(text) if len(run.digits) >= _LEAST_TRY and not is_money(text, run.end)]
    if any(len(run.digits) == _DIGITS for run in runs):
        return "check_digit"
    return "length" if runs else None
