"""The commands `chat` and `run` as people and programs use them: processes of their own with a data folder of their own."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from shahryar.texts import say
from tests.e2e.conftest import free_port
from tests.e2e.stack import codes_in

POTHOLE = "سر کوچه‌مون یه چاله‌ی بزرگ هست"
PLACE = [35.7448, 51.3753]
START = 180  # seconds that a start may take on a busy machine


@dataclass
class Command:
    """A running command whose lines are asked and answered one by one."""

    process: subprocess.Popen[str]
    errors: Path

    def ask(self, line: str | dict[str, object]) -> dict[str, Any]:
        """Write a JSON line, read the one that answers it."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the command has ended: {self.errors.read_text('utf-8')}"
        return dict(json.loads(answer))

    def end(self) -> tuple[int, str, str]:
        """End its input; returns exit status, the rest of its output, and its standard error."""
        output, _ = self.process.communicate(timeout=START)
        return self.process.returncode, output, self.errors.read_text("utf-8")

    def stop(self) -> tuple[int, str]:
        """SIGTERM; returns exit status and standard error."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(START), self.errors.read_text("utf-8")


@dataclass(frozen=True)
class Machine:
    """A data folder with a trained model, and ports that nobody else uses."""

    folder: Path
    web_port: int
    city_port: int

    @contextmanager
    def command(self, *words: str, stdin: int = subprocess.PIPE) -> Iterator[Command]:
        """Run a command of Shahryar's; whatever happens it has ended afterwards."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SHAHRYAR_")}
        settings = {
            "SHAHRYAR_HOME": str(self.folder),
            "SHAHRYAR_WEB_PORT": str(self.web_port),
            "SHAHRYAR_CITY_PORT": str(self.city_port),
        }
        errors = self.folder / f"errors-{time.monotonic_ns()}"
        with (
            errors.open("w", encoding="utf-8") as stderr,
            subprocess.Popen(
                [sys.executable, "-m", "bot", *words],
                env=clean | settings,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                encoding="utf-8",
            ) as process,
        ):
            try:
                yield Command(process, errors)
            finally:
                process.terminate()

    def chat(self) -> Any:
        """`chat --jsonl`."""
        return self.command("chat", "--jsonl")

    def reports(self, code: str) -> list[dict[str, Any]]:
        """Requests at the city that carry a tracking code; waits for the first, and for a city that starts anew."""
        for _ in range(300):
            url = (self.folder / "city.url").read_text("ascii")
            with contextlib.suppress(httpx.TransportError):
                found = [one for one in httpx.get(f"{url}/requests.json").json() if code in one["description"]]
                if found:
                    return found
            time.sleep(0.1)
        return []

    def health(self, run: Command) -> dict[str, Any]:
        """What `/healthz` of the web port says, once it answers `ok`."""
        for _ in range(START * 5):
            assert run.process.poll() is None, run.errors.read_text("utf-8")
            try:
                answer = httpx.get(f"http://127.0.0.1:{self.web_port}/healthz").json()
            except httpx.TransportError:
                answer = {}
            if answer.get("status") == "ok":
                return dict(answer)
            time.sleep(0.2)
        pytest.fail("the web port did not come up")


@pytest.fixture(scope="module")
def machine(models: Path) -> Iterator[Machine]:
    folder = Path(tempfile.mkdtemp(prefix="sh-"))
    shutil.copytree(models, folder / "models")
    yield Machine(folder, free_port(), free_port())
    shutil.rmtree(folder, ignore_errors=True)


def words_of(answer: dict[str, Any]) -> str:
    """The texts of an answer."""
    return "\n".join(reply["text"] for reply in answer["replies"])


def check_form(answer: dict[str, Any]) -> None:
    """The form that programs rely on."""
    assert set(answer) == {"conversation", "replies", "intent", "confidence"}
    assert isinstance(answer["intent"], str) and 0 <= answer["confidence"] <= 1
    assert answer["replies"]
    for reply in answer["replies"]:
        assert set(reply) == {"text", "buttons", "image", "location"} and reply["text"]
        for button in (button for row in reply["buttons"] for button in row):
            assert set(button) == {"title", "payload"}


def lodge(chat: Command, conversation: str, photo: Path) -> str:
    """Report a pothole with place and photo; returns the tracking code."""
    steps: list[dict[str, object]] = [
        {"text": POTHOLE},
        {"location": PLACE},
        {"photo": str(photo)},
        {"button": "ثبت کن"},
    ]
    for step in steps:
        answer = chat.ask({"conversation": conversation, **step})
        assert answer["conversation"] == conversation
        check_form(answer)
    [code] = codes_in(words_of(answer))
    return code


def test_a_report_through_json_lines_and_its_code_later(machine: Machine, picture: Path) -> None:
    with machine.chat() as chat:
        code = lodge(chat, "a", picture)
        [report] = machine.reports(code)
        assert str(report["description"]).startswith(POTHOLE)
        assert [report["lat"], report["long"]] == PLACE and "/media/" in report["media_url"]
        status, rest, errors = chat.end()
    assert (status, rest) == (0, "") and "Traceback" not in errors, errors
    with machine.chat() as chat:
        own, foreign = (chat.ask({"conversation": name, "text": code}) for name in "ab")
        assert [one["service_request_id"] for one in machine.reports(code)] == [report["service_request_id"]]
        assert chat.end()[0] == 0
    assert codes_in(words_of(own)) == [code] and say("requests.state_open") in words_of(own)
    assert codes_in(words_of(foreign)) == [code]
    for secret in ("چاله", "آسفالت", "کوچه", "۳۵.۷"):
        assert secret not in words_of(foreign)


MALFORMED = [
    "no json",
    "[1]",
    '{"conversation": "a"}',
    '{"conversation": "a", "text": 5}',
    '{"conversation": "a", "location": [95, 51]}',
    '{"conversation": "a", "location": [NaN, NaN]}',
    '{"conversation": "a", "photo": "/nowhere/hole.png"}',
    json.dumps({"conversation": "a", "photo": "a\0b"}),
    json.dumps({"conversation": "a", "photo": "~nobody-of-that-name/hole.png"}),
    json.dumps({"conversation": "a", "photo": __file__}),
    json.dumps({"conversation": "a", "text": "ب" * 5000}),
    json.dumps({"conversation": "a", "text": "half a character: \ud83d"}),
    json.dumps({"conversation": "a\0b", "text": "سلام"}),
    '{"text": ' + "1" * 5000 + "}",
    "[" * 100_000,
]


def test_malformed_lines_are_answered_and_the_conversation_goes_on(machine: Machine) -> None:
    with machine.chat() as chat:
        for line in MALFORMED:
            answer = chat.ask(line)
            assert answer["error"].startswith("E7") and words_of(answer), line
        after = chat.ask({"conversation": "a", "text": "مدارک گذرنامه برای خودم"})
        check_form(after)
        assert "شناسنامه" in words_of(after)
        status, rest, errors = chat.end()
    assert (status, rest) == (0, "") and "Traceback" not in errors, errors
    assert sum(line.startswith("shahryar: E7") for line in errors.splitlines()) == len(MALFORMED)


def test_lines_piped_into_run_are_answered_and_it_ends(machine: Machine) -> None:
    with machine.command("run") as run:
        output, _ = run.process.communicate("سلام\nمدارک گذرنامه برای خودم چیه؟\nهزینه‌اش چقدره؟\n", timeout=START)
        errors = run.errors.read_text("utf-8")
    assert run.process.returncode == 0 and "Traceback" not in errors, errors
    first, second, third = f"\n{output}".split("\n» ")[1:]
    assert "شهریار" in first and "شناسنامه" in second
    assert "گذرنامه" in third and "تومان" in third


def test_run_without_input_serves_until_it_is_stopped_and_shares_with_others(machine: Machine, picture: Path) -> None:
    with machine.command("run", stdin=subprocess.DEVNULL) as run:
        assert machine.health(run)["database"] is True
        address = (machine.folder / "city.url").read_text("ascii")
        server = (machine.folder / "postgres" / "postmaster.pid").read_text("ascii").splitlines()[0]
        with machine.chat() as chat:
            code = lodge(chat, "c", picture)
            [report] = machine.reports(code)
            assert httpx.get(report["media_url"]).headers["content-type"] == "image/png"
            assert (machine.folder / "city.url").read_text("ascii") == address
            status, errors = run.stop()
            assert status == 0 and "Traceback" not in errors, errors
            assert (machine.folder / "postgres" / "postmaster.pid").read_text("ascii").splitlines()[0] == server
            [again] = machine.reports(lodge(chat, "d", picture))
            assert again["service_request_id"] != report["service_request_id"]
            assert codes_in(words_of(chat.ask({"conversation": "c", "text": code}))) == [code]
            assert chat.end()[0] == 0
