"""This project's own pipeline, trained and tested on any data of messages with intents and slots."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.intent import model
from nlu.intent.features import features, words_of
from nlu.text import TextToken, tokenize
from nlu.training.slots import SlotTagger, Span
from shahryar.errors import DataError


@dataclass(frozen=True, slots=True)
class Example:
    """One message, its intent and its slots as (start, end, entity) in characters of the text."""

    text: str
    intent: str
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Shares in 0 … 1; times in seconds of CPU, of one message in milliseconds."""

    train_examples: int
    test_examples: int
    intent_accuracy: float
    slot_f1: float
    both_right: float
    train_seconds: float
    message_milliseconds: float

    def table(self) -> str:
        """The figures as text, then all of them as one line of JSON."""
        tree = {name: getattr(self, name) for name in self.__dataclass_fields__}
        rows = [f"{name.replace('_', ' '):<22}{value:.4g}" for name, value in tree.items()]
        return "\n".join([*rows, json.dumps(tree)])


def read_examples(paths: Sequence[Path]) -> list[Example]:
    """Examples of JSON-lines files. Raises DataError naming file and line of what is malformed."""
    examples: list[Example] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
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


def run(train: Sequence[Path], test: Sequence[Path]) -> Benchmark:
    """Train on some files and measure on others.

    Slots are judged as CoNLL does: right only where start, end and entity all are; `both_right` counts messages whose intent
    and all slots are right. Raises DataError where a file is malformed.
    """
    learnt, asked = read_examples(train), read_examples(test)
    started = time.process_time()
    tokens = [tokenize(example.text) for example in learnt]
    classifier = model.fit([features(words_of(line)) for line in tokens], [example.intent for example in learnt])
    tagger = SlotTagger.fit(tokens, [example.spans for example in learnt])
    trained = time.process_time()
    answers = [_answer(example.text, classifier, tagger) for example in asked]
    finished = time.process_time()
    return _score(learnt, asked, answers, trained - started, finished - trained)


def _answer(text: str, classifier: model.LinearModel, tagger: SlotTagger) -> tuple[str, frozenset[Span]]:
    tokens: Sequence[TextToken] = tokenize(text)
    return classifier.rank(features(words_of(tokens)))[0][0], tagger.tag(tokens)


def _score(
    learnt: Sequence[Example],
    asked: Sequence[Example],
    answers: Sequence[tuple[str, frozenset[Span]]],
    train_seconds: float,
    test_seconds: float,
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
        train_seconds=round(train_seconds, 2),
        message_milliseconds=round(1000 * test_seconds / len(pairs), 3),
    )
