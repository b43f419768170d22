"""Quotations: when, how they look, and the ways on from them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import facets, quoting
from actions.base import Speaker
from actions.emergency import OFFER
from actions.services.catalogue import catalogue
from actions.services.documents.fitting import Passage
from actions.services.documents.library import Library
from shahryar.paths import PROJECT
from tests.actions.fakes import Answer, run, user

FOLDER = PROJECT / "tests" / "documents" / "library"
QUESTION = "جریمهٔ دیرکرد کتاب چقدر است؟"
RULE = "برای هر روز دیرکرد در بازگرداندن هر کتاب دو هزار تومان جریمه گرفته می‌شود."
LAW = "مهلت صدور کارت بازرگانی پس از تکمیل پرونده یک ماه است."
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def documents(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The invented documents instead of the shipped ones."""
    found = Library(FOLDER)
    monkeypatch.setattr(quoting, "library", lambda: found)
    yield found


async def ask(
    text: str = QUESTION, intent: str = "out_of_scope", action: str = "action_out_of_scope", **values: Any
) -> Answer:
    return await run(action, user(text, intent, values.pop("entities", None), confidence=values.pop("confidence", 0.9),
                                  category_candidates=values.pop("categories", [])), **values)  # fmt: skip


def passage(documents: Library, name: str) -> Passage:
    found = documents.index().passage(name)
    assert found is not None
    return found


def quoted(passage: Passage, language: str = "fa", today: date = DAY) -> str:
    return quoting.quotation(passage, Speaker(CollectingDispatcher(), language), today)


def test_a_quotation_is_word_for_word_with_its_source(documents: Library) -> None:
    lines = quoted(passage(documents, "municipality/library-rules#4")).split("\n")
    assert lines[:2] == ["«ماده ۴", f"{RULE} تا پرداخت جریمه، کتاب تازه‌ای امانت داده نمی‌شود.»"]
    assert lines[3] == "منبع: آیین‌نامهٔ کتابخانه‌های محله (نمونهٔ ساختگی) — شهرداری، شنبه ۱ فروردین ۱۴۰۵"
    assert lines[4] == "\u2066https://example.org/invented/library-rules\u2069"
    assert "نمونه‌ای ساختگی" in lines[5] and len(lines) == 6


def test_a_text_past_its_day_says_so(documents: Library) -> None:
    old = passage(documents, "municipality/street-market#2")
    assert "این متن تا شنبه ۳۰ خرداد ۱۴۰۵ معتبر بوده" in quoted(old)
    assert "معتبر بوده" not in quoted(old, today=date(2026, 6, 20))


def test_an_english_citizen_is_told_of_the_source_in_english(documents: Library) -> None:
    text = quoted(passage(documents, "municipality/pool#3"), "en")
    assert text.startswith("“کلاه شنا") and "Source: " in text and "Municipality, 2026-03-21" in text
    assert "invented sample" in text


def test_digits_are_persian_and_addresses_keep_their_direction(tmp_path: Path) -> None:
    (tmp_path / "post").mkdir()
    head = "---\ntitle: سند 5\norganisation: post\ndate: 2026-01-01\nlanguage: fa\n---\n"
    (tmp_path / "post" / "a.md").write_text(
        f"{head}تا 12 روز به a1@example.org یا https://example.org/x2 بفرستید.", "utf-8"
    )
    text = quoted(passage(Library(tmp_path), "post/a#1"))
    assert "«تا ۱۲ روز به \u2066a1@example.org\u2069 یا \u2066https://example.org/x2\u2069 بفرستید.»" in text
    assert "منبع: سند ۵ — " in text and "نمونه" not in text


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_out_of_scope", "out_of_scope"),
        ("action_fallback", "nlu_fallback"),
        ("action_answer_service", "ask_cost"),
        ("action_inform", "inform"),
        ("action_respond", "smalltalk"),
        ("action_help", "help"),
    ],
)
async def test_what_nothing_else_answers_is_quoted(action: str, intent: str) -> None:
    answer = await ask(intent=intent, action=action, confidence=0.4)
    assert RULE in answer.text
    assert "به کارم نیامد" in answer.titles and "راهنما" in answer.titles
    assert len(answer.messages) == 1


async def test_below_the_threshold_nothing_is_quoted_and_a_person_is_offered() -> None:
    for action, intent in (("action_fallback", "nlu_fallback"), ("action_answer_service", "ask_cost")):
        answer = await ask("کرایهٔ قایق موتوری دریاچه چقدره؟", intent, action)
        assert "منبع" not in answer.text
        assert "از چه کسی بپرسم؟" in answer.titles


async def test_a_service_that_is_only_guessed_yields_to_the_words_of_a_document() -> None:
    guessed = await ask(intent="ask_cost", action="action_answer_service", entities={"service": "passport"})
    assert RULE in guessed.text and "service" not in guessed.slots
    message = user(QUESTION, "ask_cost", {"service": "passport"}, service_candidates={"passport": 0.9})
    named = await run("action_answer_service", message)
    assert RULE not in named.text and named.slots["service"] == "passport"


async def test_danger_comes_first() -> None:
    answer = await ask(f"آتش‌سوزی شده. {QUESTION}", "nlu_fallback", "action_fallback")
    assert RULE not in answer.text and "۱۲۵" in answer.text
    after = await ask(slots={"offer": OFFER})
    assert RULE not in after.text


async def test_in_the_form_only_a_question_is_answered_and_without_buttons() -> None:
    answer = await ask(form=True)
    assert RULE in answer.text and answer.titles == []
    told = await ask("دیرکرد کتاب جریمه", form=True)
    assert RULE not in told.text


async def test_a_problem_that_is_told_is_not_answered_by_a_quotation() -> None:
    told = await ask("جریمه دیرکرد کتاب", "nlu_fallback", "action_fallback", categories=["pothole"])
    assert RULE not in told.text
    asked = await ask("جریمه دیرکرد کتاب چقدره", "nlu_fallback", "action_fallback", categories=["pothole"])
    assert RULE in asked.text


async def test_another_passage_leads_on_and_ends() -> None:
    first = await ask("بلیت استخر چند تومان است؟")
    button = first.payloads[first.titles.index("یک بند دیگر")]
    second = await run("action_answer_service", pressed(button))
    assert second.text.startswith("«") and second.text != first.text
    assert "منبع: " in second.text and "به کارم نیامد" in second.titles


def pressed(button: str) -> dict[str, Any]:
    return user(button, "ask_service", {"passage": button.split('"')[3]})


async def test_not_helpful_offers_a_person_and_the_menu() -> None:
    first = await ask()
    answer = await run("action_answer_service", pressed(first.payloads[first.titles.index("به کارم نیامد")]))
    assert "نمی‌خواهم حدس بزنم" in answer.text
    assert answer.titles[0] == "از چه کسی بپرسم؟" and "پرسش از خدمات" in answer.titles


async def test_a_passage_that_is_gone_says_that_nothing_was_found() -> None:
    answer = await run("action_answer_service", user("/ask_service", "ask_service", {"passage": "municipality/gone#7"}))
    assert "نمی‌خواهم حدس بزنم" in answer.text


@pytest.fixture
def card_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that knows how long a service takes of which the record does not tell it."""
    (tmp_path / "chamber-of-commerce").mkdir()
    head = "---\ntitle: بخشنامه\norganisation: chamber-of-commerce\ndate: 2026-01-01\nlanguage: fa\n---\n"
    body = f"ماده ۱ – {LAW}\n\nماده ۲ – مهلت گواهی پزشکی یک سال است.\n"
    (tmp_path / "chamber-of-commerce" / "a.md").write_text(head + body, "utf-8")
    found = Library(tmp_path)
    monkeypatch.setattr(quoting, "library", lambda: found)


@pytest.mark.parametrize(
    "said",
    ["مهلت کارت بازرگانی چقدره", '/ask_duration{"service": "commercial-card"}', "صدور کارت بازرگانی چقدر طول می‌کشه"],
)
async def test_what_the_record_lacks_is_quoted(said: str, card_rules: None) -> None:
    assert not facets.recorded(catalogue().services["commercial-card"], "ask_duration")
    answer = await about_card(said, "ask_duration")
    assert LAW in answer.text
    assert answer.slots["service"] == "commercial-card"


@pytest.mark.parametrize("said", ["کارت بازرگانی در تبریز چقدر طول می‌کشه", "کارت بازرگانی رو کجا می‌دن"])
async def test_a_passage_that_leaves_something_open_is_not_quoted_for_a_service(said: str, card_rules: None) -> None:
    answer = await about_card(said, "ask_duration")
    assert LAW not in answer.text and "پاسخ درست را" in answer.text


async def test_what_the_record_has_is_never_quoted(card_rules: None) -> None:
    answer = await about_card("هزینه و مهلت کارت بازرگانی", "ask_cost")
    assert LAW not in answer.text and "منبع" in answer.text


async def about_card(said: str, intent: str) -> Answer:
    message = user(said, intent, {"service": "commercial-card"}, service_candidates={"commercial-card": 0.9})
    return await run("action_answer_service", message)
