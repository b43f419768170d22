"""Cut a long text into messages at places where it makes sense."""

import re
import unicodedata
from collections.abc import Iterable

from bot.texts import blocks

_BOUNDARIES = (  # best first; a cut comes after the match
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?؟…]+[»\")\]\u2069]*\s+|؛\s+"),
    re.compile(r"\s+"),
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_ISOLATE_OPENERS = "\u2066\u2067\u2068"
_ISOLATE_END = "\u2069"
_JOINERS = "\u200c\u200d\ufe0f"
_LEAST_FILL = 3  # a better kind of boundary is taken only if it fills a third of the message


def length16(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int = 4096, *, html: bool = False) -> list[str]:
    """Pieces of at most `limit` UTF-16 units, in order; nothing but blanks between them is lost.

    Cuts where something new begins, so that a heading stays with its list, an item of a list is whole and a source stands
    below its answer; at a paragraph if possible. Where that leaves a message mostly empty it cuts at any line, else at a
    sentence, a word, and only where a word is longer than a message inside it; never inside an HTML tag, an HTML entity or
    a bidi isolate (unless that alone is longer than half a message).

    Args:
        text: what to cut; blanks around it are dropped, and an empty text has no pieces.
        limit: at least 2; with `html`, large enough for the tags that are open at once.
        html: the text is HTML: elements that are open at a cut are closed there and opened again in the next piece.
    """
    pieces = []
    rest = text.strip()
    while length16(rest) > limit:
        head, rest = _first(rest, limit, html)
        pieces.append(head)
    return [*pieces, rest] if rest else pieces


def _first(text: str, limit: int, html: bool) -> tuple[str, str]:
    """The first piece and the rest."""
    budget = limit
    while True:
        cut = _cut(text, budget)
        head = text[:cut].rstrip() or text[:cut]
        openers, closers = _open_marks(head, html)
        over = length16(head + closers) - limit
        if over <= 0 and len(openers) < cut:
            return head + closers, openers + text[cut:].lstrip()
        if budget <= 2:  # tags alone fill the message: cut them rather than never end
            return text[:cut], text[cut:]
        budget = max(2, budget - max(over, 1))


def _cut(text: str, budget: int) -> int:
    """Index of the best cut such that at most `budget` units come before it."""
    end = _index_at(text, budget)
    spans = [(start, stop) for start, stop in _spans(text) if stop - start <= budget // 2]
    beginnings = [start for start in blocks.starts(text) if start <= end + 1 and not _inside(start, spans)]
    paragraphs = [start for start in beginnings if text[:start].endswith("\n\n")]
    for starts in (paragraphs, beginnings):
        if starts and starts[-1] * _LEAST_FILL >= end:
            return starts[-1]
    for pattern in _BOUNDARIES:
        cuts = [match.end() for match in pattern.finditer(text[: end + 1]) if match.start() <= end]
        fitting = [min(cut, end) for cut in cuts if not _inside(cut, spans)]
        if fitting and (fitting[-1] * _LEAST_FILL >= end or pattern is _BOUNDARIES[-1]):
            return fitting[-1]
    return _hard_cut(text, end, spans)


def _index_at(text: str, budget: int) -> int:
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > budget:
            return index
    return len(text)


def _hard_cut(text: str, end: int, spans: Iterable[tuple[int, int]]) -> int:
    """The last place up to `end` between two characters as people see them, outside of spans."""
    spans = list(spans)
    for index in range(end, 0, -1):
        if not _inside(index, spans) and not _joined(text, index):
            return index
    return max(end, 1)


def _joined(text: str, index: int) -> bool:
    """Whether the code points on both sides belong together."""
    after, before = text[index], text[index - 1]
    skin_tone = 0x1F3FB <= ord(after) <= 0x1F3FF
    flag = all(0x1F1E6 <= ord(one) <= 0x1F1FF for one in (before, after))
    return unicodedata.combining(after) > 0 or after in _JOINERS or before == "\u200d" or skin_tone or flag


def _inside(index: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < index < stop for start, stop in spans)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where tags, entities and outermost isolates begin and end."""
    spans = [match.span() for pattern in (_TAG, _ENTITY) for match in pattern.finditer(text)]
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character in _ISOLATE_OPENERS:
            start = start if depth else index
            depth += 1
        elif character == _ISOLATE_END and depth:
            depth -= 1
            if not depth:
                spans.append((start, index + 1))
    return spans


def _open_marks(text: str, html: bool) -> tuple[str, str]:
    """What is open at the end of a text: its openers again in order, and what closes them."""
    stack: list[tuple[str, str]] = []
    for mark in re.finditer(f"{_TAG.pattern}|[{_ISOLATE_OPENERS}{_ISOLATE_END}]", text):
        token = mark.group()
        if token in _ISOLATE_OPENERS:
            stack.append((token, _ISOLATE_END))
        elif token == _ISOLATE_END or (html and token.startswith("</")):
            closer = token.lower()
            if stack and stack[-1][1].lower() == closer:
                stack.pop()
        elif html:
            stack.append((token, f"</{mark.group(1)}>"))
    return "".join(opener for opener, _ in stack), "".join(closer for _, closer in reversed(stack))
