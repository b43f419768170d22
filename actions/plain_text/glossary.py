"""Simple words for administrative terms: `data/plain.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from shahryar.errors import DataError
from shahryar.paths import DATA
from shahryar.texts import LANGUAGES, say
from shahryar.yamls import YAMLError, parsed

_PARTS: Final = ("keep", "instead", "means")
_QUOTED: Final = re.compile("(«[^»]*»|“[^”]*”|\u2066[^\u2069]*\u2069)")
_LETTERS: Final = {"fa": "\u0621-\u06cc\u200c\u0654", "en": "A-Za-z'’-"}  # what may not stand beside a term
_SUFFIX: Final = {
    "fa": "(\u0654|(?<=[او])یی?|\u200c?ها(?:ی(?:ی|\u200c?شان|\u200c?تان|ش)?)?|\u200c(?:ای|اش|ات|ام|شان|تان|مان|اند))?",
    "en": "(s)?",
}
_VOWELS: Final = "اوو"


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of one language, longest first in `pattern`; each term is of one of the three kinds.

    Attributes:
        keep: names that hold a term and stay as they are.
        instead: term → words that replace it.
        means: term that must stay, since the citizen meets it → what it means.
    """

    language: str
    keep: frozenset[str]
    instead: Mapping[str, str]
    means: Mapping[str, str]
    pattern: re.Pattern[str]

    def simple(self, text: str) -> str:
        """The text in simple words; what stands in quotation marks or isolates is a name and stays."""
        parts = _QUOTED.split(text)
        parts[::2] = [self.pattern.sub(self._replaced, part) for part in parts[::2]]
        return "".join(parts)

    def notes(self, text: str, explained: set[str]) -> str:
        """The text and, in parentheses at its end, what a term means that comes up for the first time.

        Args:
            text: one item of an answer, in simple words.
            explained: meanings that the answer has told; those told here are added.
        """
        bare = "".join(_QUOTED.split(text)[::2])
        met = dict.fromkeys(_key(match["term"]) for match in self.pattern.finditer(bare))
        new = [term for term in met if term in self.means and self.means[term] not in explained]
        if not new:
            return text
        explained.update(self.means[term] for term in new)
        told = (say("catalogue.means", self.language, term=term, meaning=self.means[term]) for term in new)
        return " ".join([_ended(text), *told])

    def _replaced(self, match: re.Match[str]) -> str:
        simple = self.instead.get(_key(match["term"]))
        if simple is None:
            return match[0]
        told = _inflected(simple, match["suffix"] or "") if self.language == "fa" else simple + (match["suffix"] or "")
        return told[0].upper() + told[1:] if match[0][0].isupper() else told


def _key(term: str) -> str:
    return term.lower()


def _ended(text: str) -> str:
    return text if text.endswith((".", "؟", "!", "?", ")")) else f"{text}."


def _inflected(word: str, suffix: str) -> str:
    """A Persian word with the suffix that another one had: «نرخ» for «تعرفهٔ» takes no small ye."""
    silent = word.endswith("ه")
    if suffix in ("\u0654", "ی"):
        return f"{word}\u0654" if silent else f"{word}ی" if word[-1] in _VOWELS else word
    if suffix.startswith("\u200cا") and not silent:
        return word + suffix[2:].removeprefix("ا") if suffix != "\u200cای" else f"{word}ی"
    if suffix and suffix[0] != "\u200c":
        return f"{word}\u200c{suffix}"
    return word + suffix


def load(path: Path = DATA / "plain.yml") -> dict[str, Glossary]:
    """Glossaries by language. Raises DataError where the file is unusable, or a term is of two kinds."""
    try:
        tree = parsed(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError) as error:
        raise DataError(f"cannot read data/{path.name}: {error}") from error
    return {language: _glossary(language, (tree or {}).get(language)) for language in LANGUAGES}


def _glossary(language: str, tree: Any) -> Glossary:
    if not isinstance(tree, dict) or set(tree) - set(_PARTS):
        raise DataError(f"data/plain.yml: {language} must be a mapping of {', '.join(_PARTS)}")
    keep, instead, means = tree.get("keep") or [], tree.get("instead") or {}, tree.get("means") or {}
    words = [*keep, *instead, *means]
    if not all(isinstance(word, str) for word in [*words, *instead.values(), *means.values()]):
        raise DataError(f"data/plain.yml: {language}: terms and their words must be texts")
    keys = [_key(word) for word in words]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise DataError(f"data/plain.yml: {language}: of two kinds: {', '.join(sorted(twice))}")
    return Glossary(
        language,
        frozenset(map(_key, keep)),
        {_key(term): simple for term, simple in instead.items()},
        {_key(term): meaning for term, meaning in means.items()},
        _pattern(language, keys),
    )


def _pattern(language: str, terms: list[str]) -> re.Pattern[str]:
    """Whole words with the suffixes that Persian writes on to them or after a half-space; the longest term wins."""
    letters = _LETTERS[language]
    ordered = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(
        f"(?<![{letters}])(?P<term>{ordered})(?P<suffix>{_SUFFIX[language]})(?![{letters}])", re.IGNORECASE
    )


@cache
def glossary(language: str) -> Glossary:
    """The project's glossary of a language, read at first use. Raises DataError as `load` does."""
    return load()[language if language in LANGUAGES else LANGUAGES[0]]
