"""Understanding's cost against the least that its statistics need: n-gram counts and linear models, nothing around."""

import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from nlu.training.parse import load_parser
from shahryar.paths import DATA
from shahryar.yamls import parsed

_WISH_LETTERS, _TOPIC_LETTERS = (2, 4), (3, 4)  # runs of letters, as in nlu/intent/features.py


def _bare(texts: list[str], labels: list[str], letters: tuple[int, int]) -> Pipeline:
    """Counts of words, pairs of words and runs of letters, and a linear model; how well it has learnt costs nothing."""
    words = CountVectorizer(ngram_range=(1, 2), min_df=2)
    characters = CountVectorizer(analyzer="char_wb", ngram_range=letters, min_df=2)
    linear = SGDClassifier(loss="log_loss", max_iter=2, tol=None, random_state=0)
    pipeline: Pipeline = make_pipeline(make_union(words, characters), linear).fit(texts, labels)
    # Otherwise scikit-learn copies all weights for each message, which takes fifty times as long as the sums.
    linear.coef_ = np.asfortranarray(linear.coef_)
    return pipeline


def examples() -> list[tuple[str, str, str | None]]:
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


def cpu_of_predict(texts: list[str]) -> float:
    """CPU seconds of two bare pipelines, for intents and for topics, over the texts, one by one as messages come."""
    learnt = examples()
    wishes = _bare([text for text, _, _ in learnt], [intent for _, intent, _ in learnt], _WISH_LETTERS)
    told = [(text, about) for text, _, about in learnt if about]
    topics = _bare([text for text, _ in told], [about for _, about in told], _TOPIC_LETTERS)
    before = time.process_time()
    for text in texts:
        wishes.predict([text])
        topics.predict([text])
    return time.process_time() - before


async def cpu_of_parse(model: Path, texts: list[str]) -> float:
    """CPU seconds of this project's understanding for the texts, one by one."""
    parser = load_parser(model)
    await parser.parse(texts[0])
    before = time.process_time()
    for text in texts:
        await parser.parse(text)
    return time.process_time() - before
