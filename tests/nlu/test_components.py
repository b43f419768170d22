import asyncio
from typing import Any

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.bare_mention import BareMention
from nlu.components.calibrated_fallback import says_nothing
from nlu.components.persian_tokenizer import PersianTokenizer
from nlu.components.reading_arbiter import ReadingArbiter
from tests.nlu.small_project import Trained


def test_rasa_tokens_carry_raw_offsets_and_the_text_is_left_alone() -> None:
    raw = "سلاااام  می خوام كتاب‌ها"
    (message,) = PersianTokenizer(PersianTokenizer.get_default_config()).process([Message(data={TEXT: raw})])
    tokens = message.get(TOKENS_NAMES[TEXT])
    assert message.get(TEXT) == raw
    assert [raw[token.start : token.end] for token in tokens] == ["سلاااام", "می خوام", "كتاب‌ها"]
    assert [token.lemma for token in tokens] == ["سلام", "میخواهم", "کتاب"]


def test_rasa_tokens_of_latin_letters_are_persian_and_span_what_was_typed() -> None:
    raw = "salam, ghabz e bargh"
    (message,) = PersianTokenizer(PersianTokenizer.get_default_config()).process([Message(data={TEXT: raw})])
    tokens = message.get(TOKENS_NAMES[TEXT])
    assert message.get(TEXT) == raw
    assert [(token.text, raw[token.start : token.end]) for token in tokens] == [
        ("سلام", "salam"),
        (",", ","),
        ("قبض", "ghabz"),
        ("برق", "bargh"),
    ]


@pytest.mark.parametrize(
    ("text", "intent", "service", "category"),
    [
        ("سلام", "greet", None, None),
        ("مدارک تمدید گذرنامه‌ام چیه؟", "ask_documents", "passport-renewal", None),
        ("مدارك شناسنامه بچه", "ask_documents", "birth-registration", None),
        ("پاسپورت", "inform", "passport", None),
        ("چراغ خیابون ما سوخته", "report_problem", None, "street-light"),
        ("madarek gozarname chie", "ask_documents", "passport", None),
        ("مدراک گزرنامه چیع", "ask_documents", "passport", None),
    ],
)
def test_a_message_is_read_as_a_whole(
    trained: Trained, text: str, intent: str, service: str | None, category: str | None
) -> None:
    reading = trained.parser.parse_now(text)
    assert (reading["intent"]["name"], reading["service"], reading["category"]) == (intent, service, category)
    assert all(text[e["start"] : e["end"]] == e["text"] for e in reading["entities"])


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("۱۲۳۴-۵۶۷۲", "tracking_code", "1234-5672"),
        ("شهر تبریز", "city", "تبریز"),
        ("0076543218", "national_id", "0076543218"),
    ],
)
def test_a_bare_value_informs(trained: Trained, text: str, entity: str, value: str) -> None:
    reading = trained.parser.parse_now(text)
    assert reading["intent"]["name"] == "inform"
    assert [(e["entity"], e["value"]) for e in reading["entities"]] == [(entity, value)]


def test_the_ranking_is_of_probabilities_best_first(trained: Trained) -> None:
    ranking = trained.parser.parse_now("سلام وقت بخیر")["ranking"]
    confidences = [entry["confidence"] for entry in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("text", ["", "   ", "\u200c", "qwzx plmk"])
def test_what_nobody_can_read_falls_back_and_keeps_the_ranking(trained: Trained, text: str) -> None:
    reading = trained.parser.parse_now(text)
    assert reading["intent"]["name"] == "nlu_fallback"
    assert reading["ranking"][0]["name"] == "nlu_fallback"
    assert "nlu_fallback" not in [entry["name"] for entry in reading["ranking"][1:]]


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("؟؟؟", True),
        ("...", True),
        ("ۀۀۀ", True),
        ("خخخ", False),
        ("ههه", False),
        ("👍", False),
        ("۵", False),
        ("چی", False),
    ],
)
def test_signs_and_held_down_letters_say_nothing(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


def test_a_safeguard_stands_beside_the_classifier(trained: Trained) -> None:
    assert trained.parser.parse_now("همسایه‌مون بیهوش شده")["intent"]["name"] == "emergency"
    assert trained.parser.parse_now("؟؟؟")["intent"]["name"] == "nlu_fallback"


def test_a_parser_can_be_awaited(trained: Trained) -> None:
    assert asyncio.run(trained.parser.parse("درود"))["text"] == "درود"


def _message(text: str, intent: str, *entities: tuple[str, str, str]) -> Message:
    found = [
        {"entity": kind, "start": text.index(part), "end": text.index(part) + len(part), "value": value}
        for kind, part, value in entities
    ]
    data: dict[str, Any] = {TEXT: text, "intent": {"name": intent, "confidence": 0.6}, "entities": found}
    data["intent_ranking"] = [{"name": intent, "confidence": 0.6}, {"name": "other", "confidence": 0.4}]
    return Message(data=data)


@pytest.mark.parametrize(
    ("text", "entity", "bare"),
    [
        ("گذرنامه", ("service", "گذرنامه", "passport"), True),
        ("کد ملی ۰۰۷۶۵۴۳۲۱۸", ("national_id", "۰۰۷۶۵۴۳۲۱۸", "0076543218"), True),
        ("گذرنامه می‌خوام", ("service", "گذرنامه", "passport"), False),
        ("پاسپورت گم شده", ("service", "پاسپورت گم شده", "passport-replacement"), False),
        ("چاله", ("problem_category", "چاله", "pothole"), False),
        ("تهران، خیابان نادری، پلاک ۳", ("city", "تهران", "تهران"), True),
        ("خیابان نادری چاله", ("problem_category", "چاله", "pothole"), False),
    ],
)
def test_only_a_message_of_nothing_but_a_name_is_bare(text: str, entity: tuple[str, str, str], bare: bool) -> None:
    (message,) = BareMention().process([_message(text, "ask_cost", entity)])
    assert (message.get("intent")["name"] == "inform") is bare
    assert sum(entry["confidence"] for entry in message.get("intent_ranking")) <= 1.0 + 1e-9


def test_a_category_does_not_go_with_a_question_about_a_service() -> None:
    text = "هزینه جوب و گذرنامه"
    entities = [("problem_category", "جوب", "drain"), ("service", "گذرنامه", "passport")]
    (message,) = ReadingArbiter().process([_message(text, "ask_cost", *entities)])
    assert [entity["entity"] for entity in message.get("entities")] == ["service"]


@pytest.mark.parametrize(
    ("intent", "entity", "value", "kept"),
    [
        ("ask_cost", "service", "passport", True),
        ("nlu_fallback", "service", "passport", True),
        ("greet", "service", "passport", False),
        ("report_problem", "service", "passport", False),
        ("report_problem", "problem_category", "pothole", True),
        ("withdraw_request", "problem_category", "pothole", True),
        ("inform", "problem_category", "pothole", True),
        ("find_office", "problem_category", "pothole", False),
        ("pay_bill", "service", "waste-fee", True),
        ("pay_bill", "service", "bill-payment", False),
        ("inquire_tax", "service", "inheritance-tax", True),
        ("inquire_tax", "service", "passport", False),
        ("inquire_fine", "service", "traffic-fines", False),
        ("greet", "city", "تهران", True),
    ],
)
def test_records_stay_where_they_go_with_the_intent_and_values_always_do(
    intent: str, entity: str, value: str, kept: bool
) -> None:
    (message,) = ReadingArbiter().process([_message("تهران", intent, (entity, "تهران", value))])
    assert [found["value"] for found in message.get("entities")] == ([value] if kept else [])
