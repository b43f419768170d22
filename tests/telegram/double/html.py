"""Telegram's HTML style: text with tags in, plain text and entities out, refused where the documentation forbids it.

Follows the rules of https://core.telegram.org/bots/api#html-style. In two points stricter than the live server, which lets
them pass: a bare `&` or `>` and entities inside `code`, `pre` or a second `blockquote` are refused, since the documentation
says that they are wrong.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, bad_request

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def length16(text: str) -> int:
    """Length in UTF-16 code units, the unit of Telegram's offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


@dataclass
class _Reader:
    source: str
    text: str = ""
    stack: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, what: str, at: int) -> ApiError:
        return bad_request(f"can't parse entities: {what} at byte offset {len(self.source[:at].encode())}")

    def read(self) -> None:
        at = 0
        while at < len(self.source):
            at = self.step(at)
        if self.stack:
            tag = self.stack[-1].tag
            raise self.refuse(f'Can\'t find end tag corresponding to start tag "{tag}"', len(self.source))

    def step(self, at: int) -> int:
        character = self.source[at]
        if character == "<":
            return self.tag(at)
        if character == "&":
            match = _ENTITY.match(self.source, at)
            if match is None:
                raise self.refuse('Character "&" must be escaped', at)
            self.text += html.unescape(match.group())
            return match.end()
        if character == ">":
            raise self.refuse('Character ">" must be escaped', at)
        self.text += character
        return at + 1

    def tag(self, at: int) -> int:
        match = _TAG.match(self.source, at)
        if match is None:
            raise self.refuse("Unclosed start tag", at)
        closing, name, rest = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            self.close(name, at)
        else:
            self.open(name, rest, at)
        return match.end()

    def open(self, name: str, rest: str, at: int) -> None:
        if name not in _TYPES:
            raise self.refuse(f'Unsupported start tag "{name}"', at)
        if not re.fullmatch(rf"(?:{_ATTRIBUTE.pattern})*\s*", rest):
            raise self.refuse(f'Expected equal sign in declaration of an attribute of the tag "{name}"', at)
        attributes = {key.lower(): html.unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(rest)}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.refuse('Tag "span" must have class "tg-spoiler"', at)
        self.check_nesting(name, at)
        self.stack.append(_Open(name, length16(self.text), attributes))

    def check_nesting(self, name: str, at: int) -> None:
        outer = [entry.tag for entry in self.stack]
        in_code = "code" in outer or ("pre" in outer and not (name == "code" and outer[-1] == "pre"))
        if in_code or (name == "blockquote" and name in outer):
            raise self.refuse(f'Tag "{name}" can\'t be nested in "{outer[-1]}"', at)

    def close(self, name: str, at: int) -> None:
        if not self.stack:
            raise self.refuse("Unexpected end tag", at)
        top = self.stack.pop()
        if name and name != top.tag:
            raise self.refuse(f'Unmatched end tag, expected "</{top.tag}>", found "</{name}>"', at)
        length = length16(self.text) - top.start
        if length:
            self.add(top, length)

    def add(self, top: _Open, length: int) -> None:
        entity: dict[str, Any] = {"offset": top.start, "length": length, "type": _TYPES[top.tag]}
        language = top.attributes.get("class", "").removeprefix("language-")
        if top.tag == "a":
            if not top.attributes.get("href"):
                return
            entity["url"] = top.attributes["href"]
        elif top.tag == "tg-emoji":
            entity["custom_emoji_id"] = top.attributes.get("emoji-id", "")
        elif top.tag == "blockquote" and "expandable" in top.attributes:
            entity["type"] = "expandable_blockquote"
        elif top.tag == "code" and self.stack and self.stack[-1].tag == "pre":
            self.stack[-1].attributes["class"] = f"language-{language}"
            return
        elif top.tag == "pre" and language:
            entity["language"] = language
        self.entities.append(entity)


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and `MessageEntity` dictionaries (offsets in UTF-16 units) of a text in HTML style.

    Raises:
        ApiError: 400 "can't parse entities" with the byte offset.
    """
    reader = _Reader(source)
    reader.read()
    return reader.text, sorted(reader.entities, key=lambda one: (one["offset"], -one["length"]))
