"""Documents: front matter, passages, and a folder in which files come and go."""

import os
from pathlib import Path

import pytest

from actions.services.documents.library import Library
from actions.services.documents.passages import LEAST, MOST, Part, split
from actions.services.documents.reading import MAX_BYTES, MAX_PARTS, files, read
from actions.services.organisations import organisations
from shahryar.errors import DataError
from shahryar.paths import DATA, PROJECT

HEAD = "title: سند\norganisation: municipality\ndate: 2026-03-21\nlanguage: fa\n"
LONG = "این جمله‌ای است که برای آزمون نوشته شده و معنای دیگری ندارد. "


def write(folder: Path, body: str = "متن سند.", *, head: str = HEAD, name: str = "municipality/a.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
    return path


def test_the_front_matter_is_read(tmp_path: Path) -> None:
    extra = "url: https://example.org/a\naccessed: 2026-05-01\nvalid_until: 2027-03-20\nsample: true\n"
    document = read(write(tmp_path, head=HEAD + extra), tmp_path)
    assert (document.id, document.title, document.organisation) == ("municipality/a", "سند", "municipality")
    assert (document.url, str(document.accessed), document.sample) == ("https://example.org/a", "2026-05-01", True)
    assert (str(document.day), str(document.valid_until)) == ("2026-03-21", "2027-03-20")
    assert document.parts == (Part("", "متن سند."),)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (HEAD.replace("title: سند\n", ""), "title must be a text"),
        (HEAD.replace("municipality", "post"), "organisation must be 'municipality'"),
        (HEAD.replace("2026-03-21", "21 March"), "date must be a day"),
        (HEAD.replace("date: 2026-03-21\n", ""), "date is missing"),
        (HEAD.replace("fa", "ar"), "language must be one of fa, en"),
        (HEAD + "url: example.org\n", "url must begin with https://"),
        (HEAD + "url: https://example.org\n", "accessed is missing"),
        (HEAD + "sample: maybe\n", "sample must be true or false"),
        (HEAD + "vaild_until: 2027-01-01\n", "vaild_until is no field"),
        ("title: [\n", "a.md:3"),
        ("- a list\n", "must be a mapping"),
    ],
)
def test_a_wrong_front_matter_is_told(head: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="a.md") as told:
        read(write(tmp_path, head=head), tmp_path)
    assert complaint in told.value.message


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("municipality/rules.pdf", ".pdf is not read; save it as Markdown"),
        ("municipality/rules.docx", ".docx is not read"),
        ("rules.md", "documents lie in data/documents/<organisation>/"),
        ("municipality/old/rules.md", "one folder deep"),
        ("nobody/rules.md", "organisation nobody is not in data/organisations"),
    ],
)
def test_what_is_not_read_is_named(name: str, complaint: str, tmp_path: Path) -> None:
    write(tmp_path, name=name, head=HEAD.replace("municipality", Path(name).parts[0]))
    problems = Library(tmp_path, {"municipality"}).problems()
    assert len(problems) == 1 and complaint in problems[0] and name in problems[0]


def test_what_is_no_text_or_too_large_is_told(tmp_path: Path) -> None:
    write(tmp_path, name="municipality/large.md", body="x" * MAX_BYTES)
    write(tmp_path, name="municipality/many.md", body="\n\n".join(["## بند\n\nیک بند"] * (MAX_PARTS + 1)))
    write(tmp_path, name="municipality/empty.md", body="<!-- nothing -->")
    (tmp_path / "municipality" / "latin.md").write_bytes(b"---\n\xff")
    (tmp_path / "municipality" / "bare.txt").write_text("متن بی‌سر", encoding="utf-8")
    problems = "\n".join(Library(tmp_path).problems())
    for told in ("larger than", "501 passages", "no text below", "cannot be read", "front matter between"):
        assert told in problems
    assert Library(tmp_path).index().passages == ()


def test_our_own_page_and_lists_are_no_documents() -> None:
    assert {"README.md", "words.yml"}.isdisjoint(path.name for path in files())
    assert [path.name for path in files() if path.parent == DATA / "documents"] == []


def test_headings_and_paragraphs_cut(tmp_path: Path) -> None:
    first, second = LONG * 2, LONG * 3
    parts = split(f"# سر\n\n{first}\n\n{second}\n\nکوتاه.\n")
    assert parts == [Part("سر", first.strip()), Part("سر", f"{second.strip()}\nکوتاه.")]


def test_an_article_stays_whole_and_keeps_its_number() -> None:
    parts = split(f"## فصل\n\nماده ۱۲ – {LONG}\n\nتبصره: {LONG}\n\nماده ۱۳\n\n{LONG}")
    assert [part.heading for part in parts] == ["ماده ۱۲", "ماده ۱۳"]
    assert parts[0].text == f"{LONG.strip()}\nتبصره: {LONG.strip()}"


def test_words_about_an_article_open_none() -> None:
    text = f"بر پایهٔ قانون چنین است.\nماده ۵ قانون شهرداری‌ها در این‌جا نیز معتبر است. {LONG}"
    assert [part.heading for part in split(text)] == [""]


@pytest.mark.parametrize(
    "body",
    [
        "## سگ مجاز است؟\n\nبا قلاده.\n\nبی‌قلاده نه.\n",
        "پرسش: سگ مجاز است؟\nپاسخ: با قلاده.\n\nبی‌قلاده نه.\n",
        "سگ مجاز است؟\n\nبا قلاده.\n\nبی‌قلاده نه.\n",
    ],
)
def test_an_answer_stays_with_its_question(body: str) -> None:
    assert split(body) == [Part("سگ مجاز است؟", "با قلاده.\nبی‌قلاده نه.", question=True)]


def test_no_passage_is_longer_than_can_be_quoted_and_no_word_is_lost() -> None:
    body = f"## سر\n\n{LONG * 40}\n\n{'بی‌پایان ' * 300}\n\nماده ۱ – {LONG * 30}"
    parts = split(body)
    assert all(len(part.text) <= MOST for part in parts)
    assert sum(len(part.text.split()) for part in parts) == len(f"{LONG * 40} {'بی‌پایان ' * 300} {LONG * 30}".split())
    assert all(len(part.text) >= LEAST for part in parts)


def test_marks_of_markdown_are_taken_out() -> None:
    (part,) = split(
        "متن **پررنگ** و *کج* و `کد` با [پیوند](https://example.org/a_b) و\n- یک بند\n- بند ۲*۳*۴ snake_case_x"
    )
    assert part.text == "متن پررنگ و کج و کد با پیوند (https://example.org/a_b) و\n• یک بند\n• بند ۲*۳*۴ snake_case_x"


def test_files_that_come_change_and_go_are_noticed(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert library.refresh().search("استخر روباز") == []
    path = write(tmp_path, "استخر روباز تابستان‌ها باز است.")
    first = library.refresh()
    assert [found.passage.id for found in first.search("استخر روباز")] == ["municipality/a#1"]
    assert library.refresh() is first
    write(tmp_path, "استخر سرپوشیده.")
    os.utime(path, ns=(1, 1))
    assert library.refresh().search("روباز") == []
    path.unlink()
    assert library.refresh().passages == ()


def test_a_broken_document_does_not_take_the_others_down(tmp_path: Path) -> None:
    write(tmp_path, name="municipality/good.md")
    write(tmp_path, name="municipality/bad.md", head="title: x\n")
    write(tmp_path, name="municipality/good.txt")
    library = Library(tmp_path)
    assert [passage.id for passage in library.index().passages] == ["municipality/good#1"]
    assert len(library.problems()) == 2 and "another document municipality/good" in library.problems()[1]


def test_shipped_documents_are_in_order_and_name_real_organisations() -> None:
    assert Library(DATA / "documents", organisations().keys()).problems() == []
    assert Library(PROJECT / "tests" / "documents" / "library", organisations().keys()).problems() == []


def test_documents_of_tests_say_that_they_are_invented() -> None:
    documents = {one.document.id: one.document for one in Library(PROJECT / "tests/documents/library").index().passages}
    assert len(documents) >= 12
    assert all(document.sample and "نمونهٔ ساختگی" in document.title for document in documents.values())
    shipped = Library(DATA / "documents").index().passages
    assert not any(passage.document.sample for passage in shipped)
