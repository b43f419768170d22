"""The training messages of `data/nlu`, read without Rasa."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import yaml

from nlu.text import normalise
from shahryar.paths import DATA


@dataclass(frozen=True)
class TrainingMessage:
    """One example; `about` is ("service" or "category", id) or None."""

    intent: str
    about: tuple[str, str] | None
    text: str


@cache
def load_messages() -> list[TrainingMessage]:
    """All examples of all intents."""
    found: list[TrainingMessage] = []
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            pairs = list((block.get("metadata") or {}).items()) or [None]
            assert len(pairs) == 1, f"{path.name}: a message is about one thing"
            lines = block["examples"].splitlines()
            assert all(line.startswith("- ") for line in lines), f"{path.name}: an example is one line"
            found += [TrainingMessage(block["intent"], pairs[0], line[2:].strip()) for line in lines]
    return found


def squeezed(text: str) -> str:
    """A message without spaces and punctuation; one of signs alone without spaces."""
    letters = "".join(char for char in normalise(text).text if unicodedata.category(char)[0] in "LNS")
    return letters or "".join(text.split())
