"""Names that are one letter off («اصفهن», «شیراض»), by their deletions (the idea of W. Garbe's SymSpell)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

MIN_LETTERS = 5


_LIKE: Final = str.maketrans("صثطذضظحغ", "سستزززهق")


def sound(word: str) -> str:
    """A word with one letter for those that sound alike; «ع» at its end is a slip for «ه»."""
    folded = word.translate(_LIKE)
    return folded[:-1] + "ه" if folded.endswith("ع") else folded


def shortened(word: str) -> set[str]:
    """The word itself and what remains of it without one letter."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def index(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Shortened form → the names that have it; names of less than `MIN_LETTERS` letters are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= MIN_LETTERS:
            for form in shortened(name):
                found[form].append(name)
    return {form: tuple(whole) for form, whole in found.items()}


def one_letter_off(word: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Names that become the word by one letter added, lost, changed, or swapped with its neighbour.

    Args:
        word: in normalised letters.
        names: what `index` gave.
    """
    near = dict.fromkeys(name for form in shortened(word) for name in names.get(form, ()))
    return [name for name in near if OSA.distance(word, name, score_cutoff=1) == 1]
