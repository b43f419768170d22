"""A 76th service is one YAML file: no code, no example, no command but the one that starts the assistant."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.bench.growth import copy_project
from tests.e2e.conftest import free_port

RECORD = Path(__file__).parent / "beekeeping-permit.yml"
MAP, COUNTER, FREE = "نقشهٔ جای کندوها", "غرفهٔ نمونهٔ زنبورداران", "این پروانهٔ نمونه رایگان است"
ASKED = [
    ("برای دریافت پروانهٔ زنبورداری ارائهٔ چه مدارکی الزامی است؟", MAP),
    ("واسه جواز زنبورداری کجا باس برم", COUNTER),
    ("parvane zanboordari chand toman mishe", FREE),
    ("مدارک پروانه زمبورداری", MAP),
    ("هزینش چقده؟", FREE),
]


@pytest.fixture
def project() -> Iterator[Path]:
    """A copy of the project with the record dropped into it; a short path, for PostgreSQL's socket."""
    with tempfile.TemporaryDirectory(prefix="sh-") as name:
        copy = copy_project(Path(name) / "p")
        shutil.copy(RECORD, copy / "data" / "services")
        yield copy


def test_one_file_is_a_service(project: Path) -> None:
    assert "in order" in run(project, "check")
    lines = [json.dumps({"conversation": "bees", "text": text}) for text, _ in ASKED]
    answers = [json.loads(line) for line in run(project, "chat", "--jsonl", lines="\n".join(lines)).splitlines()]
    for (text, fact), answer in zip(ASKED, answers, strict=True):
        assert fact in said(answer), f"{text}: {answer}"


def said(answer: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in answer["replies"])


def run(project: Path, *words: str, lines: str = "") -> str:
    """A command of the copy, as in a terminal; what it printed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SHAHRYAR_")}
    settings = {
        "SHAHRYAR_HOME": str(project.parent / "home"),
        "SHAHRYAR_CITY_PORT": str(free_port()),
        "SHAHRYAR_WEB_PORT": str(free_port()),
        "PYTHONPATH": str(project),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=clean | settings,
        cwd=project,
        input=lines + "\n",
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
