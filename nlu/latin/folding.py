"""One form for the many ways in which one Persian word is typed in Latin letters."""

import re
from functools import lru_cache
from typing import Final

# Sounds that people write with two letters or with a sign, each as one letter that Finglish does not use for anything else.
_PAIRS: Final = (
    ("kh", "x"), ("gh", "q"), ("tch", "c"), ("ch", "c"), ("sh", "$"), ("zh", "j"), ("ph", "f"), ("ck", "k"),
    ("oo", "u"), ("ou", "u"), ("ow", "o"), ("mb", "nb"), ("ee", "i"), ("ei", "e"), ("ey", "e"), ("ii", "i"), ("aa", "a"),
)  # fmt: skip
_ONE: Final = str.maketrans({"w": "v", "y": "i", "u": "o"})
_DOUBLED: Final = re.compile(r"(.)\1+")
_SILENT_H: Final = re.compile(r"(?<=[aeo])h$")


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A Latin word with spellings of the same sound made one: «gavahinameh», «gavaahiname» → «gavahiname».

    Args:
        word: lower-case ASCII letters; anything else is kept.
    """
    folded = word
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return _SILENT_H.sub("", _DOUBLED.sub(r"\1", folded.translate(_ONE)))
