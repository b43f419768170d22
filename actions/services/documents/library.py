"""The documents of a folder with their index, read at first use and again where files have changed."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from actions.services.documents.index import Index, Passage, passages_of
from actions.services.documents.reading import FOLDER, Document, files, read, shown
from actions.services.organisations import organisations
from shahryar import logs
from shahryar.errors import DataError

MAX_PASSAGES: Final = 20_000
log = logs.get(__name__)


class _Read(NamedTuple):
    """One file as it was read: when it was written, its size, and what came of it."""

    written: int
    size: int
    document: Document | None
    passages: tuple[Passage, ...]
    problem: str | None


def _same(path: Path, before: _Read) -> bool:
    now = path.stat()
    return (before.written, before.size) == (now.st_mtime_ns, now.st_size)


class Library:
    """Documents of one folder. `organisations`: ids that they may belong to; not looked at where None."""

    def __init__(self, folder: Path = FOLDER, organisations: Collection[str] | None = None) -> None:
        self._folder = folder
        self._organisations = organisations
        self._files: dict[Path, _Read] = {}
        self._index = Index([])

    def index(self) -> Index:
        """The index of the files as they are now; only what has changed is read again."""
        present = files(self._folder)
        fresh = {path: before for path in present if (before := self._files.get(path)) and _same(path, before)}
        changed = {path: self._read(path) for path in present if path not in fresh}
        if changed or fresh.keys() != self._files.keys():
            self._files = dict(sorted({**fresh, **changed}.items()))
            passages, problems = self._whole()
            self._index = Index(passages)
            for problem in problems:
                log.error("a document is left out", problem=problem)
        return self._index

    def problems(self) -> list[str]:
        """What is wrong with the files, one line each; such a file is left out."""
        self.index()
        return self._whole()[1]

    def _read(self, path: Path) -> _Read:
        now = path.stat()
        try:
            document = read(path, self._folder, self._organisations)
        except DataError as error:
            return _Read(now.st_mtime_ns, now.st_size, None, (), error.message)
        return _Read(now.st_mtime_ns, now.st_size, document, tuple(passages_of(document)), None)

    def _whole(self) -> tuple[list[Passage], list[str]]:
        """All passages within the limit, and the complaints."""
        passages: list[Passage] = []
        problems: list[str] = []
        seen: set[str] = set()
        for path, item in self._files.items():
            name = item.document.id if item.document else ""
            if item.problem:
                problems.append(item.problem)
            elif name in seen:
                problems.append(f"{shown(path)}: there is another document {name}; give it another name")
            elif len(passages) + len(item.passages) > MAX_PASSAGES:
                problems.append(f"{shown(path)}: more than {MAX_PASSAGES} passages in all; this document is left out")
            else:
                seen.add(name)
                passages += item.passages
        return passages, problems


@cache
def library() -> Library:
    """The project's documents."""
    return Library(FOLDER, organisations().keys())
