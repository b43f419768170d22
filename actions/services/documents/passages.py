"""Cutting a document into passages: at headings and paragraphs, an answer with its question, an article as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

LEAST: Final = 80  # characters; what is shorter joins its neighbour under the same heading
MOST: Final = 900  # characters; what is longer is cut between paragraphs, then between sentences
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ARTICLE = re.compile(
    r"((?:ماده|مادهٔ|اصل|بند)\s+[0-9۰-۹]+|ماده\s+واحده|(?:Article|Section)\s+[0-9]+)\s*(?:[-–—:ـ.)]+\s*|$)"
)
_QUESTION = re.compile(r"^(?:پرسش|سوال|سؤال|س|Q)\s*[0-9۰-۹]*\s*[:：]\s*")
_ANSWER = re.compile(r"^(?:پاسخ|جواب|ج|A)\s*[:：]\s*")
_LONGEST_QUESTION: Final = 200
_SENTENCE_END = re.compile(r"(?<=[.!؟?؛])\s+")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]+)\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"<!--[ \t]*(asked|does):(.*?)-->", re.DOTALL)  # below a heading; read, and never quoted
_NOTED: Final = "\0"  # begins and parts a note while paragraphs are told apart
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A passage: what stands above it (a heading, a question, «ماده ۱۲»; may be empty) and its text.

    Attributes:
        question: the heading asks what the text answers.
        asked: further questions that the text answers, as people ask them; they are never quoted.
        does: intents of wishes that the assistant fulfils itself, and that the text tells about.
    """

    heading: str
    text: str
    question: bool = False
    asked: tuple[str, ...] = ()
    does: tuple[str, ...] = ()


@dataclass(slots=True)
class _Block:
    """Paragraphs that belong together."""

    heading: str
    paragraphs: list[str]
    question: bool = False
    whole: bool = False  # an answer or an article: joined as long as it fits
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def split(body: str) -> list[Part]:
    """The passages of a document's text (Markdown or plain), in order, each of some 80 to 900 characters.

    Marks of emphasis and links are taken out; the words stay as they are.
    """
    return [part for block in _blocks(body) for part in _parts(block)]


def _blocks(body: str) -> Iterator[_Block]:
    block = _Block("", [])
    for paragraph in _paragraphs(_NOTE.sub(_as_line, body.replace("\r\n", "\n"))):
        if paragraph.startswith(_NOTED):
            _, name, *lines = paragraph.split(_NOTED)
            block.notes[name] = tuple(filter(None, map(str.strip, lines)))
            continue
        opened = _opened(paragraph, block)
        if opened is None:
            block.paragraphs.append(_ANSWER.sub("", paragraph) if block.question else paragraph)
            continue
        yield block
        block = opened
    yield block


def _as_line(note: re.Match[str]) -> str:
    """A note as a paragraph of one line."""
    return "\n\n" + _NOTED.join(["", note[1], *note[2].split("\n")]) + "\n\n"


def _paragraphs(body: str) -> Iterator[str]:
    """Paragraphs in order; a heading is one by itself, and so is each line that opens a question, an answer or an article."""
    lines: list[str] = []
    for raw in [*_COMMENT.sub("", body).split("\n"), ""]:
        line = raw.rstrip()
        heading = _HEADING.match(line)
        if not line.strip() or _RULE.match(line) or heading or _opens(line):
            if lines:
                yield "\n".join(lines)
            lines = []
            if heading:
                yield line
                continue
            if not line.strip() or _RULE.match(line):
                continue
        lines.append(_plain(line))


def _opens(line: str) -> bool:
    return bool(_QUESTION.match(line) or _ANSWER.match(line) or _ARTICLE.match(_plain(line)))


def _plain(line: str) -> str:
    line = _LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[1] else found[2], line)
    line = _EMPHASIS.sub(lambda found: found[2] or found[3], line)
    return _BULLET.sub(r"\1• ", line)


def _opened(paragraph: str, block: _Block) -> _Block | None:
    """The block that a paragraph opens, None where it goes on with the present one."""
    heading = _HEADING.match(paragraph)
    if heading:
        words = _plain(heading[2])
        asks = words.endswith(("؟", "?"))
        return _Block(_QUESTION.sub("", words), [], question=asks, whole=asks or bool(_ARTICLE.match(words)))
    if _asks(paragraph):
        return _Block(_QUESTION.sub("", paragraph), [], question=True, whole=True)
    article = _ARTICLE.match(paragraph)
    if article:
        rest = paragraph[article.end() :].strip()
        return _Block(article[1], [rest] if rest else [], whole=True)
    return None


def _asks(paragraph: str) -> bool:
    """The paragraph is a question by itself."""
    if "\n" in paragraph or len(paragraph) > _LONGEST_QUESTION:
        return False
    return bool(_QUESTION.match(paragraph)) or paragraph.endswith(("؟", "?"))


def _parts(block: _Block) -> Iterator[Part]:
    pieces = [piece for paragraph in block.paragraphs for piece in _pieces(paragraph)]
    asked, does = block.notes.get("asked", ()), tuple(" ".join(block.notes.get("does", ())).split())
    held = ""
    for number, piece in enumerate(pieces):
        joined = f"{held}\n{piece}" if held else piece
        last = number == len(pieces) - 1
        join = block.whole or len(held) < LEAST or (last and len(piece) < LEAST)
        if held and not (join and len(joined) <= MOST):
            yield Part(block.heading, held, block.question, asked, does)
            joined, asked = piece, ()
        held = joined
    if held:
        yield Part(block.heading, held, block.question, asked, does)


def _pieces(paragraph: str) -> Iterator[str]:
    """The paragraph, or where it is too long its sentences in runs of at most `MOST` characters."""
    if len(paragraph) <= MOST:
        yield paragraph
        return
    held = ""
    for sentence in _sentences(paragraph):
        if held and len(held) + len(sentence) + 1 > MOST:
            yield held
            held = ""
        held = f"{held} {sentence}" if held else sentence
    yield held


def _sentences(paragraph: str) -> Iterator[str]:
    """Sentences, and of one that is longer than a passage may be its words in runs."""
    for sentence in _SENTENCE_END.split(paragraph):
        while len(sentence) > MOST:
            cut = sentence.rfind(" ", 0, MOST)
            cut = cut if cut > 0 else MOST
            yield sentence[:cut]
            sentence = sentence[cut:].lstrip()
        yield sentence
