"""Spoken words and their written forms («میخوام» → «میخواهم»), and stems, so that all forms of a word share a feature.

A word is changed only by a closed list or by a whole verb pattern: a blind stemmer (hazm's makes «پاسپور» of «پاسپورت») would
cut into nouns.
"""

import re
from functools import lru_cache
from typing import Final

from nlu.lexicon import PLURAL_SUFFIXES, SPOKEN, SPOKEN_NOUNS, SPOKEN_STEMS, VERB_PREFIXES
from nlu.normalised import ZWNJ

_SEPARATORS: Final = re.compile(rf"[{ZWNJ}\s]+")
_MIN_STEM: Final = 3
_ENDINGS: Final = {"م": "م", "ی": "ی", "ه": "د", "د": "د", "یم": "یم", "ین": "ید", "ید": "ید", "ن": "ند", "ند": "ند"}
# Present stems whose spoken form has lost letters («تون» of «توان»), with the prefix of the present, the negative or the wish.
_SHORTENED: Final = re.compile(
    rf"(ن?می|ب|ن)({'|'.join(sorted(SPOKEN_STEMS, key=len, reverse=True))})({'|'.join(sorted(_ENDINGS, key=len, reverse=True))})"
)
# Any other stem after «می»: only the ending is spoken («میکنن» → «میکنند», «میگیره» → «میگیرد»).
_REGULAR: Final = re.compile(r"(ن?می)(\w{2,}?)(ین|ن|ه)")


@lru_cache(maxsize=16384)
def formal(word: str) -> str:
    """The written form of a spoken word; the word itself where it is none.

    Args:
        word: a token's normalised text.
    """
    if word in SPOKEN:
        return SPOKEN[word]
    if word in SPOKEN_NOUNS:
        return SPOKEN_NOUNS[word]
    shortened = _SHORTENED.fullmatch(word)
    if shortened:
        prefix, stem, ending = shortened.groups()
        return prefix + SPOKEN_STEMS[stem] + _ENDINGS[ending]
    regular = _REGULAR.fullmatch(word)
    if regular and not word.endswith(("خواهین", "ان")):
        prefix, stem, ending = regular.groups()
        return prefix + stem + _ENDINGS[ending]
    return word


@lru_cache(maxsize=16384)
def lemma(surface: str, word: str) -> str:
    """The written form without plural and possessive endings.

    Args:
        surface: the word as it stands in normalised text, with its half-spaces.
        word: the same without them.
    """
    written = formal(word)
    if written != word:
        return written
    stem, mark, suffix = surface.rpartition(ZWNJ)
    if (
        mark
        and len(stem) >= _MIN_STEM
        and (len(suffix) <= 3 or suffix in PLURAL_SUFFIXES)
        and stem not in VERB_PREFIXES
    ):
        return formal(_SEPARATORS.sub("", stem))
    for ending in PLURAL_SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return formal(word[: -len(ending)])
    return word
