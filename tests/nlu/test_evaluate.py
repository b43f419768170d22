import json
from pathlib import Path

import pytest

from nlu.text import tokenize
from nlu.training import benchmark
from nlu.training.evaluate import Case, evaluate, load_cases, slot_f1
from nlu.training.slots import SlotTagger
from shahryar.errors import DataError
from tests.nlu.small_project import Trained


def test_an_evaluation_counts_what_is_right_and_lists_what_is_wrong(trained: Trained) -> None:
    cases = [
        Case("سلام", "greet", "short"),
        Case("مدارک گذرنامه چیه", "ask_documents", "spoken", service="passport"),
        Case("شیراز", "inform", "short", entities=(("city", "شیراز", "شیراز"),)),
        Case("سلام", "report_problem", "spoken", category="pothole"),
    ]
    result = evaluate(trained.parser, cases)
    assert (result.cases, result.intent, result.service, result.category, result.slot_f1) == (4, 0.75, 1.0, 0.0, 1.0)
    assert result.by_slice == {"short": (2, 1.0), "spoken": (2, 0.5)}
    assert [case for case, _ in result.wrong] == [cases[3]]
    assert "intent accuracy" in result.table()


def test_slot_f1_is_the_harmonic_mean_over_all_slots() -> None:
    assert slot_f1([({1, 2}, {1}), ({3}, {3, 4})]) == pytest.approx(2 / 3)
    assert slot_f1([(set(), set())]) == 1.0


def test_cases_are_read_from_files_and_broken_ones_named(tmp_path: Path) -> None:
    (tmp_path / "greet.yml").write_text("intent: greet\ncases:\n- {text: سلام, slice: short}\n", encoding="utf-8")
    assert load_cases(tmp_path) == [Case("سلام", "greet", "short")]
    (tmp_path / "thank.yml").write_text("intent: thank\ncases:\n- {slice: short}\n", encoding="utf-8")
    with pytest.raises(DataError, match="thank.yml"):
        load_cases(tmp_path)


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
