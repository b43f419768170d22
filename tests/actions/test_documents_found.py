"""Which passage answers which question: handwritten sets, and what a word of a question stands for."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.services.documents.index import Index, passages_of
from actions.services.documents.library import Library, library
from actions.services.documents.passages import split
from actions.services.documents.reading import Document, read
from actions.services.documents.words import of_passage
from shahryar.paths import PROJECT

HERE = PROJECT / "tests" / "documents"
LEAST_PRECISION = 0.95
# name → least recall; a wrong quotation is worse than «I do not know», so this may be much lower than the precision
SETS = {"development": 0.8, "second": 0.6, "third": 0.6, "fourth": 0.8, "unseen": 0.7, "shahryar": 0.8}


def questions(name: str) -> dict[str, list[str]]:
    found = YAML(typ="safe").load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def index_of(name: str) -> Index:
    return library().index() if name == "shahryar" else Library(HERE / "library").index()


def best(index: Index, question: str, *, about_us: bool) -> str | None:
    """The passage that would be quoted where nothing but the words counts."""
    alike, found = index.alike(question), index.answers(question)
    if alike and alike.surely(about_us=about_us, kindred=about_us):
        return alike.passage.id
    return found[0].passage.id if found else None


@pytest.mark.parametrize(("name", "least_recall"), SETS.items())
def test_what_is_quoted_is_right_and_what_is_not_known_is_not_quoted(name: str, least_recall: float) -> None:
    index, asked = index_of(name), questions(name)
    quoted = {question: found for question in asked if (found := best(index, question, about_us=name == "shahryar"))}
    wrong = {question: passage for question, passage in quoted.items() if passage not in asked[question]}
    right = len(quoted) - len(wrong)
    assert right / len(quoted) >= LEAST_PRECISION, wrong
    assert right / sum(map(bool, asked.values())) >= least_recall


def test_the_sets_are_large_enough_and_share_no_question() -> None:
    sets = {name: questions(name) for name in SETS}
    for name in sets.keys() - {"shahryar"}:
        answerable = sum(map(bool, sets[name].values()))
        assert len(sets[name]) >= 60 and 0.4 <= answerable / len(sets[name]) <= 0.6
    assert len({question for asked in sets.values() for question in asked}) == sum(map(len, sets.values()))


def test_the_expected_passages_exist() -> None:
    for name in SETS:
        expected = {passage for passages in questions(name).values() for passage in passages}
        assert {passage for passage in expected if index_of(name).passage(passage) is None} == set()


def small(*bodies: str, title: str = "سند") -> Index:
    """An index over one document for each text."""
    head = dict(title=title, organisation="post", url=None, day=None, accessed=None, language="fa")
    documents = [
        Document(id=f"post/{n}", **head, valid_until=None, sample=False, parts=tuple(split(body)))  # type: ignore[arg-type]
        for n, body in enumerate(bodies)
    ]
    return Index([passage for document in documents for passage in passages_of(document)])


OTHERS = ("بلیت قطار در ایستگاه فروخته می‌شود.", "نامه‌رسان بسته را به همسایه نمی‌دهد.", "تمبر یادبود هر سال چاپ می‌شود.")


@pytest.mark.parametrize(
    "question",
    [
        "دوچرخه سواری در آرامستان",
        "دوچرخه‌سواری تو آرامستانا؟",
        "توی آرامستانمون دوچرخه‌سواری میشه؟",
        "dochakhe savari aramestan دوچرخه‌سواری آرامستان",
        "آرامتسان و دوچرخه سواری",
    ],
)
def test_spoken_split_inflected_and_misspelt_words_are_found(question: str) -> None:
    found = small("## سر\n\nدوچرخه‌سواری در آرامستان ممنوع است.", *OTHERS).search(question)
    assert found[0].passage.id == "post/0#1" and found[0].own >= 0.6


def test_compounds_are_found_whole_and_in_parts() -> None:
    assert {"ثبتنام", "ثبت", "نام"} <= set(of_passage("ثبت‌نام حضوری است"))
    assert of_passage("کتاب‌ها و کتاب ها") == ["کتاب", "کتاب"]


def test_a_word_that_no_passage_has_weighs_most() -> None:
    asked = small(*OTHERS).asked("تمبر هواپیما")
    assert [bool(one.meant) for one in asked] == [True, False]
    assert asked[1].weight > asked[0].weight


def test_one_word_is_no_question() -> None:
    index = small("هر تمبر یادبود هزار تومان است.", *OTHERS[:2])
    assert index.search("تمبر")[0].cover == 1.0
    assert index.answers("تمبر") == [] and index.answers("قیمت تمبر یادبود") != []


def test_two_words_are_enough_only_where_a_heading_says_them() -> None:
    assert small("هر تمبر یادبود هزار تومان است.", *OTHERS[:2]).answers("تمبر یادبود") == []
    assert small("## تمبر یادبود چند است؟\n\nهزار تومان.", *OTHERS[:2]).answers("تمبر یادبود") != []


def test_a_passage_without_what_is_asked_for_is_no_answer() -> None:
    index = small("رزرو اتاق کوچک کتابخانه با نامه است.", *OTHERS)
    assert index.answers("رزرو اتاق کوچک کتابخانه")[0].lacks == ()
    assert index.answers("هزینه رزرو اتاق کوچک کتابخانه") == []


def test_what_another_document_is_about_is_no_answer_here() -> None:
    library = Library(HERE / "library").index()
    assert library.answers("کلاس رایانه سالمندان رایگان است؟")[0].passage.id == "municipality/house-classes#3"
    assert library.answers("کلاس رایانه سالمندان کتابخانه رایگان است؟") == []


def test_two_passages_that_fit_alike_are_not_guessed_between() -> None:
    twins = ("تمبر یادبود شیراز هزار تومان است.", "تمبر یادبود شیراز آبی است و هزار تومان است.")
    assert small(*twins, *OTHERS).answers("تمبر یادبود شیراز چند تومان است") == []
    assert small(twins[0], *OTHERS).answers("تمبر یادبود شیراز چند تومان است") != []


def test_words_that_say_nothing_find_nothing() -> None:
    assert small(*OTHERS).search("سلام، لطفاً بفرمایید چطور می‌شود؟") == []
    assert Index([]).search("تمبر یادبود") == []


def test_a_code_counts_as_a_word_that_is_unknown() -> None:
    asked = small("کد پیگیری هشت رقم دارد.").asked("کد پیگیری 5512-0873 چه شد")
    assert [one.word for one in asked if not one.meant] == ["5512-0873"]


def test_the_title_covers_but_does_not_answer_alone() -> None:
    index = small("تابستان از نه تا بیست باز است.", "زمستان گرم است.", title="استخر روباز")
    assert index.answers("استخر روباز") == []
    assert index.answers("استخر روباز تابستان تا بیست باز است؟")[0].passage.id == "post/0#1"


def test_whole_means_that_nothing_is_uncovered(tmp_path: Path) -> None:
    index = small("مهلت نامه ده روز و تمبر پنج روز است.", *OTHERS)
    assert index.answers("مهلت نامه و تمبر پست شد", whole=True) == []
    assert index.answers("مهلت نامه و تمبر", whole=True)[0].passage.id == "post/0#1"


def test_every_figure_of_a_found_passage_is_a_share() -> None:
    index = index_of("development")
    for question in questions("development"):
        for found in index.search(question):
            assert 0 <= found.literal <= found.own <= found.cover <= 1 + 1e-9, question
            assert 0 <= found.heading <= 1 + 1e-9 and found.score > 0


def test_a_document_of_its_own_reads_alike_as_text_and_markdown() -> None:
    classes = read(HERE / "library" / "municipality" / "house-classes.txt", HERE / "library")
    assert len(classes.parts) == 5 and all(part.heading == "" for part in classes.parts)
