"""Dialogues that must never break, one YAML file a theme.

A file maps a dialogue's name to its turns. A turn is what the citizen sends (`user`, `press`, `location` or `photo`; `edited`
and `language` beside it) and what must come back: `contains`, `not_contains`, `buttons` (titles), `intent`, and
`lodged` (reports of this citizen in the store afterwards). `{code}` in a line is the last tracking code that was told.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from store import lodgings, session
from tests.rules.conftest import Citizen

HERE = Path(__file__).parent
CODE = re.compile(r"[۰-۹]{4}-[۰-۹]{4}")
ISOLATED = re.compile("\u2066[^\u2069]*\u2069")
KEYS = {
    "user", "press", "location", "photo", "edited", "language",
    "contains", "not_contains", "buttons", "intent", "lodged",
}  # fmt: skip
DIALOGUES = [
    pytest.param(turns, id=f"{path.stem}-{number}-{name.replace(' ', '_')}")
    for path in sorted(HERE.glob("*.yml"))
    for number, (name, turns) in enumerate(YAML(typ="safe").load(path.read_text(encoding="utf-8")).items(), start=1)
]


@pytest.mark.parametrize("turns", DIALOGUES)
async def test_dialogue(turns: list[dict[str, Any]], citizen: Citizen) -> None:
    code = ""
    said: list[str] = []
    for number, turn in enumerate(turns, start=1):
        assert turn.keys() <= KEYS, f"turn {number} has an unknown key"
        said.append(str(turn.get("user", "")))
        await send(citizen, turn, code)
        found = CODE.search(citizen.text)
        code = found[0] if found else code
        compare(citizen, turn, f"turn {number}, {turn}:\n{citizen.text}\n{citizen.titles}")
        follows_the_manner(citizen, said, english=turn.get("language") == "en")
        if "lodged" in turn:
            async with session.transaction() as connection:
                cases = await lodgings.of_conversation(connection, citizen._conversation)
            assert len(cases) == turn["lodged"], f"turn {number}"


async def send(citizen: Citizen, turn: dict[str, Any], code: str) -> None:
    """Send one turn as a channel does."""
    extra = {name: turn[name] for name in ("edited", "language") if name in turn}
    if "press" in turn:
        await citizen.press(turn["press"])
    elif "location" in turn:
        await citizen.say(location=turn["location"], kind="location", **extra)
    elif "photo" in turn:
        await citizen.say(turn.get("user") or "/inform", photo=turn["photo"], kind="photo", **extra)
    else:
        await citizen.say(turn["user"].replace("{code}", code), **extra)


def compare(citizen: Citizen, turn: dict[str, Any], shown: str) -> None:
    """What the turn asks for."""
    for part in turn.get("contains", []):
        assert part in citizen.text, shown
    for part in turn.get("not_contains", []):
        assert part not in citizen.text, shown
    for title in turn.get("buttons", []):
        assert title in citizen.titles, shown
    if "intent" in turn:
        assert citizen.intent == turn["intent"], shown


def follows_the_manner(citizen: Citizen, said: list[str], *, english: bool) -> None:
    """What holds for every answer: never empty, one question at most, a way on, Persian digits, no hole in a text."""
    own = citizen.text
    for words in filter(None, said):
        own = own.replace(words, "")
    assert own.strip()
    assert own.count("؟") + own.count("?") <= 1 + sum(own.count(mark) for mark in ("?p=",)), own
    assert citizen.payloads or "خدا نگهدار" in own, own
    assert not re.search(r"{\w+}|None|null", own), own
    if not english:
        assert not re.search(r"[0-9]", ISOLATED.sub("", own)), own
