"""The words of `spellings.tsv`: how people type Persian words in Latin letters, and what endings they put on them."""

import re
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from nlu.latin.folding import fold
from shahryar.errors import DataError

SPELLINGS: Final = Path(__file__).with_name("spellings.tsv")
_MIN_STEM: Final = 3
# Longer runs of letters are no words, and looking for endings in them would take long.
_MAX_WORD: Final = 32
_MAX_ENDING: Final = 10
# Shorter words are told apart by their vowels alone («kard», «kord»).
_MIN_VAGUE: Final = 5
_VOWELS: Final = re.compile("[aeo]+")
_OWNERS: Final = {"m": "م", "t": "ت", "$": "ش", "mon": "مون", "ton": "تون", "$on": "شون"}
_OBJECT: Final = {"": "", "o": "و", "e": "ه", "am": "م"}
# What hangs on a word without an owner, folded. «e» is mostly the ezafe, which Persian does not write.
_PLAIN: Final = {
    "e": "", "ie": "یه", "i": "ی", "o": "و", "ro": "رو", "ra": "را", "a": "ا", "as": "س", "s": "س", "st": "ست", "ast": "ست",
    "ha": "ها", "haie": "های", "hae": "های", "hai": "هایی", "haro": "هارو", "hao": "هارو", "haie$": "هاش", "aie": "ای",
    "tar": "تر", "tare": "تره", "tarin": "ترین", "im": "یم", "in": "ین", "id": "ید", "an": "ن",
}  # fmt: skip
# «is», shortened after a vowel only: «kojas», «koochas».
_AFTER_VOWELS: Final = frozenset({"س", "ست"})


class _Table(NamedTuple):
    exact: dict[str, str]
    folded: dict[str, str]
    vague: dict[str, str]


@lru_cache(maxsize=16384)
def persian(word: str) -> str | None:
    """The Persian word that a Latin word stands for, in normalised letters; None where the table has none, or it is too long.

    Args:
        word: lower-case ASCII letters.
    """
    if len(word) > _MAX_WORD:
        return None
    table = _table()
    key = fold(word)
    return (
        table.exact.get(word)
        or table.folded.get(key)
        or _inflected(word, table.exact, table.folded)
        or (table.vague.get(_vague(key)) if len(key) >= _MIN_VAGUE else None)
    )


def is_spelling(word: str) -> bool:
    """Whether the table has this very spelling."""
    return word in _table().exact


def _inflected(word: str, exact: dict[str, str], folded: dict[str, str]) -> str | None:
    """A word of the table with an ending; the longest word that leaves one."""
    endings = _endings()
    for cut in range(len(word) - 1, max(_MIN_STEM, len(word) - _MAX_ENDING) - 1, -1):
        letters = endings.get(fold(word[cut:]))
        if letters is None or (letters in _AFTER_VOWELS and word[cut - 1] not in "aeiou"):
            continue
        stem = exact.get(word[:cut]) or folded.get(fold(word[:cut]))
        # «e» at the end of a word becomes «a» before an ending: «kooche», «koochamoon».
        if not stem and word[cut - 1] == "a":
            stem = folded.get(fold(word[: cut - 1] + "e"))
        if stem:
            # «behtaresh» is «behtar» and «esh», though «behtare» is a word, and so is «pole» of «pol».
            bare = folded.get(fold(word[: cut - 1]))
            with_e = bare and (stem == bare + "ه" or (word[cut - 1] == "e" and stem[-1] != "ه"))
            return _joined(bare if bare and with_e else stem, letters)
    return None


def _joined(stem: str, ending: str) -> str:
    """Stem and ending as Persian writes them: «jaye» is «جای», but «koocheye» just «کوچه»."""
    if ending == "یه" and stem[-1] in "اوه":
        return stem if stem[-1] == "ه" else stem + "ی"
    return stem if ending == "ه" and stem[-1] == "ه" else stem + ending


@cache
def _endings() -> dict[str, str]:
    """Folded ending → its Persian letters: «esho» شو, «hamoonam» هامونم."""
    found = dict(_PLAIN)
    plurals = {"": "", "a": "", "e": "", "i": "", "ha": "ها", "hai": "ها", "hae": "ها"}
    for (vowel, many), (owner, whose), (tail, rest) in product(plurals.items(), _OWNERS.items(), _OBJECT.items()):
        found.setdefault(vowel + owner + tail, many + whose + rest)
    return found


def _vague(key: str) -> str:
    """A folded word whose a, e and o are taken for one: «barnamah» and «bernameh» are typed for one word."""
    return _VOWELS.sub("a", key)


@cache
def _table() -> _Table:
    """Spellings as they are, folded and without vowel colours; the word that comes first in the file wins."""
    table = _Table({}, {}, {})
    for word, latin in spellings().items():
        for spelling in latin:
            key = fold(spelling)
            table.exact.setdefault(spelling, word)
            table.folded.setdefault(key, word)
            if len(key) >= _MIN_VAGUE:
                table.vague.setdefault(_vague(key), word)
    return table


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Persian word → its Latin spellings, as the file has them.

    Raises:
        DataError: a line of the file has no tab, no word or no ASCII spelling, or repeats a word.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(SPELLINGS.read_text(encoding="utf-8").splitlines(), start=1):
        word, _, latin = line.partition("\t")
        if not word or not latin.strip() or not latin.isascii() or word in found:
            raise DataError(f"{SPELLINGS.name}:{number}: needs a new Persian word, a tab and its Latin spellings")
        found[word] = tuple(latin.split())
    return found
