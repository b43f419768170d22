"""What the contract of the dialogue stands on: `rasa run` and the action server as docs/operations.md starts them, a citizen who
talks to either adapter, and servers that are none."""

import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from aiohttp import web

from bot.dialogue import Answer, Dialogue
from bot.messages import Outgoing
from nlu.tracker_store import SqlTrackerStore
from shahryar.errors import BackendUnavailable
from shahryar.paths import PROJECT
from store import conversations, lodgings, session
from tests.e2e.conftest import free_port

TOKEN = "token-of-the-contract-tests"
CODE = re.compile(r"[۰-۹\d]{4}-[۰-۹\d]{4}")
SHIPPED_ACTIONS = "http://127.0.0.1:5055/"  # as endpoints.yml has it
PLACE = [35.7219, 51.3347]
SUBMIT = '/inform{"report_choice": "submit"}'

Script = list[tuple[str, dict[str, Any]]]
REPORT: Script = [
    ("سر کوچه‌مون یه چاله‌ی بزرگ افتاده", {}),
    ("/inform", {"kind": "location", "location": PLACE}),
    ("بدون عکس", {}),
    (SUBMIT, {"kind": "button", "title": "ثبت کن"}),
]
SCRIPTS: dict[str, Script] = {
    "greeting": [("سلام", {}), ("ممنون", {}), ("asdf qwer zxcv", {})],
    "service": [("هزینهٔ گذرنامه چقدر است؟", {}), ("مدارکش چیه؟", {}), ("/ask_duration", {"kind": "button"})],
    "buttons": [("/ask_service", {"kind": "button"}), ('/ask_service{"service": "passport"}', {"kind": "button"})],
    "english": [("/greet", {"language": "en"}), ("/help", {"language": "en"})],
    "aside": [*REPORT[:2], ("مدارک کارت ملی چیست؟", {}), ("/cancel", {"kind": "button"})],
    "report": REPORT,
    "tracking": [("پیگیری درخواست", {}), ("/list_my_requests", {"kind": "button"}), ("دوباره بگو", {})],
}


@dataclass(frozen=True)
class RunningRasa:
    """Where the two servers listen, and their process ids."""

    url: str
    actions: str
    pids: tuple[int, int]


@contextmanager
def rasa_server(settings: dict[str, str], model: Path, folder: Path) -> Iterator[RunningRasa]:
    """Both servers, ended with the block.

    Args:
        settings: environment variables of both: database, keys, city.
        model: the trained model.
        folder: where the copy of endpoints.yml with another port for the actions goes.
    """
    rasa, actions = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
    environment = {**os.environ, **settings, "SHAHRYAR_ACTIONS_PORT": actions.rpartition(":")[2]}
    shipped = (PROJECT / "endpoints.yml").read_text(encoding="utf-8")
    assert shipped.count(SHIPPED_ACTIONS) == 1
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(shipped.replace(SHIPPED_ACTIONS, f"{actions}/"), encoding="utf-8")
    command = [
        *("rasa", "run", "--interface", "127.0.0.1", "--port", rasa.rpartition(":")[2]),
        *("--enable-api", "--auth-token", TOKEN, "--model", str(model)),
        *("--endpoints", str(endpoints), "--credentials", str(PROJECT / "credentials.yml")),
    ]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(_process([sys.executable, "-m", *arguments], environment))
            for arguments in (("bot", "actions"), command)
        ]
        _wait(f"{actions}/health", processes[0])
        _wait(f"{rasa}/", processes[1])
        yield RunningRasa(rasa, actions, (processes[0].pid, processes[1].pid))
        for process in processes:
            process.terminate()


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=environment, cwd=PROJECT) as process:
        try:
            yield process
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            httpx.get(url, timeout=10).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"no server answers at {url}; its last lines are above")


@dataclass
class Citizen:
    """One conversation."""

    dialogue: Dialogue
    name: str
    update: int = 0

    async def say(self, text: str, **metadata: Any) -> Answer:
        self.update += 1
        return await self.again(text, **metadata)

    async def again(self, text: str, **metadata: Any) -> Answer:
        """The same update once more."""
        given = {"kind": "text", "location": None, "photo": None, "contact": None, "title": "", "edited": False}
        known = {"conversation": self.name, "update": self.update, "language": "fa"}
        return await self.dialogue.handle(self.name, text, {**given, **known, **metadata})

    async def cases(self) -> list[lodgings.Case]:
        async with session.transaction() as connection:
            return list(await lodgings.of_conversation(connection, self.name))


async def citizen(dialogue: Dialogue, name: str = "") -> Citizen:
    """A new conversation, known to the store as `intake` makes it known."""
    person = Citizen(dialogue, f"telegram:{uuid.uuid4().hex}{name}")
    async with session.transaction() as connection:
        await conversations.ensure(connection, person.name, "fa")
    return person


def words(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies)


def payloads(answer: Answer) -> list[str]:
    return [button.payload for reply in answer.replies for row in reply.buttons for button in row]


def masked(answer: Answer) -> Answer:
    """The answer without tracking codes, which differ by nature."""
    replies = [CODE.sub("code", json.dumps(reply.to_json(), ensure_ascii=False)) for reply in answer.replies]
    return replace(answer, replies=[Outgoing.from_json(json.loads(reply)) for reply in replies])


async def events_of(conversation: str, sessions: int | None) -> int:
    """How many events the tracker API of a store with that bound shows."""
    store = SqlTrackerStore(engine=session.engine(), codec="store.encryption", full_sessions=sessions)
    found = await store.retrieve_full_tracker(conversation)
    return len(found.events) if found else 0


def turns_of(url: str, conversation: str, what: str = "count(*)") -> int:
    """About the tracker's rows of a conversation."""
    with closing(psycopg.connect(url)) as connection:
        statement = f"SELECT {what} FROM tracker_turns WHERE conversation_id = %s"
        row = connection.execute(statement, (conversation,)).fetchone()
    return int(row[0] or 0) if row else 0


@dataclass
class Dying:
    """The worker dies when it has the answer and has committed nothing."""

    inner: Dialogue

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        answer = await self.inner.handle(conversation, text, metadata)
        raise ConnectionAbortedError(f"dead with {len(answer.replies)} replies")

    async def close(self) -> None:
        await self.inner.close()


def outbox(url: str, update: int) -> int:
    """How many replies to an update wait."""
    with closing(psycopg.connect(url)) as connection:
        row = connection.execute("SELECT count(*) FROM outgoing WHERE update_id = %s", (update,)).fetchone()
    return int(row[0]) if row else 0


def tracker(*events: dict[str, Any]) -> web.Response:
    return web.json_response({"events": list(events)})


USER = {"event": "user", "metadata": {"update": 1}, "parse_data": {"intent": {"name": "greet", "confidence": 1.0}}}
RUBBISH: dict[str, tuple[Callable[[], web.Response], str]] = {
    "a page": (lambda: web.Response(text="<h1>It works!</h1>", content_type="text/html"), "check its address"),
    "a list": (lambda: web.json_response([1, 2]), "check its address"),
    "a number": (lambda: web.json_response(7), "check its address"),
    "events that are none": (lambda: tracker({"event": "user", "metadata": 5}), "check its address"),
    "a message without its parse": (lambda: tracker(USER | {"parse_data": None}), "check its address"),
    "broken buttons": (
        lambda: tracker(USER, {"event": "bot", "text": "", "data": {"buttons": [1]}}),
        "check its address",
    ),
    "no message": (tracker, "did not keep the message"),
    "no reply": (lambda: tracker(USER), "no reply"),
    "a failure": (lambda: web.Response(status=500, text="secret"), "answered 500"),
    "no tracker API": (lambda: web.Response(status=404), "--enable-api"),
    "no model": (lambda: web.Response(status=409), "no model"),
}


@asynccontextmanager
async def answering(answer: Callable[[], web.Response]) -> AsyncIterator[str]:
    """Address of a server that has one answer to everything."""

    async def handle(request: web.Request) -> web.Response:
        return answer()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def complaint(dialogue: Dialogue) -> str:
    """The error for a message, whose one line may not hold the token."""
    with pytest.raises(BackendUnavailable) as caught:
        await Citizen(dialogue, "telegram:1").say("سلام")
    await dialogue.close()
    line = str(caught.value)
    assert len(line.splitlines()) == 1 and TOKEN not in line and "secret" not in line
    return line
