"""Answers in JSON and XML. In JSON the plural wrapper is dropped; in XML every list has its usual pair of tags."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree  # builds only; nothing that comes from outside is parsed here

from aiohttp import web

from city.errors import Refused

JSON_TYPE = "application/json"
XML_TYPE = "text/xml"
_SINGULAR = {"endpoints": "endpoint", "formats": "format", "attributes": "attribute", "values": "value"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def stamp(when: datetime | None) -> str | None:
    """ISO 8601 in UTC to the second, such as `2026-03-21T08:30:00Z`."""
    return None if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def suffix(path: str) -> str:
    """Format in which to answer a path: `json` for `….json`, else `xml`, which the specification makes mandatory."""
    return "json" if path.endswith(".json") else "xml"


def single(fmt: str, root: str, item: dict[str, Any], status: int = 200) -> web.Response:
    """Answers one thing: an object in JSON, `<root>` in XML."""
    return _respond(fmt, item, _xml(root, item), status)


def listing(fmt: str, root: str, tag: str, items: list[dict[str, Any]], status: int = 200) -> web.Response:
    """Answers a list: a bare array in JSON, `<root><tag>…</tag>…</root>` in XML."""
    element = ElementTree.Element(root)
    for item in items:
        element.append(_xml(tag, item))
    return _respond(fmt, items, element, status)


def failure(fmt: str, refused: Refused) -> web.Response:
    """Answers with the faults of a refused request."""
    faults = [{"code": fault.code, "description": fault.description} for fault in refused.faults]
    return listing(fmt, "errors", "error", faults, status=refused.status)


def _respond(fmt: str, value: Any, element: ElementTree.Element, status: int) -> web.Response:
    if fmt == "json":
        text = json.dumps(value, ensure_ascii=False)
        return web.Response(text=text, content_type=JSON_TYPE, charset="utf-8", status=status)
    body = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
    return web.Response(body=body, content_type=XML_TYPE, charset="utf-8", status=status)


def _xml(tag: str, value: Any) -> ElementTree.Element:
    element = ElementTree.Element(tag)
    if isinstance(value, dict):
        for name, inner in value.items():
            element.append(_xml(name, inner))
    elif isinstance(value, list):
        for inner in value:
            element.append(_xml(_SINGULAR[tag], inner))
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NOT_XML.sub("\ufffd", str(value))
    return element
