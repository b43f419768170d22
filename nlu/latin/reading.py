"""A normalised message with its Persian words in Latin letters put into Persian script, raw offsets kept."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from nlu.latin.english import ENGLISH
from nlu.latin.words import is_spelling, persian
from nlu.normalised import NormalisedText

_CHUNK: Final = re.compile(r"\S+")
# E-mails, URLs, user names, commands and hashtags are no words.
_ADDRESS: Final = re.compile(r"^[#/\\]|[@_\\]|://|www\.|\.(?:ir|com|org|net|me|io|app|gov|info|co|edu|pdf|jpe?g|png)\b")
_RUN: Final = re.compile(r"[a-z0-9$'’`\-]+")
# A run with digits is an id, a plate, an IBAN or a version; but «2ta» and «50milion» are a number and a word.
_COUNTED: Final = re.compile(
    r"[0-9]+(ta|taa|tomen|toman|hezar|milion|million|milyon|rooz|ruz|mah|mahe|sal|sale|saat|saate|hafte|nafar|nafare|metr"
    r"|metri|shanbe|vahedi|om|vom|ye|daghighe|rah)"
)
_WORD: Final = re.compile(r"[a-z$]+(?:['’`][a-z$]+)*")
_MARKS: Final = str.maketrans("", "", "'’`-")
_EZAFE: Final = frozenset({"e", "ye"})
_AND: Final = frozenset({"o", "v"})
# «10 rooze» is «10 روزه», but «rooze shanbe» is «روز شنبه».
_MEASURES: Final = frozenset({"rooze", "ruze", "roze", "mahe", "maahe", "sale", "saale", "saate", "nafare"})
_COUNT: Final = re.compile(r"(?:[0-9]|\b(?:chand|yek|ye|do|se|chahar|char|panj|shish|dah|har|nim)) ?$")
# «bad az» is «بعد از», «kheili bad» is «خیلی بد»: the words before and after that tell.
_BAD_AFTER: Final = frozenset({
    "kheili", "kheyli", "kheily", "khaili", "khyli", "xeili", "enghad", "enghadr", "inghadr", "cheghad", "cheghadr", "besyar",
    "harf", "ye", "bu", "boo", "hal", "ahval",
})  # fmt: skip
_BAD_BEFORE: Final = frozenset({
    "bood", "bud", "ast", "nist", "zad", "zadan", "dad", "mide", "mizane", "migan", "harf", "barkhord",
})  # fmt: skip
_CLAUSE_END: Final = re.compile(r"\s*(?:[^\w\s]|$)")


class _Piece(NamedTuple):
    """A Latin word and where it stands in the normalised text."""

    first: int
    last: int
    word: str


def persian_script(text: NormalisedText) -> NormalisedText:
    """The text with its Finglish words in Persian script; as it is where nothing in it is Finglish, or it is English.

    Each letter of a word that was put into Persian script has the raw span of the whole Latin word. The ezafe that is
    typed as a word of its own («ghabz e bargh») is left out, as Persian script leaves it out.
    """
    return _rewritten(text) if any("a" <= char <= "z" for char in text.text) else text


@lru_cache(maxsize=256)
def _rewritten(text: NormalisedText) -> NormalisedText:
    pieces = list(_pieces(text.text))
    if not pieces or _is_english([piece.word for piece in pieces]):
        return text
    readings = list(_readings(text.text, pieces))
    if not readings:
        return text
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for first, last, found in readings:
        _copy(text, position, first, chars, starts, ends)
        if found:
            start, end = text.raw_span(first, last)
            chars.append(found)
            starts += [start] * len(found)
            ends += [end] * len(found)
        position = last
    _copy(text, position, len(text.text), chars, starts, ends)
    return NormalisedText(text.raw, "".join(chars), tuple(starts), tuple(ends))


def _copy(text: NormalisedText, first: int, last: int, chars: list[str], starts: list[int], ends: list[int]) -> None:
    chars.append(text.text[first:last])
    starts += text.starts[first:last]
    ends += text.ends[first:last]


def _pieces(text: str) -> Iterator[_Piece]:
    """The Latin words of a text, in order; what is part of an address or an id is none."""
    for chunk in _CHUNK.finditer(text):
        if _ADDRESS.search(chunk[0]):
            continue
        for run in _RUN.finditer(text, chunk.start(), chunk.end()):
            counted = _COUNTED.fullmatch(run[0])
            if counted:
                yield _Piece(run.start() + counted.start(1), run.end(), counted[1])
            elif not any(char.isdigit() for char in run[0]):
                yield from _parts(run)


def _parts(run: re.Match[str]) -> Iterator[_Piece]:
    """The words of a run: one where the table has it without its hyphens («vali-asr»), else one for each part."""
    words = list(_WORD.finditer(run[0]))
    if not words:
        return
    joined = run[0].translate(_MARKS)
    if len(words) > 1 and is_spelling(joined):
        yield _Piece(run.start() + words[0].start(), run.start() + words[-1].end(), joined)
        return
    for word in words:
        yield _Piece(run.start() + word.start(), run.start() + word.end(), word[0].translate(_MARKS))


def _readings(text: str, pieces: list[_Piece]) -> Iterator[tuple[int, int, str]]:
    """What to put for which span: a Persian word, or nothing for an ezafe with the space or hyphen before it."""
    before: _Piece | None = None
    for number, (first, last, word) in enumerate(pieces):
        gap = text[before.last : first] if before else ""
        after = pieces[number + 1].first if number + 1 < len(pieces) else None
        between = gap in (" ", "-") and after is not None and text[last:after] == " "
        if before and ((gap == "-" and word in _EZAFE) or (between and word == "e")):
            yield before.last, last, ""
        elif between and word in _AND:
            yield first, last, "و"
        elif word == "bad" and _is_bad(pieces, number):
            yield first, last, "بد"
        elif len(word) > 1 and (found := _persian(word)):
            yield first, last, _with_e(text, pieces[number], found) if word[-1] == "e" else found
        before = pieces[number]


def _is_bad(pieces: list[_Piece], number: int) -> bool:
    before = pieces[number - 1].word if number else ""
    after = pieces[number + 1].word if number + 1 < len(pieces) else ""
    return before in _BAD_AFTER or after in _BAD_BEFORE


def _with_e(text: str, piece: _Piece, found: str) -> str:
    """The Persian word with or without «ه» for an «e» at its end, which is «is» or the ezafe: its place tells which."""
    bare = persian(piece.word[:-1])
    if piece.word in _MEASURES and bare:
        return bare + "ه" if _COUNT.search(text[max(0, piece.first - 8) : piece.first]) else bare
    if found == bare and _CLAUSE_END.match(text, piece.last):
        return found if found.endswith("ه") else found + "ه"
    return found


def _persian(word: str) -> str | None:
    """The Persian word for a Latin one; an English word is read as Persian only where that very spelling is usual."""
    return persian(word) if word not in ENGLISH or is_spelling(word) else None


def _is_english(words: list[str]) -> bool:
    """Whether more words can only be English than can only be Persian."""
    english = sum(word in ENGLISH and not is_spelling(word) for word in words)
    finglish = sum(len(word) > 1 and word not in ENGLISH and persian(word) is not None for word in words)
    return english > finglish
