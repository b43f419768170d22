"""`kill -9` of the worker at every step of a turn that lodges a report: no message is lost, nothing is lodged twice."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bot import intake
from bot.messages import Incoming, Kind
from store import encryption, lodgings, session
from tests.conftest import named
from tests.e2e.conftest import API_KEY, RunningCity

CHAT = "telegram:4711"
STRIDE = 1 if os.environ.get("SHAHRYAR_TEST_FAULTS") == "all" else 3
KEPT_ALIVE = 1000.0  # seconds: a victim never takes over the jobs of others
TAKES_OVER = 0.1


@dataclass
class Victims:
    """The process that forks workers."""

    process: subprocess.Popen[str]

    def run(self, url: str, sent: Path, fatal: int, heartbeat: float) -> tuple[int, int]:
        """Exit status (negative: the signal) and number of steps of one worker."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{url}\t{sent}\t{fatal}\t{heartbeat}\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("RESULT\t"):
                _, status, steps = line.split("\t")
                return int(status), int(steps)
        pytest.fail("the process that forks workers has ended; its last lines are above")


@pytest.fixture
def victims(city: RunningCity, trained_model: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Victims]:
    from cryptography.fernet import Fernet

    key = Fernet.generate_key().decode()
    before = encryption._ring
    encryption.configure(key, Path("/nonexistent"))
    settings = {
        "SHAHRYAR_KEYS": key,
        "SHAHRYAR_TEST_MODEL": str(trained_model),
        "SHAHRYAR_CITY_URL": city.url,
        "SHAHRYAR_CITY_API_KEY": API_KEY,
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.e2e.victim"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env={**os.environ, **settings}, stdin=pipe, stdout=pipe, text=True) as process:
        yield Victims(process)
        assert process.stdin
        process.stdin.close()
    encryption._ring = before


async def accept(number: int, kind: Kind, **values: object) -> int:
    update = await intake.accept(Incoming("telegram", str(number), CHAT, kind, **values))  # type: ignore[arg-type]
    assert update is not None
    return update


async def prepare(url: str, sent: Path, victims: Victims) -> None:
    """A report that only waits for its confirmation."""
    session.connect(url)
    await accept(1, Kind.TEXT, text="سر کوچه‌مون یه چاله‌ی بزرگ افتاده")
    await accept(2, Kind.LOCATION, location=(35.7219, 51.3347))
    await accept(3, Kind.TEXT, text="بدون عکس")
    status, _ = victims.run(url, sent, 0, KEPT_ALIVE)
    assert status == 0


async def confirm() -> None:
    found = await intake.recent_button(CHAT, "ثبت کن")
    assert found is not None, "the summary with its confirmation was not reached"
    await accept(4, Kind.BUTTON, text=found[0], payload=found[1])


async def test_kill_at_every_step(server: str, victims: Victims, city: RunningCity, tmp_path: Path) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE prepared TEMPLATE template_shahryar")
    await prepare(named(server, "prepared"), tmp_path / "prepared", victims)
    await confirm()
    await session.close()
    step, deaths = 1, 0
    while True:
        url, sent = named(server, f"fault_{step}"), tmp_path / f"sent_{step}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE fault_{step} TEMPLATE prepared")
        status, steps = victims.run(url, sent, step, KEPT_ALIVE)
        if status == -9:
            deaths += 1
            assert victims.run(url, sent, 0, TAKES_OVER)[0] == 0
        await check(url, sent, city, f"killed at step {step}")
        if status == 0:
            break
        assert status == -9
        step += STRIDE
    assert steps < step and deaths > 60 // STRIDE / 2


async def check(url: str, sent: Path, city: RunningCity, when: str) -> None:
    """Everything happened, once."""
    session.connect(url)
    async with session.transaction() as connection:
        cases = await lodgings.of_conversation(connection, CHAT)
        states = (await connection.exec_driver_sql("SELECT state, count(*) FROM updates GROUP BY 1")).all()
        replies = (await connection.exec_driver_sql("SELECT id, state FROM outgoing ORDER BY id")).all()
        last = (await connection.exec_driver_sql("SELECT id FROM outgoing WHERE update_id = 4")).all()
    await session.close()
    assert [case.state for case in cases] == ["lodged"], when
    assert [tuple(row) for row in states] == [("done", 4)], when
    assert {row.state for row in replies} == {"sent"} and last, when
    delivered = (await asyncio.to_thread(sent.read_text, "utf-8")).split()
    assert {str(row.id) for row in last} <= set(delivered), when
    assert len(city.reports(cases[0].code)) == 1, when
