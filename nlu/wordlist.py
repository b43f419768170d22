"""Frequencies of Persian words, read from the list that hazm ships; used at training time only."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from nlu.text import joined_form
from shahryar.errors import ModelError


@cache
def frequencies() -> dict[str, int]:
    """Normalised word → count in hazm's corpus.

    The file is read without importing hazm, whose import alone takes over a second.

    Raises:
        ModelError: hazm is not installed or came without its list.
    """
    spec = find_spec("hazm")
    path = Path(spec.origin).parent / "data" / "words.dat" if spec and spec.origin else None
    if path is None or not path.exists():
        raise ModelError("hazm's word list is missing: install the locked requirements again")
    counts: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split("\t")
        key = joined_form(word) if not word.isalpha() else _quick(word)
        counts[key] = max(counts.get(key, 0), int(count))
    return counts


def _quick(word: str) -> str:
    """`joined_form` for a word of plain letters, without tokenizing."""
    return word.translate(_PLAIN)


_PLAIN = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ئ": "ی", "ؤ": "و", "ة": "ه", "ي": "ی", "ك": "ک", "ۀ": "ه", "ء": ""}
)
