"""The benchmark: this project's own pipeline on any labelled data."""

import json
from pathlib import Path

import pytest

from nlu.text import tokenize
from nlu.training import benchmark
from nlu.training.slots import SlotTagger
from shahryar.errors import DataError


def _lines(path: Path, *examples: tuple[str, str, list[tuple[int, int, str]]]) -> Path:
    trees = [
        {"text": text, "intent": intent, "entities": [{"start": s, "end": e, "entity": name} for s, e, name in spans]}
        for text, intent, spans in examples
    ]
    path.write_text("\n".join(json.dumps(tree, ensure_ascii=False) for tree in trees), encoding="utf-8")
    return path


def test_a_benchmark_learns_intents_and_slots(tmp_path: Path) -> None:
    learnt = [
        (f"چراغ {room} را روشن کن", "on", [(5, 5 + len(room), "room")]) for room in ("هال", "اتاق", "آشپزخانه", "حمام")
    ]
    learnt += [
        (f"هوای {city} چطور است", "weather", [(5, 5 + len(city), "city")]) for city in ("تهران", "یزد", "قم", "رشت")
    ]
    train = _lines(tmp_path / "train.jsonl", *learnt)
    test = _lines(
        tmp_path / "test.jsonl", ("چراغ هال را روشن کن", "on", [(5, 8, "room")]), ("هوای قم چطور است", "weather", [])
    )
    result = benchmark.run([train], [test])
    assert (result.intent_accuracy, result.both_right, result.slot_f1) == (1.0, 0.5, pytest.approx(2 / 3))
    assert json.loads(result.table().splitlines()[-1])["train_examples"] == 8


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": "x"}', '{"text": "x", "intent": "y", "entities": [{"start": "a"}]}']
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f'{{"text": "x", "intent": "y"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(DataError, match="bad.jsonl:2"):
        benchmark.read_examples([path])


def test_slots_of_several_words_are_put_together() -> None:
    texts = ["برو به خیابان آزادی", "برو به خیابان انقلاب", "برو به میدان ونک"] * 3
    spans = [[(7, len(text), "place")] for text in texts]
    tagger = SlotTagger.fit([tokenize(text) for text in texts], spans)
    assert tagger.tag(tokenize("برو به خیابان ولیعصر")) == frozenset({(7, 20, "place")})
    assert tagger.tag(()) == frozenset()
