"""Texts and captions as the server takes them: parsed, trimmed, measured, with links and commands marked."""

import re
from typing import Any

from .errors import bad_request
from .html import length16, parse_html
from .params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FOUND = {
    "url": re.compile(r"https?://[^\s<>\"«»،؛\u2068\u2069]+"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w)", re.ASCII),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b", re.ASCII),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
}


def read_text(params: Params) -> dict[str, Any]:
    """`text` and `entities` of a text message; 400 when empty, too long or not parseable."""
    text, entities = _formatted(params, "text", "entities")
    if not params.text("text"):
        raise bad_request("message text is empty")
    if not text:
        raise bad_request("text must be non-empty")
    if length16(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _content("text", "entities", text, entities)


def read_caption(params: Params) -> dict[str, Any]:
    """`caption` and `caption_entities` of a media message, empty when there is none; 400 when too long."""
    text, entities = _formatted(params, "caption", "caption_entities")
    if length16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return _content("caption", "caption_entities", text, entities)


def found_entities(text: str) -> list[dict[str, Any]]:
    """Links, commands, mentions and hashtags that the server marks by itself."""
    found = []
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            offset = length16(text[: match.start()])
            found.append({"offset": offset, "length": length16(match.group()), "type": kind})
    return without_overlaps([], found)


def without_overlaps(kept: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`kept` and those of `more` that overlap none before them, in order of place."""
    result = list(kept)
    for one in more:
        start, end = one["offset"], one["offset"] + one["length"]
        if all(end <= other["offset"] or other["offset"] + other["length"] <= start for other in result):
            result.append(one)
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"]))


def _content(key: str, entities_key: str, text: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {key: text} if text else {}
    if entities:
        content[entities_key] = entities
    return content


def _formatted(params: Params, key: str, entities_key: str) -> tuple[str, list[dict[str, Any]]]:
    source, mode = params.text(key), params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode (this double knows HTML only)")
    else:
        text, entities = source, list(params.structure(entities_key) or [])
    text, entities = _trimmed(text, entities)
    return text, without_overlaps(entities, found_entities(text))


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    lead = length16(text) - length16(text.lstrip())
    stripped = text.strip()
    end = length16(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] + entity["length"] - lead)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept
