"""Tokens of Persian text that still know their raw offsets."""

import re
from functools import lru_cache
from typing import NamedTuple

from nlu.latin.reading import persian_script
from nlu.lexicon import SEPARABLE_SUFFIXES, VERB_PREFIXES
from nlu.normalised import ZWNJ, NormalisedText, normalise
from nlu.spoken import lemma

__all__ = ["ZWNJ", "NormalisedText", "TextToken", "joined_form", "normalise", "read", "tokenize", "tokens_of"]

_TOKEN = re.compile(rf"[0-9]+(?:[.,/:\-][0-9]+)*|[^\W\d_]+(?:{ZWNJ}+[^\W\d_]+)*|[^\s{ZWNJ}]")
_SEPARATORS = re.compile(rf"[{ZWNJ}\s]+")


class TextToken(NamedTuple):
    """One word, number or sign.

    `start` and `end` are raw offsets, `lemma` joins inflected and spoken forms, and `letter_ends[i]` is the raw end of
    letter i of `text`, so that a stem can be told apart from its clitics («گذرنامه» in «گذرنامه‌ام»).
    """

    text: str
    start: int
    end: int
    lemma: str
    letter_ends: tuple[int, ...] = ()


def read(raw: str) -> NormalisedText:
    """A message in normalised letters, with the Persian words that were typed in Latin letters in Persian script."""
    return persian_script(normalise(raw))


def tokenize(raw: str) -> tuple[TextToken, ...]:
    """Tokens in order, never overlapping. «می خوام» and «کتاب ها» become one token, as «می‌خوام» and «کتاب‌ها» are."""
    return tokens_of(read(raw))


@lru_cache(maxsize=64)
def tokens_of(normalised: NormalisedText) -> tuple[TextToken, ...]:
    """As `tokenize`, of a text that is normalised already. Cached: several components ask for the same message."""
    tokens: list[TextToken] = []
    for first, last in _word_spans(normalised.text):
        surface = normalised.text[first:last]
        start, end = normalised.raw_span(first, last)
        word, letter_ends = surface, normalised.ends[first:last]
        if not surface.isalnum():
            word = _SEPARATORS.sub("", surface)
        if len(word) != len(surface):
            letter_ends = tuple(end for char, end in zip(surface, letter_ends, strict=True) if char not in f" {ZWNJ}")
        tokens.append(TextToken(word, start, end, lemma(surface, word), letter_ends))
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
    before, after = text[slice(*left)], text[slice(*right)]
    if before not in VERB_PREFIXES and not (after in SEPARABLE_SUFFIXES and len(before) >= 2):
        return False
    between = text[left[1] : right[0]]
    if not between or between.strip(f" {ZWNJ}"):
        return False
    return before.replace(ZWNJ, "").isalpha() and after.replace(ZWNJ, "").isalpha()


def joined_form(raw: str) -> str:
    """A phrase as one key: normalised, without spaces and half-spaces («دست‌انداز» and «دست انداز» give the same)."""
    return "".join(token.text for token in tokenize(raw))
