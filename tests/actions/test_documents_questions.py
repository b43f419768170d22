"""Questions that documents ask themselves: how they are written, and which question is taken for one of them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.services.documents.fitting import ALIKE
from actions.services.documents.index import Index, passages_of
from actions.services.documents.library import library
from actions.services.documents.passages import Part, split
from actions.services.documents.questions import Questions
from actions.services.documents.reading import read
from shahryar.paths import PROJECT

HEAD = "---\ntitle: راهنمای استخر\norganisation: municipality\ndate: 2026-01-01\nlanguage: fa\n---\n"
BODY = """
## بلیت استخر چند است؟
<!-- asked:
قیمت استخر چنده؟
ورودی استخر چقدر می‌شود؟
-->
هر سانس صد هزار تومان.

## استخر چه روزهایی زنانه است؟
<!-- does: find_office -->
روزهای فرد.

## خریدن بلیت
<!-- a note for maintainers -->
بلیت را از باجه بخرید.
"""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    (tmp_path / "municipality").mkdir()
    path = tmp_path / "municipality" / "pool.md"
    path.write_text(HEAD + BODY, "utf-8")
    return Index(passages_of(read(path, tmp_path)))


def test_notes_below_a_heading_are_read_and_never_quoted() -> None:
    first, second, third = split(BODY)
    assert first.asked == ("قیمت استخر چنده؟", "ورودی استخر چقدر می‌شود؟") and first.text == "هر سانس صد هزار تومان."
    assert second == Part("استخر چه روزهایی زنانه است؟", "روزهای فرد.", question=True, does=("find_office",))
    assert third == Part("خریدن بلیت", "بلیت را از باجه بخرید.")


def test_of_a_long_answer_the_first_part_answers_its_questions() -> None:
    long = "این بند دربارهٔ همان است و تمام نمی‌شود. " * 30
    parts = split(f"## چند است؟\n<!-- asked:\nقیمت؟\n-->\n{long}")
    assert [part.asked for part in parts] == [("قیمت؟",), *((),) * (len(parts) - 1)] and len(parts) > 1


@pytest.mark.parametrize("question", ["قیمت استخر چنده", "gheymate estakhr chande?", "سلام، ورودی استخر چقده"])
def test_a_question_in_other_words_of_the_same_kind_is_known(index: Index, question: str) -> None:
    found = index.alike(question)
    assert found is not None and found.passage.number == 1 and found.surely(about_us=False)


def test_small_words_tell_questions_apart(index: Index) -> None:
    found = index.alike("استخر چه روزی زنانه میشه؟")
    assert found is not None and found.passage.number == 2


@pytest.mark.parametrize("question", ["قیمت بلیت هواپیما چنده؟", "استخر تهران خوبه؟", "بلیت", "سلام"])
def test_another_question_is_none_of_them(index: Index, question: str) -> None:
    found = index.alike(question)
    assert found is None or not found.surely(about_us=False)


def test_what_is_decisive_must_not_be_lacking(index: Index) -> None:
    assert index.alike("بلیت استخر چند است؟") is not None
    assert index.alike("بیمه استخر چند است؟") is None


def test_a_word_like_none_of_the_known_ones_is_noticed() -> None:
    questions = Questions([(0, "پیام‌هایم را چه کسی می‌خواند؟"), (1, "شماره‌ام را نگه می‌داری؟")])
    assert questions.knows("پیام‌هامو کی می‌خونه") and not questions.knows("واتساپ پیامامو میخونه")


def test_equally_near_passages_are_not_guessed_between(tmp_path: Path) -> None:
    (tmp_path / "municipality").mkdir()
    twins = "## شمارهٔ دفتر تهران چند است؟\n\nیک.\n\n## شمارهٔ دفتر شیراز چند است؟\n\nدو.\n"
    path = tmp_path / "municipality" / "a.md"
    path.write_text(HEAD + twins, "utf-8")
    index = Index(passages_of(read(path, tmp_path)))
    assert index.alike("شماره دفتر چنده") is None
    found = index.alike("شماره دفتر شیراز چنده")
    assert found is not None and found.passage.number == 2 and found.likeness > ALIKE


@pytest.mark.parametrize(
    ("name", "least_right", "most_wrong"), [("about_us", 0.85, 0.05), ("about_us_unseen", 0.35, 0.1)]
)
def test_questions_about_the_assistant_find_its_own_passages(name: str, least_right: float, most_wrong: float) -> None:
    """By words alone, as if nothing else were known; in a dialogue the understanding keeps out what names a service."""
    path = PROJECT / "tests" / "documents" / f"{name}.yml"
    asked: dict[str, list[str]] = YAML(typ="safe").load(path.read_text("utf-8"))
    index = library().index()
    found = {question: index.alike(question) for question in asked}
    quoted = {
        question: one.passage.id for question, one in found.items() if one and one.surely(about_us=True, kindred=True)
    }
    wrong = {question: passage for question, passage in quoted.items() if passage not in asked[question]}
    assert len(quoted) - len(wrong) >= least_right * sum(map(bool, asked.values()))
    assert len(wrong) <= most_wrong * len(asked), wrong


def test_every_passage_about_the_assistant_tells_how_it_is_asked_for() -> None:
    assert [
        one.id for one in library().index().passages if one.document.organisation == "shahryar" and not one.part.asked
    ] == []


def test_no_questions_know_nothing() -> None:
    assert Questions([]).alike("چه کسی؟") == [] and Index([]).alike("چه کسی؟") is None


def test_likeness_is_a_share() -> None:
    text = "پیام‌هایم را چه کسی می‌خواند؟"
    assert Questions([(0, text), (1, "چیز دیگر")]).alike(text)[0] == (0, pytest.approx(1.0))
