"""The documents of a folder with their index, read at the start and again, beside the answers, where files have changed."""

import threading
import time
from collections.abc import Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from actions.services.documents.fitting import Passage
from actions.services.documents.index import Index, passages_of
from actions.services.documents.reading import FOLDER, Document, files, read, shown
from actions.services.organisations import organisations
from shahryar import logs
from shahryar.errors import DataError

MAX_PASSAGES: Final = 20_000
LOOK: Final = 5.0  # seconds between two looks at the files
LOOK_AFTER_FAILURE: Final = 60.0  # the same where the last one failed: what failed may have cost seconds of CPU
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
    """Documents of one folder. `organisations`: ids that they may belong to; not looked at where None.

    Thousands of passages take seconds to index, and whoever answers citizens must not stand still for so long: `index`
    gives what was read last, and looks at the files in a thread of its own. `refresh` reads them at once.
    """

    def __init__(self, folder: Path = FOLDER, organisations: Collection[str] | None = None) -> None:
        self._folder = folder
        self._organisations = organisations
        self._files: dict[Path, _Read] = {}
        self._index: Index | None = None
        self._reading = threading.Lock()
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="documents")  # its thread begins at the first look
        self._looking = False
        self._next_look = 0.0  # of the monotonic clock
        self._failure: str | None = None

    def index(self) -> Index:
        """The index as it was read last, without waiting.

        Some seconds after the last look the files are looked at again, in a thread; what has changed is in the index that is
        given from then on. A failure there is logged once and leaves the index as it was. Reads at once, as `refresh` does,
        where nothing has been read yet.
        """
        if self._index is None:
            return self.refresh()
        if not self._looking and time.monotonic() >= self._next_look:
            self._looking = True
            self._aside.submit(self.refresh).add_done_callback(self._looked)
        return self._index

    def refresh(self) -> Index:
        """The index of the files as they are now; only changed ones are read again. Takes seconds for thousands of passages.

        May be called in any thread. Raises DataError where `words.yml` is unusable, OSError where a file cannot be looked at.
        """
        with self._reading:
            present = {path: stamp for path in files(self._folder) if (stamp := _stamp(path))}
            before = self._files
            if self._index is None or {path: item.stamp for path, item in before.items()} != present:
                now = {
                    path: before[path] if path in before and before[path].stamp == stamp else self._read(path, stamp)
                    for path, stamp in present.items()
                }
                passages, problems = _whole(now)
                self._index = Index(passages)
                self._files = now  # after the index: where that failed, the next look tries again
                for problem in problems:
                    log.error("a document is left out", problem=problem)
            self._next_look = time.monotonic() + LOOK
            return self._index

    def problems(self) -> list[str]:
        """What is wrong with the files, one line each; such a file is left out. Reads them as `refresh` does."""
        self.refresh()
        return _whole(self._files)[1]

    def _looked(self, look: Future[Index]) -> None:
        """Note how a look in the thread ended."""
        error = look.exception()
        failure = repr(error) if error else None
        if error:
            self._next_look = time.monotonic() + LOOK_AFTER_FAILURE
            if failure != self._failure:
                log.error(
                    "documents were not read again", code=DataError.code, error=type(error).__name__, exc_info=error
                )
        self._failure = failure
        self._looking = False

    def _read(self, path: Path, stamp: _Stamp) -> _Read:
        try:
            document = read(path, self._folder, self._organisations)
        except DataError as error:
            return _Read(stamp, None, (), error.message)
        return _Read(stamp, document, tuple(passages_of(document)), None)


def _whole(read_files: Mapping[Path, _Read]) -> tuple[list[Passage], list[str]]:
    """All passages within the limit, and the complaints."""
    passages: list[Passage] = []
    problems: list[str] = []
    seen: set[str] = set()
    for path, item in read_files.items():
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
