"""Which items hold under which answers, and which answer a few words are."""

import pytest

from actions.services.circumstances import as_text, circumstance, holding, matching, of_text, undecided
from actions.services.reading import Localised
from actions.services.records import Input

WHO = circumstance(
    {
        "id": "who",
        "question": "برای خودتان یا فرزند زیر ۱۸ سال؟",
        "options": [
            {"id": "self", "label": {"fa": "خودم", "en": "Myself"}},
            {"id": "child", "label": {"fa": "فرزند زیر ۱۸ سال", "en": "A child under 18"}},
        ],
    },
    "passport",
)
WHY = circumstance(
    {
        "id": "why",
        "question": "چرا؟",
        "options": [{"id": "lost", "label": "گم شده"}, {"id": "worn", "label": "پاره شده"}],
    },
    "passport",
)
CARD = Input(Localised("کارت ملی", "card"))
CONSENT = Input(Localised("رضایت ولی", "consent"), when={"who": ("child",)})
REPORT = Input(Localised("اعلام گم‌شدن", "report"), when={"who": ("child", "self"), "why": ("lost",)})
ITEMS = (CARD, CONSENT, REPORT)
LINES = circumstance(
    {
        "id": "wish",
        "question": "کدام؟",
        "options": [{"id": "count", "label": "چند خط به نام من است؟"}, {"id": "new", "label": "سیم‌کارت تازه"}],
    },
    "sim-card",
)
KNOWN_AS = {"child": ["بچه", "بچم"], "self": ["من"]}


def test_what_no_answer_rules_out_holds() -> None:
    assert holding(ITEMS, {}) == ITEMS
    assert holding(ITEMS, {"who": "self"}) == (CARD, REPORT)
    assert holding(ITEMS, {"who": "child", "why": "worn"}) == (CARD, CONSENT)
    assert holding(ITEMS, {"who": "*", "why": "*"}) == ITEMS


def test_only_what_decides_is_asked() -> None:
    assert undecided((CARD,), (WHO, WHY), {}) is None
    assert undecided((CARD, CONSENT), (WHO, WHY), {}) is WHO
    assert undecided(ITEMS, (WHO, WHY), {"who": "self"}) is WHY
    assert undecided(ITEMS, (WHO, WHY), {"who": "*", "why": "lost"}) is None


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("خودم", "self"),
        ("واسه بچم", "child"),
        ("برای فرزندم نه، برای من", "self"),
        ("for a child", "child"),
        ("۱۸ سال", "child"),
        ("برای من و بچه", None),
        ("نمی‌دونم", None),
        ("", None),
        ("سلام من دیروز رفتم اداره و یک ساعت آنجا منتظر ماندم", None),
    ],
)
def test_a_few_words_name_an_option_if_only_one(said: str, option: str | None) -> None:
    assert matching(WHO, said, KNOWN_AS) == option


@pytest.mark.parametrize(
    ("said", "option"),
    [("سیم‌کارت چنده؟", "new"), ("این چند است؟", None), ("تازه می‌خوام", "new"), ("خط", "count")],
)
def test_words_that_any_question_holds_name_no_option(said: str, option: str | None) -> None:
    assert matching(LINES, said, KNOWN_AS) == option


def test_a_button_carries_a_choice() -> None:
    assert of_text(as_text("who", "child")) == {"who": "child"}
    assert of_text(None) == of_text("again") == {}
