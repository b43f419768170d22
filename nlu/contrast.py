"""What a message says and what it only rejects: «نوسازی نه، پسماند» is about waste."""

import re
from collections.abc import Sequence
from typing import Final, Protocol, TypeVar


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Word = TypeVar("Word", bound=_HasText)

_BREAKS: Final = frozenset("،,.!؟?؛;:\n")
_NO: Final = frozenset({"نه", "خیر"})
_REJECTING: Final = re.compile(r"نیست|نبود|نیس|نگفتم|نمیگم|نمیخوام|نمیخواهم|نخواستم|غلط\w*|اشتباه\w*|چیه|چیست")
_ASSERTING: Final = re.compile(
    r"منظور\w*|مقصود\w*|گفتم|میگم|میگویم|عرضکردم|میخوام|میخواهم|خواستم|بود|درسته|هست|است|goftam|manzoor\w*"
)


def asserted(tokens: Sequence[Word]) -> list[Word]:
    """The tokens without those that the message rejects; all of them where nothing else would remain.

    Args:
        tokens: one message.
    """
    if not any(_turns(token.text) for token in tokens):
        return list(tokens)
    kept = [token for part in _parts(tokens) if not _rejects(part) for token in part]
    return kept if any(token.text.isalpha() and not _turns(token.text) for token in kept) else list(tokens)


def _turns(word: str) -> bool:
    return word in _NO or bool(_REJECTING.fullmatch(word))


def _parts(tokens: Sequence[Word]) -> list[list[Word]]:
    """Clauses: cut at punctuation, and at a «نه» between two words, which goes with the side that it denies."""
    parts: list[list[Word]] = [[]]
    for place, token in enumerate(tokens):
        if token.text in _BREAKS:
            parts.append([])
        elif token.text in _NO and parts[-1]:
            rest = _clause(tokens, place + 1)
            if not rest or any(_ASSERTING.fullmatch(word) for word in rest):
                parts[-1].append(token)  # «پاسپورت نه، …», «پاسپورت نه گفتم گواهینامه»
                parts.append([])
            else:
                parts.append([token])  # «گواهینامه بود نه تمدید آن»
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _clause(tokens: Sequence[Word], start: int) -> list[str]:
    words: list[str] = []
    for token in tokens[start:]:
        if token.text in _BREAKS:
            break
        words.append(token.text)
    return words


def _rejects(part: Sequence[Word]) -> bool:
    """Whether a clause denies what it names. A «نه» that opens it and goes on to assert only answers what was said before."""
    words = [token.text for token in part]
    if any(_REJECTING.fullmatch(word) for word in words):
        return not any(_ASSERTING.fullmatch(word) for word in words) or words[-1] in (
            "نیست",
            "نبود",
            "نگفتم",
            "نمیخوام",
        )
    if words[0] in _NO:
        return len(words) > 1 and not any(_ASSERTING.fullmatch(word) for word in words)
    return words[-1] in _NO
