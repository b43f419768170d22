"""Shorter sentences: a clause that can stand alone becomes a sentence."""

import re
from typing import Final

_QUOTED: Final = re.compile("«[^»]*»|“[^”]*”|\u2066[^\u2069]*\u2069|\\([^()]*\\)")
_LAW: Final = re.compile(r" ?\((?:تبصره|ماده|مواد|بند|[Aa]rticle|[Nn]ote)[^()]*\)|(?:\bطبق قانون،?|\b[Bb]y law,?) ")
_ASIDE: Final = re.compile(r"[.،]? \(([^() ]+(?: [^() ]+){2,})\)(?=[.؛;]|$)")
_SEMICOLON: Final = re.compile(r"\s*[؛;]\s+")
_SENTENCE: Final = re.compile(r"(?<=[.؟?!])\s+")
_JOINT: Final = re.compile(r"(?:،| و) (?=\S)")
_WORD: Final = re.compile("[\\w\u200c\u0654\u0651]+")
_SUBORDINATE: Final = frozenset(["اگر", "وقتی", "هنگامی", "که", "تا", "چون", "مگر", "هرگاه", "چه", "کس"])
_FINITE: Final = re.compile("(?:ن?می\u200c\\w+|ب\\w{2,}ید|کنید|شوید|دهید|باشید|است|نیست|بود|دارد|ندارد|شد)")
_NO_VERBS: Final = frozenset(["بازدید", "بعید", "بخرید"])
_GIVES: Final = frozenset(["بدهید", "دهید", "بفرستید", "ببرید", "برسانید", "بدهند"])
_LEAST: Final = 3  # words; «بگیرید و فعال کنید» stays together


def shorter(text: str, language: str) -> str:
    """One item of an answer in short sentences; all words stay but the «و» between two of them, and laws in parentheses.

    Semicolons, and parentheses at the end of a sentence, begin a sentence of their own. In Persian so does a clause after «،»
    or «و» where a finite verb stands on both sides and no «اگر», «که» … binds the two.
    """
    text = _LAW.sub("", text)
    text = _ASIDE.sub(lambda match: f". {_capital(match[1])}", text)
    sentences = [_capital(whole) for part in _cut(text, _SEMICOLON) for whole in _SENTENCE.split(part)]
    if language == "fa":
        sentences = [part for sentence in sentences for part in _clauses(sentence)]
    if len(sentences) == 1:
        return sentences[0]
    return " ".join(part if part.endswith((".", "؟", "?", "!", ":")) else f"{part}." for part in sentences)


def _cut(text: str, mark: re.Pattern[str]) -> list[str]:
    """The text at a mark, but for marks in quotation marks and parentheses."""
    closed = [match.span() for match in _QUOTED.finditer(text)]
    cuts = [match for match in mark.finditer(text) if not any(start < match.start() < end for start, end in closed)]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def _clauses(sentence: str) -> list[str]:
    """A Persian sentence as the clauses that can stand alone."""
    closed = [match.span() for match in _QUOTED.finditer(sentence)]
    start, found = 0, []
    for joint in _JOINT.finditer(sentence):
        inside = any(begin < joint.start() < end for begin, end in closed)
        if not inside and _stands(sentence[start : joint.start()], sentence[joint.end() :]):
            found.append(sentence[start : joint.start()])
            start = joint.end()
    return [*found, sentence[start:]]


def _stands(before: str, after: str) -> bool:
    """Both sides are sentences."""
    words, rest = _WORD.findall(_QUOTED.sub("", before)), _WORD.findall(_QUOTED.sub("", after))
    if not words or not _is_verb(words[-1]) or _SUBORDINATE.intersection(words):
        return False
    next_verb = next((place for place, word in enumerate(rest) if _is_verb(word)), -1)
    clause = rest[: next_verb + 1]
    if next_verb < 0 or len(clause) < _LEAST or rest[0] in ("نه", "بی", "یا"):
        return False
    return "را" in clause or clause[-1] not in _GIVES


def _is_verb(word: str) -> bool:
    return bool(_FINITE.fullmatch(word)) and word not in _NO_VERBS


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
