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


class _Stamp(NamedTuple):
    """When a file was written (nanoseconds) and its size: another stamp, another text."""

    written: int
    size: int


class _Read(NamedTuple):
    """One file as it was read, and what came of it."""

    stamp: _Stamp
    document: Document | None
    passages: tuple[Passage, ...]
    problem: str | None


def _stamp(path: Path) -> _Stamp | None:
    """None where the file is gone since the folder was listed."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return _Stamp(found.st_mtime_ns, found.st_size)


class Library:
    """Documents of one folder. `organisations`: ids that they may belong to; not looked at where None."""

    def __init__(self, folder: Path = FOLDER, organisations: Collection[str] | None = None) -> None:
        self._folder = folder
        self._organisations = organisations
        self._files: dict[Path, _Read] = {}
        self._index = Index([])

    def index(self) -> Index:
        """The index of the files as they are now; only what has changed is read again."""
        present = {path: stamp for path in files(self._folder) if (stamp := _stamp(path))}
        if {path: item.stamp for path, item in self._files.items()} != present:
            before = self._files
            self._files = {
                path: before[path] if path in before and before[path].stamp == stamp else self._read(path, stamp)
                for path, stamp in present.items()
            }
            passages, problems = self._whole()
            self._index = Index(passages)
            for problem in problems:
                log.error("a document is left out", problem=problem)
        return self._index

    def problems(self) -> list[str]:
        """What is wrong with the files, one line each; such a file is left out."""
        self.index()
        return self._whole()[1]

    def _read(self, path: Path, stamp: _Stamp) -> _Read:
        try:
            document = read(path, self._folder, self._organisations)
        except DataError as error:
            return _Read(stamp, None, (), error.message)
        return _Read(stamp, document, tuple(passages_of(document)), None)

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
