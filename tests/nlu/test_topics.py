"""What a message is about: named, described, rejected, beside something else, or nothing."""

from math import log

import numpy as np
import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.catalogue import topics
from nlu.catalogue.records import Record
from nlu.components.messages import candidates_of, set_candidates
from nlu.components.persian_tokenizer import PersianTokenizer
from nlu.components.topic_classifier import DOUBT, TopicClassifier
from nlu.intent.features import words_of
from nlu.intent.model import LinearModel
from nlu.text import tokenize
from tests.nlu.small_project import Trained


@pytest.mark.parametrize(
    ("text", "service", "category"),
    [
        ("مدارک گذرنامه", "passport", None),
        ("گذرنامه‌ام منقضی شده، مدارک تمدیدش چیه", "passport-renewal", None),
        ("بچه‌ی ما تازه به دنیا اومده چه مدارکی ببرم؟", "birth-registration", None),
        ("تیر برق سر خیابون روشن نمیشه", None, "street-light"),
        ("چرخ موتورم افتاد تو چاله", None, "pothole"),
        ("چه مدارکی لازمه", None, None),
        ("میخوام یه مشکل گزارش کنم", None, None),
        ("سلام", None, None),
        ("هوا چطوره", None, None),
    ],
)
def test_a_topic_is_named_described_or_nothing(
    trained: Trained, text: str, service: str | None, category: str | None
) -> None:
    reading = trained.parser.parse_now(text)
    assert (reading["service"], reading["category"]) == (service, category)


def test_what_is_only_described_spans_the_words_of_the_message(trained: Trained) -> None:
    text = " نوزاد داریم، تازه از بیمارستان اومدیم، مدارکش چیه؟! "
    (entity,) = [e for e in trained.parser.parse_now(text)["entities"] if e["entity"] == "service"]
    assert (entity["value"], entity["text"]) == ("birth-registration", text.strip(" ؟!"))


@pytest.mark.parametrize(
    ("text", "value"),
    [("مدارک پروانه صید ماهی", "fishing-permit"), ("مدارک جواز ماهیگیری چیه", "angling-permit")],
)
def test_a_new_record_without_messages_is_known_by_its_name(trained: Trained, text: str, value: str) -> None:
    reading = trained.parser.parse_now(text)
    assert reading["service"] == reading["service_candidates"][0]["id"] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("گذرنامه نه، شناسنامه بچه", "birth-registration"),
        ("شناسنامه بچه نه، گذرنامه", "passport"),
        ("گذرنامه نبود، ثبت ولادت بود", "birth-registration"),
        ("شناسنامه بچه نگفتم، گفتم گذرنامه", "passport"),
    ],
)
def test_a_correction_is_about_what_it_asserts(trained: Trained, text: str, value: str) -> None:
    reading = trained.parser.parse_now(text)
    assert (reading["intent"]["name"], reading["service"]) == ("correct", value)


def test_candidates_are_the_best_three_with_scores(trained: Trained) -> None:
    candidates = trained.parser.parse_now("مدارک گذرنامه چیه")["service_candidates"]
    scores = [candidate["score"] for candidate in candidates]
    assert candidates[0]["id"] == "passport"
    assert len({candidate["id"] for candidate in candidates}) == 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9 and scores[-1] >= 0 and sum(scores) <= 1.0001


def test_what_is_named_beside_the_topic_is_only_a_side_matter() -> None:
    message = _message("شناسنامه لازمه واسه گواهینامه", "ask_documents", "certificate", "licence")
    _classifier({"service:licence": 0.6, "service:certificate": 0.3, "-": 0.1}).process([message])
    assert {e["value"]: e.get("role") for e in message.get("entities")} == {"certificate": "side", "licence": None}
    assert candidates_of(message)["service"] == [("licence", 0.6), ("certificate", 0.3)]


def test_names_of_a_message_about_nothing_are_dropped_and_values_stay() -> None:
    message = _message("شناسنامه لازمه واسه گواهینامه", "inform", "certificate", "licence")
    number = {"entity": "number", "start": 0, "end": 1, "value": 5}
    message.set("entities", [*message.get("entities"), number])
    _classifier({"-": 0.9, "service:licence": 0.06, "service:certificate": 0.04}).process([message])
    assert message.get("entities") == [number]


@pytest.mark.parametrize(("share", "value"), [(0.9 * DOUBT, None), (1.1 * DOUBT, "licence")])
def test_a_topic_is_believed_over_none_only_where_it_comes_close(share: float, value: str | None) -> None:
    nothing = 1 / (1 + share)
    message = _message("شناسنامه لازمه واسه گواهینامه", "ask_cost")
    _classifier({"-": nothing, "service:licence": share * nothing}).process([message])
    assert [e["value"] for e in message.get("entities")] == ([value] if value else [])


@pytest.mark.parametrize(("score", "value"), [(1.0, "brand-new"), (0.8, "licence")])
def test_a_name_that_was_never_learnt_is_believed_where_it_is_surer_than_what_was(score: float, value: str) -> None:
    message = _message("شناسنامه لازمه واسه گواهینامه", "ask_cost", "brand-new")
    set_candidates(message, "service", [("brand-new", score)])
    _classifier({"service:licence": 0.9, "-": 0.1}).process([message])
    assert [e["value"] for e in message.get("entities") if e.get("role") is None] == [value]
    assert candidates_of(message)["service"] == [("brand-new", score), ("licence", round(0.9 * (1 - score), 4))]


@pytest.mark.parametrize(
    ("intent", "service", "category"),
    [
        ("ask_cost", [("licence", 0.6)], [("pothole", 1.0)]),
        ("report_problem", [("licence", 1.0)], [("pothole", 0.3)]),
        ("greet", [("licence", 1.0)], [("pothole", 1.0)]),
    ],
)
def test_only_topics_that_go_with_the_intent_are_weighed(
    intent: str, service: list[tuple[str, float]], category: list[tuple[str, float]]
) -> None:
    message = _message("شناسنامه لازمه واسه گواهینامه", intent)
    set_candidates(message, "service", [("licence", 1.0)])
    set_candidates(message, "problem_category", [("pothole", 1.0)])
    _classifier({"service:licence": 0.6, "problem_category:pothole": 0.3, "-": 0.1}).process([message])
    assert candidates_of(message) == {"service": service, "problem_category": category}


def test_a_name_of_two_records_teaches_neither() -> None:
    records = [Record("a", ("پروانه", "جواز کسب")), Record("b", ("پروانه", "پروانه ساخت"))]
    assert [topic for _, topic in topics.names("service", records)] == ["service:a", "service:b"]


def test_finds_of_the_dictionary_and_the_intent_are_features() -> None:
    words = words_of(tokenize("هزینه پروانه"))
    found = topics.topic_features(words, {"service": [("a", 0.9), ("b", 0.3)]}, "ask_cost")
    assert {"d service:a named", "d service:b hint", "i ask_cost"} < set(found)
    assert not any(feature.startswith("i ") for feature in topics.topic_features(words, {}, None))


def _message(text: str, intent: str, *services: str) -> Message:
    """A message in tokens, whose first services name its first and last word."""
    (message,) = PersianTokenizer(PersianTokenizer.get_default_config()).process([Message(data={TEXT: text})])
    tokens = message.get(TOKENS_NAMES[TEXT])
    places = (tokens[0], tokens[-1])
    message.set("intent", {"name": intent, "confidence": 0.9})
    message.set(
        "entities",
        [
            {"entity": "service", "start": token.start, "end": token.end, "value": service}
            for token, service in zip(places, services, strict=False)
        ],
    )
    return message


def _classifier(shares: dict[str, float]) -> TopicClassifier:
    """A classifier that finds these shares in every message."""
    intercept = np.array([log(share) for share in shares.values()], dtype=np.float32)
    # Where no feature is known no label is likelier: so each message's length is known, and has no weight.
    lengths = {f"n {length}": length for length in range(7)}
    weights = np.zeros((len(lengths), len(shares)), dtype=np.float32)
    return TopicClassifier(
        LinearModel(lengths, np.ones(len(lengths), dtype=np.float32), weights, intercept, list(shares), 1.0)
    )
