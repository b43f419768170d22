"""Letters of Iranian plates, as themselves, by name, by what they stand for, and in Latin letters."""

from typing import Final

# Source: the letter series in Wikipedia's «Vehicle registration plates of Iran»; چ, ح, خ, ذ, ر, ض, ظ and غ are on no plate.
LETTERS: Final = frozenset("ابپتثجدزژسشصطعفقکگلمنوهی")
_NAMES: Final = {
    "الف": "الف", "ا": "الف", "به": "ب", "په": "پ", "ته": "ت", "ثه": "ث", "جیم": "ج", "دال": "د", "زه": "ز", "ژه": "ژ",
    "سین": "س", "شین": "ش", "صاد": "ص", "صد": "ص", "طا": "ط", "طی": "ط", "عین": "ع", "فه": "ف", "فا": "ف", "قاف": "ق",
    "کاف": "ک", "گاف": "گ",
    "لام": "ل", "میم": "م", "نون": "ن", "واو": "و", "هه": "ه", "یه": "ی", "یا": "ی", "ها": "ه",
}  # fmt: skip
# What is painted on or said of a plate stands for its letter.
_MEANINGS: Final = {
    "معلولین": "ژ", "معلول": "ژ", "جانباز": "ژ", "جانبازان": "ژ", "ویلچر": "ژ", "تاکسی": "ت", "عمومی": "ع",
    "دولتی": "الف", "کشاورزی": "ک",
    "گذر": "گ", "پلیس": "پ", "سپاه": "ث", "ارتش": "ش", "taxi": "ت", "malool": "ژ", "malulin": "ژ", "maloolin": "ژ",
}  # fmt: skip
_LATIN: Final = {
    "a": "الف", "alef": "الف", "b": "ب", "be": "ب", "p": "پ", "pe": "پ", "t": "ت", "te": "ت", "j": "ج", "jim": "ج",
    "jeem": "ج",
    "d": "د", "dal": "د", "daal": "د", "z": "ز", "ze": "ز", "zh": "ژ", "zhe": "ژ", "je": "ژ", "s": "س", "sin": "س",
    "seen": "س",
    "sh": "ش", "shin": "ش", "sad": "ص", "saad": "ص", "ta": "ط", "taa": "ط", "ein": "ع", "eyn": "ع", "eyne": "ع",
    "f": "ف", "fe": "ف",
    "gh": "ق", "ghaf": "ق", "q": "ق", "qaf": "ق", "k": "ک", "kaf": "ک", "g": "گ", "gaf": "گ", "l": "ل", "lam": "ل", "m": "م",
    "mim": "م", "meem": "م", "n": "ن", "noon": "ن", "nun": "ن", "v": "و", "vav": "و", "w": "و", "h": "ه", "he": "ه",
    "y": "ی", "ye": "ی",
    "i": "ی", "c": "ث", "se": "ث",
}  # fmt: skip
MEANINGS: Final = frozenset(_MEANINGS)
# Between two numbers these are words more often than letters, unless the message speaks of a plate.
RISKY: Final = frozenset({
    "و", "به", "یه", "یا", "ها", "ته", "طی", "ا", "م", "تا", "ta", "ya", "be", "v", "o", "a", "m", "k", "t", "h",
    "se", "ye", "te",
    "l", "g", "صد", "پلیس", "تاکسی", "گذر", "عمومی", "دولتی", "سپاه", "ارتش", "taxi", "x",
})  # fmt: skip
_ALL: Final = {**{letter: letter for letter in LETTERS if letter != "ا"}, **_NAMES, **_MEANINGS, **_LATIN}


def letter_of(word: str) -> str | None:
    """The plate letter («الف» for ا) that a word of normalised text stands for, if any."""
    return _ALL.get(word)
