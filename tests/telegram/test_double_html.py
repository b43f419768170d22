"""The HTML style: what is taken, and what is refused with "can't parse entities"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.double.errors import ApiError
from tests.telegram.double.html import length16, parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("ساده", "ساده", []),
        ("<b>الف<i>ب</i></b>", "الفب", [("bold", 0, 4), ("italic", 3, 1)]),
        ("😀<u>x</u>", "😀x", [("underline", 2, 1)]),
        ("<a href='https://a.ir/?a=1&amp;b=2'>پیوند</a>", "پیوند", [("text_link", 0, 5)]),
        ('<span class="tg-spoiler">راز</span>', "راز", [("spoiler", 0, 3)]),
        ("<blockquote expandable>نقل</blockquote>", "نقل", [("expandable_blockquote", 0, 3)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<B></B>&quot;&#1588;&gt;", '"ش>', []),
        ("<code>1</>", "1", [("code", 0, 1)]),
    ],
)
def test_taken(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_link_and_language_are_kept() -> None:
    assert parse_html("<a href='https://a.ir/?a=1&amp;b=2'>x</a>")[1][0]["url"] == "https://a.ir/?a=1&b=2"
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1][0]["language"] == "python"


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("شهر <br>", 'Unsupported start tag "br" at byte offset 7'),
        ("۱ < ۲", "Unclosed start tag"),
        ("۱ < ۲ <b>x</b>", "Unclosed start tag"),
        ("a & b", '"&" must be escaped'),
        ("a &nbsp; b", '"&" must be escaped'),
        ("a > b", '">" must be escaped'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag"),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<code><b>x</b></code>", "can't be nested"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "can't be nested"),
        ('<a href="x>y</a>', "Expected equal sign"),
    ],
)
def test_refused(source: str, refusal: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.code == 400
    assert "can't parse entities" in caught.value.description and refusal in caught.value.description


@given(st.text())
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>")[0] == text


def test_length_is_in_utf16_units() -> None:
    assert [length16(one) for one in ("", "ش", "😀", "a\u200cb")] == [0, 1, 2, 3]
