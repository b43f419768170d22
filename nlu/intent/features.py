"""Features of a message: words, masked words, consonants, characters and its frame, as strings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.skeleton import skeleton
from nlu.text import TextToken

_LETTERS, _FEWER_LETTERS = (2, 4), (3, 4)  # shortest and longest run of them
_EDGE = "^"
_LONG = 12  # words; longer messages count as one length


@dataclass(frozen=True, slots=True)
class Word:
    """A token as the classifier sees it; `kind` is the entity that covers it, if any."""

    text: str
    lemma: str
    kind: str | None = None


def words_of(tokens: Sequence[TextToken]) -> list[Word]:
    """Words of tokens that nothing was extracted from."""
    return [Word(token.text, token.lemma) for token in tokens]


def features(words: Sequence[Word]) -> list[str]:
    """Feature strings of one message, with repetitions.

    Word 1-2-grams of lemmas; 1-3-grams in which a mention is only its kind, so that what was learnt with «گذرنامه» holds for
    every service of the catalogue; consonants, which Persian in Latin letters shares; character 2-4-grams within words
    (subword hashing: Shridhar et al., arXiv:1810.07150); the frame of the message.
    """
    found = _grams("w", [word.lemma for word in words], 2)
    if any(word.kind for word in words):
        found += _grams("m", _masked(words), 3)
    found += [f"s {skeleton(word.text) or word.text}" for word in words]
    for word in words:
        found += _characters(word.text, *_LETTERS)
    return found + _frame(words)


def lean_features(words: Sequence[Word]) -> list[str]:
    """As `features`, but without kinds, consonants and pairs of letters: telling a hundred topics apart takes no more."""
    found = _grams("w", [word.lemma for word in words], 2)
    for word in words:
        found += _characters(word.text, *_FEWER_LETTERS)
    return found + _frame(words)


def _frame(tokens: Sequence[Word]) -> list[str]:
    """How a message begins and ends, and how long it is: wishes and questions are told there («… چند است»)."""
    words = [token.lemma for token in tokens if token.text[0].isalnum()]
    first, last = words[:2], words[-2:]
    return [
        f"b {' '.join(first)}", f"e {' '.join(last)}", f"b1 {' '.join(first[:1])}", f"e1 {' '.join(last[-1:])}",
        f"n {min(len(words), _LONG) // 2}",
    ]  # fmt: skip


def _masked(words: Sequence[Word]) -> list[str]:
    """Lemmas, with each run of words of one mention put together as its kind."""
    masked: list[str] = []
    previous: str | None = None
    for word in words:
        if word.kind is None:
            masked.append(word.lemma)
        elif word.kind != previous:
            masked.append(f"<{word.kind}>")
        previous = word.kind
    return masked


def _grams(prefix: str, words: Sequence[str], longest: int) -> list[str]:
    framed = [_EDGE, *words, _EDGE]
    found = [f"{prefix} {word}" for word in words]
    for length in range(2, longest + 1):
        found += [f"{prefix} {' '.join(framed[i : i + length])}" for i in range(len(framed) - length + 1)]
    return found


@lru_cache(maxsize=32768)
def _characters(word: str, shortest: int, longest: int) -> list[str]:
    padded = f" {word} "
    longest = min(longest, len(padded))
    return [padded[i : i + n] for n in range(shortest, longest + 1) for i in range(len(padded) - n + 1)]
