"""Copies of training messages as hurried people would type them: with typing errors, and in Latin letters.

Made when a model is trained, from a seeded generator, so that the same data always give the same model. Test messages are
never made this way.
"""

from collections.abc import Callable
from random import Random
from typing import Final

from nlu.latin.words import spellings
from nlu.normalised import ZWNJ
from nlu.spoken import formal
from nlu.text import tokenize

_ROWS: Final = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")  # of the Persian keyboard (ISIRI 9147)
_SOUNDS: Final = ("زذضظ", "سصث", "تط", "هح", "غق")
_MIN_LETTERS: Final = 4
_LETTERS: Final = {
    "ا": ("a", "aa"), "ب": ("b",), "پ": ("p",), "ت": ("t",), "ث": ("s",), "ج": ("j",), "چ": ("ch",), "ح": ("h",),
    "خ": ("kh", "x"), "د": ("d",), "ذ": ("z",), "ر": ("r",), "ز": ("z",), "ژ": ("zh",), "س": ("s",), "ش": ("sh",),
    "ص": ("s",), "ض": ("z",), "ط": ("t",), "ظ": ("z",), "ع": ("a", ""), "غ": ("gh", "q"), "ف": ("f",), "ق": ("gh", "q"),
    "ک": ("k",), "گ": ("g",), "ل": ("l",), "م": ("m",), "ن": ("n",), "و": ("o", "oo", "v", "u"), "ه": ("h", "e"),
    "ی": ("i", "y"),
}  # fmt: skip
_CONSONANTS: Final = frozenset("بپتثجچحخدذرزژسشصضطظغفقکگلمن")


def misspelt(text: str, random: Random) -> str:
    """The text with one or two typing errors; unchanged where no word is long enough.

    Args:
        text: a raw message.
        random: the seeded generator.
    """
    words = text.split(" ")
    for _ in range(1 + (len(words) > 8)):
        places = [
            i for i, word in enumerate(words) if len(word) >= _MIN_LETTERS and word.isalpha() and not word.isascii()
        ]
        if not places:
            break
        place = random.choice(places)
        words[place] = random.choice(_ERRORS)(words[place], random)
    return _misspaced(" ".join(words), random)


def romanised(text: str, random: Random) -> str:
    """The text in Latin letters, each word in one of the spellings that people use for it.

    Args:
        text: a raw message.
        random: the seeded generator.
    """
    table = spellings()
    parts: list[str] = []
    end = 0
    for token in tokenize(text):
        parts.append(" " if token.start > end and parts else "")
        known = table.get(token.text) or table.get(formal(token.text))
        latin = random.choice(known) if known else "".join(_letters(token.text, random))
        parts.append(latin)
        end = token.end
    return "".join(parts)


def _letters(word: str, random: Random) -> list[str]:
    """Letter by letter; between two consonants stands a short vowel, which Persian script does not write."""
    latin: list[str] = []
    for place, char in enumerate(word):
        if place and char in _CONSONANTS and word[place - 1] in _CONSONANTS and place + 1 < len(word):
            latin.append(random.choice(("a", "e", "o", "a", "e")))
        last = char == "ه" and place + 1 == len(word)
        latin.append(random.choice(("e", "eh")) if last else random.choice(_LETTERS.get(char, (char,))))
    return latin


def _dropped(word: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def _doubled(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[: place + 1] + word[place:]


def _swapped(word: str, random: Random) -> str:
    place = random.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _slipped(word: str, random: Random) -> str:
    """A neighbouring key instead of the one that was meant."""
    place = random.randrange(1, len(word))
    row = next((row for row in _ROWS if word[place] in row), word[place])
    key = row.index(word[place])
    near = row[max(0, key - 1) : key] + row[key + 1 : key + 2]
    return word[:place] + (random.choice(near) if near else word[place]) + word[place + 1 :]


def _misheard(word: str, random: Random) -> str:
    """Another letter of the same sound («غبض»)."""
    places = [(i, group) for i, char in enumerate(word) for group in _SOUNDS if char in group]
    if not places:
        return _dropped(word, random)
    place, group = random.choice(places)
    return word[:place] + random.choice([char for char in group if char != word[place]]) + word[place + 1 :]


_ERRORS: Final[tuple[Callable[[str, Random], str], ...]] = (
    _dropped,
    _doubled,
    _swapped,
    _slipped,
    _misheard,
    _misheard,
)


def _misspaced(text: str, random: Random) -> str:
    """Half-spaces lost or made whole, now and then a space lost."""
    text = text.replace(ZWNJ, random.choice(("", " ", ZWNJ)))
    words = text.split(" ")
    if len(words) > 3 and random.random() < 0.3:
        place = random.randrange(len(words) - 1)
        words[place : place + 2] = [words[place] + words[place + 1]]
    return " ".join(words)
