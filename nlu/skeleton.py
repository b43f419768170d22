"""Consonants of a word in Latin letters: where Persian typed in Latin letters («govahiname») meets Persian script."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CONSONANTS: Final = str.maketrans({
    **dict.fromkeys("اآوی‌ عئ", ""), "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "چ": "c",
    "ح": "h", "ه": "h", "خ": "x", "د": "d", "ذ": "z", "ز": "z", "ض": "z", "ظ": "z", "ر": "r", "ژ": "j", "ش": "c",
    "غ": "q", "ق": "q", "ف": "f", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
})  # fmt: skip
# «ch» and «sh» share one letter, and so do «j» and «zh»: people mix them, and words rarely differ in them alone.
_DIGRAPHS: Final = (("gh", "q"), ("kh", "x"), ("ch", "c"), ("sh", "c"), ("zh", "j"), ("ph", "f"))
_VOWELS = re.compile(r"[aeiouyvw]|(?<=.)h$")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """Consonants of a word in either script, without a final silent h; "" where nothing is left.

    Args:
        word: Persian or Latin letters, normalised or not.
    """
    latin = word.lower()
    for pair, letter in _DIGRAPHS:
        latin = latin.replace(pair, letter)
    latin = unicodedata.normalize("NFD", latin.translate(_CONSONANTS))
    latin = "".join(char for char in latin if char.isascii() and char.isalpha())
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", latin))
