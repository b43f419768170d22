"""Plain language: shorter sentences and simple words that say the same."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions import facets
from actions.facets import lines
from actions.plain_text.glossary import glossary, load
from actions.plain_text.records import plainly
from actions.plain_text.sentences import shorter
from actions.services.catalogue import catalogue
from actions.services.records import Service
from shahryar.errors import DataError
from tests.actions.test_catalogue_answers import service

DAY = date(2026, 11, 22)
TOLD = [facet for facet in facets.FACETS if facet != "ask_legal_basis"]
NOTE = re.compile(r" \((?:[^()]* یعنی |“[^”]*” means )[^()]*\.\)")
LAW = re.compile(r" \((?:تبصره|note )[^()]*\)")
QUOTED = re.compile("«[^»]*»|“[^”]*”|\u2066[^\u2069]*\u2069")
LANGUAGES = pytest.mark.parametrize("language", ["fa", "en"])


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """What, the normal lines and the plain ones, of every facet of every record."""
    for record in catalogue().services.values():
        for facet in TOLD:
            normal = lines.of(record, facet, language, DAY)
            plain = lines.of(plainly(record, facet, language), facet, language, DAY)
            yield f"{record.id} {facet}", "\n".join(normal), "\n".join(plain)


@LANGUAGES
def test_sentences_of_the_whole_catalogue_are_shorter(language: str) -> None:
    normal, plain = [], []
    for _, before, after in pairs(language):
        normal += _sentence_lengths(before)
        plain += _sentence_lengths(after)
    mean_before, mean_after = sum(normal) / len(normal), sum(plain) / len(plain)
    assert mean_after < 0.9 * mean_before, (mean_before, mean_after)
    assert sum(length > 20 for length in plain) < 0.8 * sum(length > 20 for length in normal)


@LANGUAGES
def test_no_term_is_left_and_each_that_stays_is_explained_once(language: str) -> None:
    words = glossary(language)
    for record in catalogue().services.values():
        for facet in TOLD:
            told = [text for text in _texts(plainly(record, facet, language), facet, language) if text]
            assert [term for text in told for term in _terms_left(text, language)] == [], (record.id, facet)
            notes = [note for text in told for note in NOTE.findall(text)]
            meanings = [re.sub(r"^.*?(?: یعنی |” means )", "", note) for note in notes]
            assert len(meanings) == len(set(meanings)), (record.id, facet)
            bare = NOTE.sub("", "\n".join(told))
            met = {words.means[term] for text in bare.split("\n") for term in _means(text, language)}
            assert met == {meaning.removesuffix(".)") for meaning in meanings}, (record.id, facet)


def _sentence_lengths(text: str) -> list[int]:
    """Words of each sentence; ends of lines end sentences too."""
    parts = re.split(r"[.؟?!](?=\s|\)|$)|\n", text)
    return [count for part in parts if (count := len(re.findall("[\\w\u200c\u0654\u0651]+", part)))]


def _terms(text: str, language: str) -> list[str]:
    return [match["term"].lower() for match in glossary(language).pattern.finditer(QUOTED.sub("", text))]


def _terms_left(text: str, language: str) -> list[str]:
    return [term for term in _terms(text, language) if term in glossary(language).instead]


def _means(text: str, language: str) -> list[str]:
    return [term for term in _terms(text, language) if term in glossary(language).means]


def _texts(record: Service, facet: str, language: str) -> list[str]:
    """The texts that plain language rewrites; names are not among them."""
    found = {
        "ask_documents": [item.name for item in record.inputs],
        "ask_cost": [cost.description for cost in record.costs],
        "ask_duration": [record.processing_time, record.validity],
        "ask_channel": [channel.note for channel in record.channels],
        "ask_eligibility": list(record.requirements),
        "ask_service": [record.description, *(step.text for step in record.steps)],
    }[facet]
    return [text.text(language) for text in found if text is not None]


@LANGUAGES
def test_no_number_name_or_address_changes(language: str) -> None:
    for name, before, after in pairs(language):
        bare = NOTE.sub("", after)
        for kept in (r"\d+", "«[^»]*»|“[^”]*”", "https?://\\S+"):
            assert Counter(re.findall(kept, LAW.sub("", before))) == Counter(re.findall(kept, bare)), name


@LANGUAGES
def test_as_many_items_in_the_same_order(language: str) -> None:
    for name, before, after in pairs(language):
        marks = re.compile(r"^(?:•|\d+\.) ", re.MULTILINE)
        assert marks.findall(before) == marks.findall(after), name


def test_plain_persian_is_clean() -> None:
    wrong = re.compile(r"  |\u200c[\s،؛.]|\s[،؛.]|[.؟]\.|؛|،\.|ٔ[ای]|(?:^|\s)(?:ن?می|ها|های)\s")
    for name, _, after in pairs("fa"):
        assert not wrong.search(after), (name, wrong.search(after), after)


def test_the_glossary_is_of_the_catalogue() -> None:
    texts = {language: "\n".join(before for _, before, _ in pairs(language)) for language in ("fa", "en")}
    for language, words in load().items():
        assert len(words.instead) + len(words.means) >= 120
        met = {match["term"].lower() for match in words.pattern.finditer(texts[language])}
        terms = {*words.keep, *words.instead, *words.means}
        assert len(terms - met) < len(terms) / 20, terms - met


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("هزینهٔ صدور؛ تعرفه هر سال عوض می‌شود.", "هزینهٔ صدور. تعرفه هر سال عوض می‌شود."),
        ("فرم را پر کنید و هزینه را بپردازید.", "فرم را پر کنید. هزینه را بپردازید."),
        ("اگر دعوت شدید، در جلسه حاضر شوید.", "اگر دعوت شدید، در جلسه حاضر شوید."),
        ("آن را بگیرید و نگه دارید.", "آن را بگیرید و نگه دارید."),
        ("گواهی را بگیرید و به بانک بدهید.", "گواهی را بگیرید و به بانک بدهید."),
        ("تا ۳۰ روز (به گفتهٔ شرکت برق)؛ شاید فرق کند.", "تا ۳۰ روز. به گفتهٔ شرکت برق. شاید فرق کند."),
        ("رایگان است (۱۴۰۴).", "رایگان است (۱۴۰۴)."),
        ("«ثبت؛ تمدید» را بزنید؛ صبر کنید.", "«ثبت؛ تمدید» را بزنید. صبر کنید."),
        ("مالیات مقطوع (تبصرهٔ مادهٔ ۱۰۰) دارد", "مالیات مقطوع دارد"),
        ("طبق قانون، رایگان است", "رایگان است"),
    ],
)
def test_clauses_that_can_stand_alone_become_sentences(text: str, told: str) -> None:
    assert shorter(text, "fa") == told


def test_english_semicolons_and_asides_become_sentences() -> None:
    assert shorter("Pay the fee; it is fixed (says the company)", "en") == "Pay the fee. It is fixed. Says the company."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("تعرفهٔ روز", "نرخ روز"),
        ("تعرفه‌ها", "نرخ‌ها"),
        ("حق بیمه‌اش", "پول بیمه‌اش"),
        ("معرفی‌نامهٔ بانک", "نامهٔ معرفی بانک"),
        ("نیمسال پیش", "ترم پیش"),
        ("ظرفیت شهر", "ظرفیت شهر"),
        ("«تعرفه» را بزنید", "«تعرفه» را بزنید"),
        ("مرکز تعویض پلاک", "مرکز تعویض پلاک"),
    ],
)
def test_terms_are_replaced_whole_and_with_their_suffixes(text: str, told: str) -> None:
    assert glossary("fa").simple(text) == told


def test_a_term_that_must_stay_is_explained_once_an_answer() -> None:
    explained: set[str] = set()
    first, second = (glossary("fa").notes(text, explained) for text in ("مفاصاحساب مالیات", "دو مفاصاحساب"))
    assert first == "مفاصاحساب مالیات. (مفاصاحساب یعنی برگه‌ای که نشان می‌دهد بدهی ندارید.)"
    assert second == "دو مفاصاحساب"


def test_the_record_s_own_plain_texts_win() -> None:
    record = service(
        plain_description={"fa": "با آن کتاب می‌گیرید.", "en": "You borrow books with it."},
        steps=[{"fa": "ثبت‌نام کنید؛ صبر کنید.", "en": "Register.", "plain": {"fa": "اسم بنویسید.", "en": "Sign up."}}],
    )
    answer = facets.answer(record, "ask_service", "fa", DAY, plain=True)
    assert "با آن کتاب می‌گیرید.\n۱. اسم بنویسید." in answer
    assert "ثبت‌نام" not in answer
    assert "۱. ثبت‌نام کنید؛ صبر کنید." in facets.answer(record, "ask_service", "fa", DAY)


def test_a_plain_overview_says_what_to_do_first() -> None:
    text = facets.overview(service(), "fa", DAY, plain=True)
    assert "\nاول: ثبت‌نام کنید.\n" in text
    assert "اول:" not in facets.overview(service(), "fa", DAY)


@pytest.mark.parametrize(
    "content",
    [
        "fa: []\nen: {}",
        "fa: {instead: {الف: ب}, means: {الف: پ}}\nen: {}",
        "fa: {words: {}}\nen: {}",
        "fa: {instead: {الف: 1}}\nen: {}",
        "fa: {instead: {",
    ],
)
def test_a_glossary_that_is_wrong_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "plain.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"plain\.yml"):
        load(path)
