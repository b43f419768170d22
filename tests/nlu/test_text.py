import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.text import joined_form, normalise, tokenize

_PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأإؤئءةيكى"
_ODD = "\u200c\u200b\u0640\u064e\u0651\u200f\u2067 .،؟!-+/:۰۱۲٣٤5😀👍🏽\ufe0f\u00a0\n\ufefbZz"
messages = st.one_of(st.text(st.sampled_from(_PERSIAN + _ODD), max_size=60), st.text(max_size=40))
# How a Latin word is read depends on its neighbours («bad az», «kheili bad»): what holds of a part only holds without them.
without_latin = messages.filter(lambda raw: not re.search("[a-z]", normalise(raw).text))


@settings(deadline=None)
@given(messages)
def test_tokens_lie_in_order_inside_the_raw_text_and_never_overlap(raw: str) -> None:
    end = 0
    for token in tokenize(raw):
        assert end <= token.start < token.end <= len(raw)
        assert token.text
        assert len(token.letter_ends) == len(token.text)
        end = token.end


@settings(deadline=None)
@given(without_latin)
def test_the_raw_slice_of_a_token_normalises_to_that_token(raw: str) -> None:
    for token in tokenize(raw):
        assert [again.text for again in tokenize(raw[token.start : token.end])] == [token.text]


@settings(deadline=None)
@given(without_latin)
def test_every_letter_digit_and_sign_belongs_to_a_token(raw: str) -> None:
    covered = {place for token in tokenize(raw) for place in range(token.start, token.end)}
    left = "".join(char for place, char in enumerate(raw) if place not in covered)
    assert normalise(left).text.replace("\u200c", "").strip() == ""


_LATIN = "salam mikham ghabz e bargh o gaz bad az 10 rooze va the card man vali-asr سلام ، - ."


@settings(deadline=None)
@given(st.lists(st.sampled_from(_LATIN.split())))
def test_tokens_of_latin_words_begin_and_end_where_words_do(words: list[str]) -> None:
    raw = " ".join(words)
    found = [raw[token.start : token.end] for token in tokenize(raw) if token.text.isalpha()]
    # The ezafe that is typed as a word of its own goes.
    assert [word for word in found if word != "e"] == [word for word in words if word.strip("10،.-") not in ("", "e")]


@settings(deadline=None)
@given(messages)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw).text
    assert normalise(once).text == once
    assert len(normalise(raw).starts) == len(normalise(raw).ends) == len(once)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("كتاب علي", "کتاب علی"),
        ("سلاااااام", "سلام"),
        ("مُحَمَّد", "محمد"),
        ("ســـلام", "سلام"),
        ("مسؤول", "مسوول"),
        ("۱۲٣4", "1234"),
        ("آب", "اب"),
        ("ﻻ", "لا"),
        ("PassPort", "passport"),
    ],
)
def test_letters_digits_and_marks_become_one_alphabet(raw: str, text: str) -> None:
    assert normalise(raw).text == text


@pytest.mark.parametrize("raw", ["می‌خوام", "می خوام", "میخوام", "مي‌خوام", "می\u200c\u200cخوام"])
def test_a_verb_is_one_token_however_its_prefix_is_set(raw: str) -> None:
    (token,) = tokenize(raw)
    assert (token.text, token.lemma, token.start, token.end) == ("میخوام", "میخواهم", 0, len(raw))


@pytest.mark.parametrize("raw", ["کتاب‌ها", "کتاب ها", "کتابها"])
def test_a_plural_is_one_token_with_the_noun_as_lemma(raw: str) -> None:
    (token,) = tokenize(raw)
    assert (token.text, token.lemma) == ("کتابها", "کتاب")


@pytest.mark.parametrize("raw", ["12.500", "1403/05/12", "1234-5678", "۱۲٬۵۰۰", "10:30"])
def test_numbers_and_dates_stay_whole(raw: str) -> None:
    assert [token.end - token.start for token in tokenize(raw)] == [len(raw)]


def test_punctuation_and_emoji_are_tokens_of_their_own() -> None:
    assert [token.text for token in tokenize("سلام!😀")] == ["سلام", "!", "😀"]


def test_a_joined_form_ignores_spaces_and_half_spaces() -> None:
    assert joined_form("دست انداز") == joined_form("دست‌انداز") == joined_form("دستانداز")
