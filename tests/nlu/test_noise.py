"""Copies of training messages: reproducible, of every kind of error, readable, and never a test message."""

from random import Random

import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.augmenter import Augmenter
from nlu.components.messages import COPY
from nlu.text import ZWNJ, tokenize
from nlu.training.cases import load_cases
from nlu.training.noise import misspelt, romanised
from tests.nlu.training_messages import load_messages, squeezed

_TEXTS = [
    "برای تمدید گذرنامه چه مدارکی لازم است",
    "چراغ خیابون ما چند شبه سوخته",
    "قبض گاز این ماه خیلی زیاد شده",
    "می‌خواهم وقت بگیرم",
]


def _augmented(examples: list[dict[str, object]], **config: object) -> list[Message]:
    data = TrainingData([Message(data=dict(example)) for example in examples])
    return Augmenter({**Augmenter.get_default_config(), **config}).process_training_data(data).training_examples


def _shown(messages: list[Message]) -> list[str]:
    return [message.get(TEXT) for message in messages]


@pytest.mark.parametrize("make", [misspelt, romanised])
def test_the_same_seed_makes_the_same_copies(make: object) -> None:
    def copies(seed: int) -> list[str]:
        random = Random(seed)
        return [make(text, random) for text in _TEXTS * 3]  # type: ignore[operator]

    assert copies(1) == copies(1)
    assert copies(1) != copies(2)


def test_every_kind_of_error_is_made() -> None:
    random = Random(1)
    word = "گذرنامه"
    made = {misspelt(word, random) for _ in range(3000)}
    assert {
        "گذرنمه",
        "گذرننامه",
        "گذرناهم",
        "گزرنامه",
        "گدرنامه",
    } <= made  # dropped, doubled, swapped, misheard, slipped
    assert all(len(word) - 1 <= len(copy) <= len(word) + 1 for copy in made)
    assert all(copy[0] == word[0] or copy[:2] == word[1::-1] for copy in made)


def test_half_spaces_and_spaces_are_lost() -> None:
    random = Random(1)
    made = {misspelt("می‌خوام بیام به شما", random) for _ in range(500)}
    assert any("می خوام" in copy for copy in made) and any("میخوام" in copy for copy in made)
    assert any(ZWNJ in copy for copy in made)
    assert any(copy.count(" ") < 3 for copy in made if ZWNJ in copy)


@pytest.mark.parametrize("text", ["نه", "۱۲۳۴", "ok thanks", "", "به ما چه"])
def test_short_words_numbers_and_latin_stay_as_they_are(text: str) -> None:
    assert {misspelt(text, Random(seed)).replace(" ", "") for seed in range(50)} == {text.replace(" ", "")}


@pytest.mark.parametrize("text", ["", "؟", "😀", "12:30", "مُحَمَّد ژاله", "ﷲ"])
def test_anything_can_be_romanised(text: str) -> None:
    made = romanised(text, Random(1))
    assert (made == "") is (text == "")
    assert not any("ا" <= char <= "ی" for char in made)


def test_romanised_text_is_mostly_read_back() -> None:
    random = Random(1)
    written = [message.text for message in load_messages()[::40]]
    back = total = 0
    for text in written:
        words = [token for token in tokenize(text) if token.text.isalpha() and not token.text.isascii()]
        read = {token.lemma for token in tokenize(romanised(text, random))}
        total += len(words)
        back += sum(token.lemma in read for token in words)
    assert total > 2000
    assert back / total >= 0.75


def test_copies_carry_all_but_the_text_of_their_source() -> None:
    metadata = {INTENT: {"service": "passport"}}
    intents = ["a", "b", "c", "d"]
    examples: list[dict[str, object]] = [
        {TEXT: text, INTENT: intent, METADATA: metadata} for text, intent in zip(_TEXTS, intents, strict=True)
    ]
    messages = _augmented([*examples, {TEXT: "بدون قصد"}], misspelt=1.0, romanised=1.0)
    written, copies = messages[:5], messages[5:]
    assert _shown(written) == [*_TEXTS, "بدون قصد"] and not any(message.get(COPY) for message in written)
    assert [message.get(INTENT) for message in copies] == ["a", "a", "b", "b", "c", "c", "d", "d"]
    assert all(copy.get(METADATA) == metadata and copy.get(COPY) for copy in copies)
    assert set(_shown(copies)).isdisjoint(_TEXTS)


def test_shares_of_none_make_no_copies() -> None:
    examples: list[dict[str, object]] = [{TEXT: text, INTENT: "ask_cost"} for text in _TEXTS]
    assert _shown(_augmented(examples, misspelt=0.0, romanised=0.0)) == _TEXTS


def test_a_citizens_message_is_left_alone() -> None:
    message = Message(data={TEXT: "قبض گاز", INTENT: "x"})
    assert Augmenter(Augmenter.get_default_config()).process([message]) == [message]
    assert message.get(TEXT) == "قبض گاز"


def test_hardly_a_copy_of_a_training_message_is_a_test_message() -> None:
    """Two people, or a person and the generator, make the same slip in «خداحافظ» by chance; in a sentence they do not."""
    cases = {squeezed(case.text): case for case in load_cases()}
    examples: list[dict[str, object]] = [{TEXT: m.text, INTENT: m.intent} for m in load_messages()]
    copies = [message for message in _augmented(examples) if message.get(COPY)]
    assert len(copies) > 0.04 * len(examples)
    met = [cases[key].text for key in {squeezed(copy.get(TEXT)) for copy in copies} & set(cases)]
    assert [text for text in met if len(text.split()) > 4] == []
    assert len(met) <= 0.002 * len(cases), met
