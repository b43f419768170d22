"""Understanding's cost against the least that its statistics need: features that scikit-learn counts and judges."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from nlu.intent.features import features, lean_features, words_of
from nlu.text import tokenize
from nlu.training.parse import load_parser
from shahryar.paths import DATA
from shahryar.yamls import parsed

Learnt = list[tuple[str, str, str | None]]
"""Messages, each with its intent and the service or category that it is about."""


def _linear() -> SGDClassifier:
    """A linear model; how well it has learnt costs nothing."""
    return SGDClassifier(loss="log_loss", max_iter=2, tol=None, random_state=0)


class Usual:
    """Intents alone, from words, pairs of words and runs of letters, as scikit-learn's guide shows it."""

    def __init__(self, learnt: Learnt) -> None:
        """Learn from messages as `examples` gives them."""
        words = CountVectorizer(ngram_range=(1, 2))
        characters = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5))
        pipeline = make_pipeline(make_union(words, characters), _linear())
        self._pipeline: Pipeline = pipeline.fit([text for text, _, _ in learnt], [intent for _, intent, _ in learnt])

    def cpu(self, texts: Sequence[str]) -> float:
        """CPU seconds for the texts, one by one as messages come."""
        before = time.process_time()
        for text in texts:
            self._pipeline.predict([text])
        return time.process_time() - before


class Sparing:
    """Intents and topics from this project's own features of words, with weights laid out as a single message needs them.

    As it trains them, scikit-learn copies all weights for each message, which takes fifty times as long as the sums.
    """

    def __init__(self, learnt: Learnt) -> None:
        """Learn from messages as `examples` gives them."""
        wishes = make_pipeline(CountVectorizer(analyzer=lambda text: features(words_of(tokenize(text)))), _linear())
        topics = make_pipeline(
            CountVectorizer(analyzer=lambda text: lean_features(words_of(tokenize(text)))), _linear()
        )
        told = [(text, about) for text, _, about in learnt if about]
        wishes.fit([text for text, _, _ in learnt], [intent for _, intent, _ in learnt])
        topics.fit([text for text, _ in told], [about for _, about in told])
        self._pipelines: tuple[Pipeline, ...] = (wishes, topics)
        for pipeline in self._pipelines:
            pipeline[-1].coef_ = np.asfortranarray(pipeline[-1].coef_)

    def cpu(self, texts: Sequence[str]) -> float:
        """CPU seconds for the texts, one by one as messages come."""
        before = time.process_time()
        for text in texts:
            for pipeline in self._pipelines:
                pipeline.predict([text])
        return time.process_time() - before


class Own:
    """This project's understanding."""

    def __init__(self, model: Path) -> None:
        """Load a model."""
        self._parser = load_parser(model)

    async def cpu(self, texts: Sequence[str]) -> float:
        """CPU seconds for the texts, one by one."""
        before = time.process_time()
        for text in texts:
            await self._parser.parse(text)
        return time.process_time() - before


def examples() -> Learnt:
    """Training messages as they are written, each with its intent and the service or category that it is about."""
    found = []
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for item in parsed(path.read_text(encoding="utf-8"))["nlu"]:
            about = _about(item)
            texts = (line.removeprefix("- ") for line in str(item["examples"]).splitlines())
            found += [(text, str(item["intent"]), about) for text in texts]
    return found


def _about(item: dict[str, Any]) -> str | None:
    told = item.get("metadata") or {}
    return told.get("service") or told.get("category")
