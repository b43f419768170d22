"""Bad usage and broken surroundings: one line on standard error that says what to do, and the right exit status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def shahryar(*words: str, home: Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "SHAHRYAR_HOME": str(home), **environment}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=surroundings, input=given, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("words", "environment", "status", "said"),
    [
        (["--log-level", "LOUD", "check"], {}, 2, "must be one of DEBUG, INFO, WARNING, ERROR"),
        (["doctor"], {"SHAHRYAR_WEB_PORT": "abc"}, 2, "SHAHRYAR_WEB_PORT"),
        (["telegram"], {}, 2, "SHAHRYAR_TELEGRAM_TOKEN"),
        (["db", "upgrade"], {"SHAHRYAR_KEYS": "abc"}, 2, "SHAHRYAR_KEYS"),
        (["db", "upgrade"], {"SHAHRYAR_DATABASE_URL": "postgresql://x@127.0.0.1:1/y"}, 1, "E200"),
        (["db", "upgrade"], {"SHAHRYAR_DATABASE_URL": "mysql://x"}, 1, "must begin with postgresql://"),
        (["db", "upgrade"], {"SHAHRYAR_HOME": "/proc/none"}, 1, "SHAHRYAR_HOME"),
        (["worker"], {}, 1, "shahryar nlu train"),
    ],
)
def test_one_line_and_the_right_status(
    words: list[str], environment: dict[str, str], status: int, said: str, tmp_path: Path
) -> None:
    ended = shahryar(*words, **{"home": tmp_path, **environment})  # type: ignore[arg-type]
    assert ended.returncode == status
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1 and "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "no such command 'nosuch'; see `shahryar --help`"),
        (["offices", "import"], "missing argument 'file'; see `shahryar offices import --help`"),
        (["offices", "list", "--citty", "x"], "no such option: --citty (Possible options: --city); see"),
        (["nlu", "train", "all"], "got unexpected extra argument(s) (all); see `shahryar nlu train --help`"),
    ],
)
def test_bad_usage_is_one_line_with_what_to_do(words: list[str], said: str, tmp_path: Path) -> None:
    ended = shahryar(*words, home=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"shahryar: {said}") and ended.stderr.count("\n") == 1


def test_no_command_at_all_shows_the_help(tmp_path: Path) -> None:
    ended = shahryar("offices", home=tmp_path)
    assert ended.returncode == 2 and "import" in ended.stdout and ended.stderr == ""


def test_a_city_without_offices_is_told_with_those_that_have_some(tmp_path: Path) -> None:
    ended = shahryar("offices", "list", "--city", "Foo", home=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "no office is recorded in Foo; there are offices in تهران, اصفهان, تبریز\n" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_check_finds_the_data_in_order(tmp_path: Path) -> None:
    ended = shahryar("check", home=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "in order" in ended.stdout
