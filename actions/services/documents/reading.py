"""Reading a document: front matter, limits, and which kinds of file are read at all."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from actions.services.documents.passages import Part, split
from actions.services.reading import Reader
from shahryar.errors import DataError
from shahryar.paths import DATA, PROJECT
from shahryar.texts import LANGUAGES
from shahryar.yamls import YAMLError, parsed

FOLDER: Final = DATA / "documents"
KINDS: Final = (".md", ".txt")
MAX_BYTES: Final = 400_000
MAX_PARTS: Final = 500  # passages of one document
_OURS: Final = {"README.md", "words.yml"}  # in the folder itself; documents lie one level deeper
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)
_FIELDS: Final = {"title", "organisation", "url", "date", "accessed", "language", "valid_until", "sample"}


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        id: `<organisation>/<name>`, the path below `data/documents` without its ending.
        organisation: id of `data/organisations`.
        url: where it was published, None where it is published only here.
        day: when the organisation issued it.
        accessed: when it was read at `url`.
        valid_until: last day on which it holds, None where it names none.
        sample: invented, and every answer from it says so.
    """

    id: str
    title: str
    organisation: str
    url: str | None
    day: date
    accessed: date | None
    language: str
    valid_until: date | None
    sample: bool
    parts: tuple[Part, ...]


def files(folder: Path = FOLDER) -> list[Path]:
    """Every file below a folder of documents but our own, readable or not, in order."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in found if not (path.parent == folder and path.name in _OURS))


def read(path: Path, folder: Path = FOLDER, organisations: Collection[str] | None = None) -> Document:
    """Read one document.

    Args:
        organisations: ids that it may belong to; not looked at where None.

    Raises:
        DataError: it is no document, too large or malformed; the message names the file and what to do.
    """
    where = shown(path)
    owner = _owner(path, folder, where)
    head, body = _split(_text(path, where), where)
    fields = Reader(head, where)
    unknown = sorted(map(str, head.keys() - _FIELDS))
    if unknown:
        raise DataError(f"{where}: {unknown[0]} is no field of the front matter")
    if fields.text("organisation") != owner:
        raise DataError(f"{where}: organisation must be {owner!r}, as its folder is")
    if organisations is not None and owner not in organisations:
        raise DataError(f"{where}: organisation {owner} is not in data/organisations")
    parts = split(body)
    if not parts:
        raise DataError(f"{where}: there is no text below the front matter")
    if len(parts) > MAX_PARTS:
        raise DataError(f"{where}: {len(parts)} passages; {MAX_PARTS} are the most, divide the document")
    return Document(
        id=f"{owner}/{path.stem}",
        title=fields.text("title"),
        organisation=owner,
        url=_url(fields),
        day=_day(fields, "date"),
        accessed=_day(fields, "accessed") if fields.tree.get("url") is not None else None,
        language=_language(fields),
        valid_until=fields.day("valid_until"),
        sample=_flag(fields, "sample"),
        parts=tuple(parts),
    )


def shown(path: Path) -> str:
    """A file as a maintainer knows it."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


def _owner(path: Path, folder: Path, where: str) -> str:
    place = path.relative_to(folder).parts
    if len(place) != 2:
        raise DataError(f"{where}: documents lie in data/documents/<organisation>/, one folder deep")
    if path.suffix.lower() not in KINDS:
        raise DataError(
            f"{where}: {path.suffix or 'a file without an ending'} is not read; save it as Markdown (.md) or text (.txt)"
        )
    return place[0]


def _text(path: Path, where: str) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f"{where}: larger than {MAX_BYTES // 1000} kB, divide the document")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{where} cannot be read: {error}") from error


def _split(text: str, where: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(text)
    if found is None:
        raise DataError(f"{where}: a front matter between two lines of --- must come first")
    try:
        head = parsed(found[1])
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark else ""
        raise DataError(f"{where}{line}: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(head, dict):
        raise DataError(f"{where}: the front matter must be a mapping")
    return head, found[2]


def _day(fields: Reader, key: str) -> date:
    day = fields.day(key)
    if day is None:
        raise DataError(f"{fields.where}: {key} is missing; a day such as 2026-05-01")
    return day


def _url(fields: Reader) -> str | None:
    url = fields.maybe("url")
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        raise DataError(f"{fields.where}: url must begin with https:// or http://")
    return url


def _language(fields: Reader) -> str:
    language = fields.text("language")
    if language not in LANGUAGES:
        raise DataError(f"{fields.where}: language must be one of {', '.join(LANGUAGES)}")
    return language


def _flag(fields: Reader, key: str) -> bool:
    value = fields.tree.get(key, False)
    if not isinstance(value, bool):
        raise DataError(f"{fields.where}: {key} must be true or false")
    return value
