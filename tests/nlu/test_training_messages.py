"""The training messages: enough of each intent, none in two, none a test message, none from a mould."""

from collections import Counter, defaultdict

import pytest
import yaml

from nlu.text import tokenize
from nlu.training.cases import load_cases
from shahryar.paths import DATA, PROJECT
from tests.nlu.training_messages import load_messages, squeezed

_NEVER_LEARNT = {"nlu_fallback"}
_OFTEN_MEANT = {"report_problem", "ask_service", "ask_documents", "ask_cost", "out_of_scope"}


def _intents() -> set[str]:
    trees = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (PROJECT / "domain").rglob("*.yml")]
    return {intent for tree in trees for intent in tree.get("intents", [])} - _NEVER_LEARNT


def test_every_intent_of_the_domain_has_examples_enough() -> None:
    counts = Counter(message.intent for message in load_messages())
    assert set(counts) == _intents()
    assert {i: count for i, count in counts.items() if count < (120 if i in _OFTEN_MEANT else 60)} == {}


def test_no_message_is_given_twice() -> None:
    intents: dict[str, list[str]] = defaultdict(list)
    for message in load_messages():
        intents[squeezed(message.text)].append(message.intent)
    assert {key: found for key, found in intents.items() if len(set(found)) > 1} == {}  # of two intents
    assert {key: found for key, found in intents.items() if len(found) > 1} == {}


def test_no_test_message_is_learnt() -> None:
    learnt = {squeezed(message.text) for message in load_messages()}
    assert [case.text for case in load_cases() if squeezed(case.text) in learnt] == []


def test_messages_are_about_records_of_the_catalogue() -> None:
    categories = yaml.safe_load((DATA / "categories.yml").read_text(encoding="utf-8"))
    known = {("service", path.stem) for path in (DATA / "services").glob("*.yml")}
    known |= {("category", identifier) for identifier in categories}
    about = Counter(message.about for message in load_messages() if message.about)
    assert set(about) - known == set()
    assert known - {("category", "other-problem")} - set(about) == set()


@pytest.mark.parametrize("intent", sorted(_intents()))
def test_messages_of_an_intent_begin_in_many_ways(intent: str) -> None:
    openings = Counter(
        " ".join([token.text for token in tokenize(message.text) if token.text[0].isalnum()][:2])
        for message in load_messages()
        if message.intent == intent
    )
    assert {words: n for words, n in openings.items() if n > 0.03 * openings.total()} == {}
