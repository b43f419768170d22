"""Documents as a maintainer meets them: `shahryar check` and `shahryar documents ask`."""

import threading
from pathlib import Path

import pytest

from actions.services.documents.library import Library
from bot import rasa
from bot.document_checks import document_problems
from bot.settings import Settings
from tests.bot.test_command_line import shahryar

HEAD = "---\ntitle: سند\norganisation: post\ndate: 2026-01-01\nlanguage: fa\n---\n\n"


def test_check_names_the_file_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations" / "post.yml").write_text("identifier: post\n", encoding="utf-8")
    folder = tmp_path / "documents"
    for name, text in (
        ("post/good.md", f"{HEAD}متن."),
        ("post/old.pdf", "%PDF"),
        ("bank/a.md", HEAD.replace("post", "bank")),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    problems = list(document_problems(folder))
    assert [problem.partition(": ")[0].removeprefix(f"{folder}/") for problem in problems] == [
        "bank/a.md",
        "post/old.pdf",
    ]
    assert "not in data/organisations" in problems[0] and ".pdf is not read" in problems[1]


def test_ask_shows_why_a_passage_is_quoted(tmp_path: Path) -> None:
    ended = shahryar("documents", "ask", "استفاده از شهریار هزینه دارد؟", home=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("words: شهریار (") and "هزینه (هزینه; " in lines[0]
    assert lines[2] == "quoted:"
    assert lines[4].startswith("shahryar/faq#3  cover 1.00 · own 1.00 · heading 1.00 · 2 words")
    assert lines[-1].startswith("own question of shahryar/faq#3: likeness 0.")


def test_ask_shows_why_none_is_quoted(tmp_path: Path) -> None:
    ended = shahryar("documents", "ask", "نرخ دلار چند است؟", home=tmp_path)
    assert "دلار (in no document; " in ended.stdout
    assert "not quoted; the nearest passages:" in ended.stdout
    nothing = shahryar("documents", "ask", "سلام", home=tmp_path)
    assert "no word of the question says what it is about" in nothing.stdout
    assert nothing.returncode == 0


@pytest.mark.parametrize(
    ("settings", "read"),
    [
        ({}, True),
        ({"actions_url": "http://127.0.0.1:5055/webhook"}, False),
        ({"dialogue": "http://127.0.0.1:5005"}, False),
    ],
)
async def test_a_worker_with_actions_reads_documents_before_it_begins_and_beside_its_loop(
    settings: dict[str, str], read: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    class Watched(Library):
        def refresh(self) -> None:  # type: ignore[override]
            threads.append(threading.current_thread())

    monkeypatch.setattr(rasa, "library", lambda: Watched(tmp_path))
    await rasa.warm_up(Settings.parse_obj({"dialogue": "embedded", **settings}))
    assert [thread is not threading.main_thread() for thread in threads] == [True] * read
