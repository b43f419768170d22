"""This project's own pipeline, trained and tested on any data of messages with intents and slots."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.text import tokenize
from nlu.training.bench_pipeline import Pipeline, Progress, fit
from nlu.training.slots import Span
from shahryar.errors import DataError


@dataclass(frozen=True, slots=True)
class Example:
    """One message, its intent and its slots as (start, end, entity) in characters of the text."""

    text: str
    intent: str
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Shares in 0 … 1; times in seconds of CPU, of one message in milliseconds; `train_wall_seconds` by the clock."""

    train_examples: int
    test_examples: int
    intent_accuracy: float
    slot_f1: float
    both_right: float
    train_seconds: float
    train_wall_seconds: float
    message_milliseconds: float

    def table(self) -> str:
        """The figures as text, then all of them as one line of JSON."""
        tree = {name: getattr(self, name) for name in self.__dataclass_fields__}
        rows = [f"{name.replace('_', ' '):<22}{value:.4g}" for name, value in tree.items()]
        return "\n".join([*rows, json.dumps(tree)])


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of training, of CPU and by the clock, and seconds of CPU of one message."""

    train: float
    train_wall: float
    message: float


def read_examples(paths: Sequence[Path]) -> list[Example]:
    """Examples of JSON-lines files. Raises DataError naming file and line of what is malformed."""
    examples: list[Example] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"cannot read {path.name}: {error}") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                examples.append(_example(line, f"{path.name}:{number}"))
    if not examples:
        raise DataError("there are no examples")
    return examples


def _example(line: str, place: str) -> Example:
    try:
        tree: dict[str, Any] = json.loads(line)
        spans = [(int(span["start"]), int(span["end"]), str(span["entity"])) for span in tree.get("entities", [])]
        return Example(str(tree["text"]), str(tree["intent"]), frozenset(spans))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{place}: needs text, intent and entities with start, end and entity") from error


def run(train: Sequence[Path], test: Sequence[Path], on_progress: Progress = lambda stage, share: None) -> Benchmark:
    """Train on some files and measure on others.

    Slots are judged as CoNLL does: right only where start, end and entity all are; `both_right` counts messages whose intent
    and all slots are right. Raises DataError where a file is malformed.
    """
    learnt, asked = read_examples(train), read_examples(test)
    started, wall = time.process_time(), time.monotonic()
    tokens = [tokenize(example.text) for example in learnt]
    intents, spans = [example.intent for example in learnt], [example.spans for example in learnt]
    pipeline, elsewhere = fit(tokens, intents, spans, on_progress)
    trained, wall = time.process_time(), time.monotonic() - wall
    answers = [_answer(example.text, pipeline) for example in asked]
    finished = time.process_time()
    cost = Cost(trained - started + elsewhere, wall, (finished - trained) / len(asked))
    return _score(learnt, asked, answers, cost)


def _answer(text: str, pipeline: Pipeline) -> tuple[str, frozenset[Span]]:
    return pipeline.answer(tokenize(text))


def _score(
    learnt: Sequence[Example],
    asked: Sequence[Example],
    answers: Sequence[tuple[str, frozenset[Span]]],
    cost: Cost,
) -> Benchmark:
    pairs = list(zip(asked, answers, strict=True))
    right = sum(len(example.spans & spans) for example, (_, spans) in pairs)
    total = sum(len(example.spans) + len(spans) for example, (_, spans) in pairs)
    return Benchmark(
        train_examples=len(learnt),
        test_examples=len(asked),
        intent_accuracy=sum(example.intent == intent for example, (intent, _) in pairs) / len(pairs),
        slot_f1=2 * right / total if total else 1.0,
        both_right=sum((example.intent, example.spans) == answer for example, answer in pairs) / len(pairs),
        train_seconds=round(cost.train, 2),
        train_wall_seconds=round(cost.train_wall, 2),
        message_milliseconds=round(1000 * cost.message, 3),
    )
