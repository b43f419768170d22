"""Persian text as the understanding sees it: normalised characters and tokens that still know their raw offsets.

The raw message is never rewritten. Every normalised character carries the span of raw characters it came from, so a match in
normalised text can always be told in offsets of what the citizen typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nlu.lexicon import PLURAL_SUFFIXES, SEPARABLE_SUFFIXES, SPOKEN, VERB_PREFIXES

ZWNJ = "\u200c"
_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"), **dict.fromkeys("يىېۍێئ", "ی"), **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةۀہھەۂۃ", "ه"), **dict.fromkeys("ؤۆۇۈۋ", "و"), "ء": "", "ڕ": "ر", "ڵ": "ل", "ے": "ی",
    "\u0640": "", "\u200b": ZWNJ, "\u00ac": ZWNJ, ZWNJ: ZWNJ, "٫": ".", "٬": ",", "−": "-", "–": "-", "—": "-", "‐": "-",
    "‑": "-", "«": '"', "»": '"',
}  # fmt: skip
_TOKEN = re.compile(rf"[0-9]+(?:[.,/:\-][0-9]+)*|[^\W\d_]+(?:{ZWNJ}+[^\W\d_]+)*|[^\s{ZWNJ}]")
_ELONGATED = re.compile(r"([^\W\d_a-z])\1{2,}")
_SEPARATORS = re.compile(rf"[{ZWNJ}\s]+")
_MIN_STEM = 3


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Normalised characters of one message; `starts[i]` and `ends[i]` are the raw span of character i."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a non-empty slice of the normalised text."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class TextToken:
    """One word, number or sign.

    `start` and `end` are raw offsets, `lemma` joins inflected and spoken forms, and `letter_ends[i]` is the raw end of
    letter i of `text`, so that a stem can be told apart from its clitics («گذرنامه» in «گذرنامه‌ام»).
    """

    text: str
    start: int
    end: int
    lemma: str
    letter_ends: tuple[int, ...] = ()


@lru_cache(maxsize=4096)
def normalise_char(char: str) -> str:
    """Zero or more characters that stand for one raw character: one alphabet, ASCII digits, no diacritics, lower case."""
    if char.isascii():
        return char.lower()
    if char in _LETTERS:
        return _LETTERS[char]
    folded = "".join(_fold(part) for part in unicodedata.normalize("NFKC", char).lower())
    # «¼» or «㎡» would fall into several tokens, all of one raw character: such signs stay whole.
    return folded if len(folded) < 2 or folded.isalpha() or folded.isdecimal() else char


def _fold(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category.startswith("Z") or char.isspace():
        return " "
    # Marks (diacritics, variation selectors), controls and format characters (bidi marks, joiners) say nothing here.
    return "" if category[0] in "MC" else char


@lru_cache(maxsize=64)
def normalise(raw: str) -> NormalisedText:
    """Normalise a message of any length, keeping for each character where it came from."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(raw):
        replacement = normalise_char(char)
        if not replacement and ends and ends[-1] == index:
            ends[-1] = index + 1
        for part in replacement:
            chars.append(part)
            starts.append(index)
            ends.append(index + 1)
    return _shorten(raw, "".join(chars), starts, ends)


def _shorten(raw: str, text: str, starts: list[int], ends: list[int]) -> NormalisedText:
    """Cut letters written three times or more («سلاااام») down to one."""
    pieces: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    position = 0
    for match in _ELONGATED.finditer(text):
        begin, end = match.span()
        pieces.append(text[position : begin + 1])
        kept_starts += starts[position : begin + 1]
        kept_ends += [*ends[position:begin], ends[end - 1]]
        position = end
    pieces.append(text[position:])
    return NormalisedText(raw, "".join(pieces), (*kept_starts, *starts[position:]), (*kept_ends, *ends[position:]))


def tokenize(raw: str) -> tuple[TextToken, ...]:
    """Tokens in order, never overlapping. «می خوام» and «کتاب ها» become one token, as «می‌خوام» and «کتاب‌ها» are."""
    return tokens_of(normalise(raw))


@lru_cache(maxsize=64)
def tokens_of(normalised: NormalisedText) -> tuple[TextToken, ...]:
    """As `tokenize`, of a text that is normalised already. Cached: several components ask for the same message."""
    tokens: list[TextToken] = []
    for first, last in _word_spans(normalised.text):
        surface = normalised.text[first:last]
        word = _SEPARATORS.sub("", surface)
        start, end = normalised.raw_span(first, last)
        letter_ends = normalised.ends[first:last]
        if len(word) != len(surface):
            letter_ends = tuple(end for char, end in zip(surface, letter_ends, strict=True) if char not in f" {ZWNJ}")
        tokens.append(TextToken(word, start, end, _lemma(surface, word), letter_ends))
    return tuple(tokens)


def _word_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    joined = False  # the last span was put together from two, and takes no third
    for match in _TOKEN.finditer(text):
        first, last = match.span()
        if spans and not joined and _belong_together(text, spans[-1], (first, last)):
            spans[-1] = (spans[-1][0], last)
            joined = True
        else:
            spans.append((first, last))
            joined = False
    return spans


def _belong_together(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    between = text[left[1] : right[0]]
    if not between or between.strip(f" {ZWNJ}"):
        return False
    before, after = text[slice(*left)], text[slice(*right)]
    if not (before.replace(ZWNJ, "").isalpha() and after.replace(ZWNJ, "").isalpha()):
        return False
    return before in VERB_PREFIXES or (after in SEPARABLE_SUFFIXES and len(before) >= 2)


@lru_cache(maxsize=8192)
def _lemma(surface: str, word: str) -> str:
    """A cautious stem: a blind one (hazm's makes «پاسپور» of «پاسپورت») would cut into nouns."""
    if word in SPOKEN:
        return SPOKEN[word]
    stem, mark, suffix = surface.rpartition(ZWNJ)
    if (
        mark
        and len(stem) >= _MIN_STEM
        and (len(suffix) <= 3 or suffix in PLURAL_SUFFIXES)
        and stem not in VERB_PREFIXES
    ):
        return _SEPARATORS.sub("", stem)
    for ending in PLURAL_SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: -len(ending)]
    return word


def joined_form(raw: str) -> str:
    """A phrase as one key: normalised, without spaces and half-spaces («دست‌انداز» and «دست انداز» give the same)."""
    return "".join(token.text for token in tokenize(raw))
