import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.components.danger_safeguard import DangerSafeguard
from nlu.danger import is_calm_word, sounds_alarming, tells_of_danger


@pytest.mark.parametrize(
    "text",
    [
        "طبقه‌ی بالا آتیش گرفته",
        "آتش‌ سوزي در بازار",
        "راه‌پله بوی گاز می‌ده",
        "عموم یهو بی‌هوش شد",
        "نفسش بالا نمیاد",
        "برقش گرفت، افتاده زمین",
        "با چاقو تهدیدمون می‌کنه",
        "می‌خواد خودشو بکشه",
        "دو تا آمبولانس بفرستید",
        "the kitchen is on fire",
        "atish gereft",
    ],
)
def test_danger_told_as_going_on_is_recognised(text: str) -> None:
    assert tells_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "آتش‌نشانی کجاست",
        "قبض گاز",
        "هزینه انشعاب برق گرفتن",
        "پارسال مغازه‌مون آتیش گرفت",
        "هرشب یه جا تیراندازی میکنن مثلا جشن گرفتن",
        "کاش برای اون پیچ یه نرده می‌ذاشتین، مردم زخمی شدن",
        "اگه بوی گاز بیاد چیکار کنم",
        "شناسنامه‌م آتیش گرفت",
        "فیلم گروگان چند قسمته",
        "چراغ کوچه سوخته",
        "برق",
        "سلام",
        "",
    ],
)
def test_what_is_asked_past_supposed_or_harmless_is_left_to_the_classifier(text: str) -> None:
    assert not tells_of_danger(text)


@pytest.mark.parametrize(
    ("text", "calm"), [("برق", True), ("؟؟؟", True), ("آتیش", False), ("دزد", False), ("برق نیست", False)]
)
def test_only_a_lone_word_that_nobody_shouts_is_calm(text: str, calm: bool) -> None:
    assert is_calm_word(text) is calm


def test_a_house_is_no_blood() -> None:
    assert sounds_alarming("خون میاد")
    assert not sounds_alarming("خونه")


@pytest.mark.parametrize(
    ("text", "intent", "share", "read"),
    [
        ("دست بچه لای نرده مونده", "report_problem", 0.35, "emergency"),
        ("دست بچه لای نرده مونده", "report_problem", 0.05, "report_problem"),
        ("دست بچه لای نرده مونده", "greet", 0.35, "emergency"),
        ("پارسال دستم لای نرده موند", "report_problem", 0.35, "report_problem"),
        ("نرده", "report_problem", 0.35, "report_problem"),
        ("کمک", "help", 0.4, "emergency"),
        ("میخوام بمیرم", "ask_service", 0.0, "emergency"),
        ("mikham bemiram dige", "ask_service", 0.0, "emergency"),
        ("نمی‌خوام دیگه زنده باشم", "cancel", 0.0, "emergency"),
        ("دست بچه لای نرده مونده", "ask_service", 0.1, "ask_service"),
    ],
)
def test_where_it_is_close_life_comes_first(text: str, intent: str, share: float, read: str) -> None:
    (message,) = DangerSafeguard().process([_message(text, intent, share)])
    assert message.get("intent")["name"] == read


def _message(text: str, intent: str, emergency: float, entity: str | None = None) -> Message:
    ranking = [{"name": intent, "confidence": 0.6}, {"name": "other", "confidence": 0.4 - emergency}]
    if intent != "emergency":
        ranking.insert(1, {"name": "emergency", "confidence": emergency})
    entities = [{"entity": entity, "start": 0, "end": 1, "value": "x"}] if entity else []
    return Message(data={"text": text, "intent": dict(ranking[0]), "intent_ranking": ranking, "entities": entities})


@pytest.mark.parametrize(
    ("text", "intent", "entity", "read"),
    [
        ("خونه بغلی آتیش گرفته", "report_problem", None, "emergency"),
        ("خونه بغلی آتیش گرفته", "nlu_fallback", "problem_category", "emergency"),
        ("مدرکم تو خونه آتیش گرفته", "ask_service", "service", "ask_service"),
        ("برق", "emergency", None, "other"),
        ("آتیش", "emergency", None, "emergency"),
        ("دست بچه گیر کرده", "emergency", None, "emergency"),
    ],
)
def test_words_overrule_the_classifier_both_ways(text: str, intent: str, entity: str | None, read: str) -> None:
    (message,) = DangerSafeguard().process([_message(text, intent, 0.2 if intent != "emergency" else 0.0, entity)])
    assert message.get("intent")["name"] == read
    ranking = message.get("intent_ranking")
    assert ranking[0] == message.get("intent")
    assert [entry["confidence"] for entry in ranking] == sorted((e["confidence"] for e in ranking), reverse=True)
    assert sum(entry["confidence"] for entry in ranking) == pytest.approx(1.0)
