"""Understanding's cost against the least that its statistics need: n-gram counts and a linear model, nothing around."""

import time
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from nlu.training.parse import load_parser
from shahryar.paths import DATA
from shahryar.yamls import parsed


def _bare() -> Pipeline:
    words = CountVectorizer(ngram_range=(1, 2))
    characters = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5))
    pipeline: Pipeline = make_pipeline(make_union(words, characters), LogisticRegression(max_iter=30))
    texts, intents = examples()
    return pipeline.fit(texts, intents)


def examples() -> tuple[list[str], list[str]]:
    """Training messages and their intents, as they are written."""
    texts, intents = [], []
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for item in parsed(path.read_text(encoding="utf-8"))["nlu"]:
            for line in str(item["examples"]).splitlines():
                texts.append(line.removeprefix("- "))
                intents.append(str(item["intent"]))
    return texts, intents


def cpu_of_predict(texts: list[str]) -> float:
    """CPU seconds of the bare pipeline for the texts, one by one as messages come."""
    pipeline = _bare()
    pipeline.predict_proba(texts[:1])
    before = time.process_time()
    for text in texts:
        pipeline.predict_proba([text])
    return time.process_time() - before


async def cpu_of_parse(model: Path, texts: list[str]) -> float:
    """CPU seconds of this project's understanding for the texts, one by one."""
    parser = load_parser(model)
    await parser.parse(texts[0])
    before = time.process_time()
    for text in texts:
        await parser.parse(text)
    return time.process_time() - before
