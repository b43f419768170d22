"""Sheets as HTML: each page whole in itself, with its style and its code inside, black on white, for A4."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from bot.sheets.links import Links, code
from bot.sheets.sheet import Sheet
from shahryar.formats import jalali
from shahryar.texts import say

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the index under one heading: (address of the sheet, its name)."""

    heading: str
    entries: Sequence[tuple[str, str]]


def page(sheet: Sheet, links: Links, language: str, today: date) -> str:
    """A sheet as one HTML page. `today`: the day that it is printed with."""
    telegram, web = links.telegram(sheet.argument), links.web(sheet.argument)
    address = telegram or web
    return _render(
        "sheet.html",
        language,
        sheet=sheet,
        code=Markup(code(address)),  # noqa: S704  (an SVG of ours, of squares alone)
        opens=say("sheets.opens_telegram" if telegram else "sheets.opens_web", language),
        address=address,
        other=web if telegram else "",
        printed=say("sheets.printed", language, day=jalali(today, language)),
    )


def index(groups: Sequence[Group], language: str, warning: str = "") -> str:
    """The page that lists all sheets. `warning`: what hinders their use, if anything does."""
    return _render("index.html", language, groups=groups, warning=warning)


def policy() -> str:
    """The content security policy of these pages: nothing from anywhere, and the one style that they hold."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _render(template: str, language: str, **values: Any) -> str:
    style = Markup(_style())  # noqa: S704  (a file of ours)
    return (
        _environment()
        .get_template(template)
        .render(language=language, t=partial(_text, language), style=style, **values)
    )


def _text(language: str, key: str) -> str:
    return say(f"sheets.{key}", language)


@cache
def _style() -> str:
    return (_TEMPLATES / "sheet.css").read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
