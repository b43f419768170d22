"""A file that is dropped in is found without a restart, and nobody waits for it to be read."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from actions import quoting
from actions.services.documents import library as module
from actions.services.documents.index import Index
from actions.services.documents.library import Library
from actions.services.documents.reading import Document, read
from tests.actions.fakes import run, user

HEAD = "---\ntitle: سند\norganisation: municipality\ndate: 2026-01-01\nlanguage: fa\n---\n\n"
QUESTION = "جریمهٔ دیرکرد قایق پدالی چقدر است؟"
ANSWER = "جریمهٔ دیرکرد قایق پدالی ده هزار تومان است."


class Gate:
    """Reads documents only once it is open, and tells in which threads."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.threads: list[threading.Thread] = []

    def read(self, path: Path, folder: Path, organisations: None) -> Document:
        self.threads.append(threading.current_thread())
        assert self.open.wait(60)
        return read(path, folder, organisations)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate()
    monkeypatch.setattr(module, "read", made.read)
    monkeypatch.setattr(module, "LOOK", 0.0)
    return made


def drop(folder: Path, text: str = ANSWER, name: str = "a.md") -> Path:
    (folder / "municipality").mkdir(exist_ok=True)
    path = folder / "municipality" / name
    path.write_text(HEAD + text, encoding="utf-8")
    return path


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_dropped_file_is_read_in_one_thread_beside_the_answers_and_found_then(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = Library(tmp_path)
    monkeypatch.setattr(quoting, "library", lambda: documents)
    before = documents.refresh()
    drop(tmp_path)

    async def ask() -> str:
        return (await run("action_out_of_scope", user(QUESTION, "out_of_scope"))).text

    assert ANSWER not in await ask()  # it was answered from what was known
    await until(lambda: gate.threads)
    assert documents.index() is before and ANSWER not in await ask()  # nor does anybody wait while the file is read
    gate.open.set()
    await until(lambda: documents.index() is not before)
    assert ANSWER in await ask()
    assert len(gate.threads) == 1 and threading.main_thread() not in gate.threads


async def test_what_is_read_at_the_start_is_there_for_the_first_question(tmp_path: Path, gate: Gate) -> None:
    drop(tmp_path)
    gate.open.set()
    documents = Library(tmp_path)
    await asyncio.to_thread(documents.refresh)
    assert documents.index().answers(QUESTION)
    assert threading.main_thread() not in gate.threads


def test_the_files_are_not_looked_at_with_every_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []

    def files(folder: Path) -> list[Path]:
        looks.append(folder)
        return []

    monkeypatch.setattr(module, "files", files)
    documents = Library(tmp_path)
    for _ in range(5):
        documents.index()
    assert looks == [tmp_path]


async def test_a_failure_leaves_the_index_and_is_logged_once(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AFTER_FAILURE", 0.0)
    gate.open.set()
    drop(tmp_path)
    documents = Library(tmp_path)
    before = documents.refresh()
    tries: list[int] = []

    def broken(passages: list[object]) -> Index:
        tries.append(len(passages))
        raise RuntimeError("no room")

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(module, "Index", broken)
        drop(tmp_path, "قایق موتوری ممنوع است.", "b.md")
        await until(lambda: documents.index() is before and len(tries) >= 3)
    assert tries[:3] == [2, 2, 2]
    failures = [(entry["event"], entry["error"]) for entry in logs if entry["log_level"] == "error"]
    assert failures == [("documents were not read again", "RuntimeError")]
    assert documents.index().answers(QUESTION)
    await until(lambda: len(documents.index().passages) == 2)  # once it works again, what was dropped in is found
