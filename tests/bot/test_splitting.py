"""Cutting long texts: where, and what must never be cut."""

import html as html_module
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import facets
from actions.services.catalogue import catalogue
from bot.texts.splitting import length16, split

DAY = date(2026, 11, 22)

ISOLATED = "\u2068021-8844\u2069"


def test_a_short_text_is_one_piece() -> None:
    assert split("سلام") == ["سلام"]
    assert split("ش" * 4096) == ["ش" * 4096]


@pytest.mark.parametrize("blank", ["", "  \n "])
def test_nothing_has_no_pieces(blank: str) -> None:
    assert split(blank) == []


def test_a_paragraph_is_preferred_to_a_sentence_and_a_word() -> None:
    text = "یک دو سه. چهار پنج.\n\nشش هفت. هشت نه ده"
    assert split(text, 30) == ["یک دو سه. چهار پنج.", "شش هفت. هشت نه ده"]


def test_a_sentence_is_preferred_to_a_word() -> None:
    assert split("این یک جمله است؟ و این هم جملهٔ دیگری", 25) == ["این یک جمله است؟", "و این هم جملهٔ دیگری"]


def test_a_word_is_kept_whole() -> None:
    assert split("شناسنامه گذرنامه گواهینامه", 18) == ["شناسنامه گذرنامه", "گواهینامه"]


def test_a_word_longer_than_a_message_is_cut() -> None:
    assert split("ب" * 25, 10) == ["ب" * 10, "ب" * 10, "ب" * 5]


def test_a_far_paragraph_does_not_make_a_tiny_piece() -> None:
    assert split("بله.\n\n" + "واژه " * 20, 60)[0].startswith("بله.\n\nواژه")


def test_a_number_with_a_point_is_no_end_of_sentence() -> None:
    assert split("هزینه ۱۲.۵۰۰ تومان است", 14) == ["هزینه ۱۲.۵۰۰", "تومان است"]


def test_isolates_stay_whole() -> None:
    text = f"شماره را بنویسید {ISOLATED} و منتظر بمانید"
    for limit in range(24, len(text)):
        for piece in split(text, limit):
            assert piece.count("\u2068") == piece.count("\u2069") == piece.count(ISOLATED)


def test_tags_and_entities_stay_whole() -> None:
    text = 'سلام <a href="https://example.org/?q=1 2">پیوند دراز</a> و &quot;نقل&quot; بس'
    for limit in range(80, 90):
        for piece in split(text, limit, html=True):
            assert re.sub(r"<[^<>]*>|&quot;", "", piece).count("&") == 0
            assert piece.count("<") == piece.count(">")


def test_open_elements_are_closed_and_opened_again() -> None:
    pieces = split("<b>یک دو سه <i>چهار پنج شش هفت</i> هشت</b>", 32, html=True)
    assert all(len(piece) <= 32 for piece in pieces) and len(pieces) > 1
    for piece in pieces:
        for tag in ("b", "i"):
            assert piece.count(f"<{tag}>") == piece.count(f"</{tag}>")
    assert re.sub(r"<[^<>]*>|\s", "", "".join(pieces)) == "یکدوسهچهارپنجششهفتهشت"


def test_plain_text_gets_no_tags_added() -> None:
    assert "".join(split("<b>" + "ب" * 30, 12)) == "<b>" + "ب" * 30


def test_characters_as_people_see_them_stay_whole() -> None:
    family, flag, word = "👩\u200d👧", "🇮🇷", "می\u200cرود"
    assert split(family * 4, 7) == [family] * 4
    assert split(flag * 4, 9) == [flag * 2] * 2
    assert not any(piece.startswith("\u200c") for piece in split(word * 10, 8))


def test_length_is_counted_in_utf16() -> None:
    assert [length16(piece) for piece in split("😀" * 10, 7)] == [6, 6, 6, 2]


@given(st.text(alphabet="ابپ \n.؟\u200c\u2068\u2069<>/b&lt;😀", max_size=300), st.integers(8, 60), st.booleans())
def test_pieces_fit_and_lose_nothing(text: str, limit: int, html: bool) -> None:
    pieces = split(text, limit)
    assert all(piece and length16(piece) <= limit for piece in pieces)
    bare = re.compile(r"[\s\u2068\u2069]")
    assert bare.sub("", "".join(pieces)) == bare.sub("", text)
    assert all(length16(piece) <= limit for piece in split(text, limit, html=html))


@given(st.text(max_size=200), st.integers(20, 60))
def test_escaped_text_unescapes_to_itself(text: str, limit: int) -> None:
    pieces = split(html_module.escape(text), limit, html=True)
    joined = "".join(html_module.unescape(piece) for piece in pieces)
    bare = re.compile(r"[\s\u2066-\u2069]")
    assert bare.sub("", joined) == bare.sub("", text)


LIST = "مدارک گذرنامه:\n• شناسنامه\n• کارت ملی\nنشانی: تهران\n• عکس\n\nمنبع: سایت پلیس · بازبینی نشده"


def test_a_heading_stays_with_its_list() -> None:
    assert split("یک جمله برای آغاز.\nمدارک گذرنامه:\n• شناسنامه", 36) == [
        "یک جمله برای آغاز.",
        "مدارک گذرنامه:\n• شناسنامه",
    ]


def test_an_item_is_whole_and_a_source_stands_below_its_answer() -> None:
    assert split(LIST, 48) == [
        "مدارک گذرنامه:\n• شناسنامه",
        "• کارت ملی\nنشانی: تهران",
        "• عکس\n\nمنبع: سایت پلیس · بازبینی نشده",
    ]


def test_steps_are_not_cut_within() -> None:
    steps = "\n".join(f"{number}. قدم اول این است. قدم دوم آن است." for number in "۱۲۳۴")
    assert split(steps, 60) == steps.split("\n")


def answers() -> list[tuple[str, str]]:
    """Everything that is said about any service in both languages, plain or not, with what it is."""
    return [
        (f"{service.id} {facet} {language} {plain}", facets.answer(service, facet, language, DAY, plain=plain))
        for service in catalogue().services.values()
        for facet in facets.FACETS
        for language in ("fa", "en")
        for plain in (False, True)
    ]


def test_real_answers_fit_one_message() -> None:
    longest = max(answers(), key=lambda answer: length16(answer[1]))
    assert length16(longest[1]) < 2000, longest[0]


@pytest.mark.parametrize("limit", [700, 600])
def test_real_answers_are_cut_at_sense(limit: int) -> None:
    several = 0
    for name, answer in answers():
        pieces = split(answer, limit)
        several += len(pieces) > 1
        assert all(length16(piece) <= limit for piece in pieces), name
        assert "".join(pieces).replace("\n", "") == answer.replace("\n", ""), name
        for piece in pieces[1:] if "legal_basis" not in name else ():  # an address may be longer than a message here
            assert not piece.startswith(("منبع:", "Source:", "\u2066", "مبلغ", "See", "Current", "نرخ روز")), (
                name,
                piece,
            )
        for piece in pieces[:-1]:
            assert not piece.endswith(":"), (name, piece)
        if not name.split()[1].endswith(("duration", "basis")):
            starts = [piece.lstrip()[:2] for piece in pieces[1:]]
            assert all(start[0] in "•۱۲۳۴۵۶۷۸۹123456789" for start in starts), (name, starts)
    assert several > 10
