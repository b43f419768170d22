"""The whole parse of the small model, given anything at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.normalised import normalise
from tests.nlu.small_project import Trained

# Words that the rules look for, so that what hypothesis puts together comes near to what they find.
_TEXTUAL = """
سلام مدارک گذرنامه پاسپورت نه ، گفتم چراغ سوخته چاله خیابان کوچه پلاک منطقه تهران شهر فردا شنبه ساعت آذر ۱۴۰۵ تومان میلیون
قبض شناسه کد ملی ۰۰۷۶۵۴۳۲۱۸ 09123456789 +98 IR 12 ب 345 ایران 1234-5672 test@example.com https://x.ir gozarname ghabz e bargh
2ta می ها سلاااام ي ك ٣٤ ﷲ ½ ㎡ ﬁ İ ß . / - : ؟ دو سوم پنج نیم و ربع روز هفته بعد قبل ماه سال استان دفتر پیشخوان
"""
_SIGNS = [
    "\u200c", "\u200f", "\u202e", "\u0640\u0640", "\u0301", "\x00", "\n", "\ufeff", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
]  # fmt: skip
_PIECES = st.sampled_from([*_TEXTUAL.split(), *_SIGNS])
_MESSAGES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.lists(_PIECES, max_size=14).map(" ".join),
    st.lists(_PIECES, max_size=10).map("".join),
)

_NASTY = [
    "", " ", "\n\n\t", "\x00", "سلام\x00مدارک گذرنامه", "\u200c", "\u200c\u200c گذرنامه \u200c",
    "\u200f\u202eسلام\u202c", "\ufeffتهران", "  تهران  ", "\u3000شهر\u2003تبریز\u00a0",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f3f3\ufe0f\u200d\U0001f308 چراغ سوخته \U0001f3f4",
    "\U0001f44d\U0001f3fd" * 200, "\u0301" * 50, "\u064e\u0651\u0652", "ا\u0653" * 30,
    "ا" * 10_000, "گذرنامه" * 1_500, "گذرنامه " * 1_000, "ghabz" * 2_000, "salam " * 500, "1" * 10_000,
    "۱٢3" * 20, "۰۹١2٣۴٥6۷٨9", "1.2.3.4.5.6.7.8.9/" * 50, "نه " * 300, "می " * 100, "ها ها ها", "؟" * 3_000,
    "می\u200c" * 50, "خیابان " * 300, "a@b.c " * 100, "ﷺ ﷲ ﻻ ﻼ", "½ ¼ ㎡ ㍿ ﬁ Ⅷ ①", "İıẞß", "ΑΒΓ кирилл 漢字 ｶﾞ ｱ",
    "\U0001ee00\U0001ee01 \U00010900", "\ue000\uf8ff\U0010ffff", "<script>alert(1)</script>", "/start", '/greet{"x": 1}',
    "گذرنامه\nنه\nتمدید", "۲۹ بهمن ۹۹۹۹۹ و ۳۱ اسفند ۱۴۰۵ و 2026-02-30 ساعت ۲۵:۷۱", "منطقه ۹۹۹ پلاک 99ب999-99",
    "IR" + "0" * 24,
]  # fmt: skip


def _check(trained: Trained, raw: str) -> dict[str, Any]:
    reading = trained.parser.parse_now(raw)
    assert reading["text"] == raw
    assert reading["intent"]["name"]
    assert 0 <= reading["intent"]["confidence"] <= 1
    assert reading["ranking"] == [] or reading["ranking"][0] == reading["intent"]
    for entity in reading["entities"]:
        assert 0 <= entity["start"] < entity["end"] <= len(raw), entity
        assert raw[entity["start"] : entity["end"]] == entity["text"], entity
        assert entity["text"] == entity["text"].strip(), entity
        assert normalise(entity["text"]).text.strip("\u200c "), entity
    values = [e for e in reading["entities"] if e["entity"] not in {"service", "problem_category"}]
    spans = [(entity["start"], entity["end"]) for entity in values]
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False)), values
    for key, candidates in (("service", "service_candidates"), ("category", "category_candidates")):
        assert len(reading[candidates]) <= 3
        assert all(0 <= candidate["score"] <= 1.0001 for candidate in reading[candidates])
        assert reading[key] is None or isinstance(reading[key], str)
    once = normalise(raw).text
    assert normalise(once).text == once
    return reading


@pytest.mark.parametrize("raw", _NASTY, ids=lambda raw: f"{raw[:12]!a}x{len(raw)}")
def test_nasty_messages_are_read_without_harm(trained: Trained, raw: str) -> None:
    _check(trained, raw)


@settings(deadline=None, max_examples=800, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=_MESSAGES)
def test_any_message_is_read_without_harm(trained: Trained, raw: str) -> None:
    _check(trained, raw)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text(st.sampled_from(" \n\t\u00a0\u200f"), max_size=4),
    after=st.text(st.sampled_from(" \n\t"), max_size=4),
)
def test_space_around_a_message_changes_nothing_but_offsets(trained: Trained, before: str, after: str) -> None:
    plain, padded = (_check(trained, raw) for raw in ("شهر تبریز", f"{before}شهر تبریز{after}"))
    (found,), (moved,) = plain["entities"], padded["entities"]
    assert plain["intent"]["name"] == padded["intent"]["name"]
    assert (moved["value"], moved["text"], moved["start"]) == ("تبریز", "تبریز", found["start"] + len(before))
