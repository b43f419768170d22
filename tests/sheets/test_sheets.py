"""What stands on a sheet, what its code opens, and the command that writes them all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from actions.services.catalogue import catalogue
from actions.services.offices.directory import directory
from bot.sheets import listing, pages
from bot.sheets.links import links
from bot.sheets.sheet import Sheet, of_office, of_service
from shahryar.errors import UsageError
from tests.bot.test_command_line import shahryar

TODAY = date(2026, 11, 22)
URL = "https://shahryar.example"


def shown(sheet: Sheet, bot: str = "shahryar_bot", url: str = URL, language: str = "fa") -> str:
    return str(html.fromstring(pages.page(sheet, links(bot, url), language, TODAY)).find("body").text_content())


def passport() -> Sheet:
    return of_service(catalogue().services["passport"], "fa", TODAY)


def test_a_code_opens_telegram_and_the_page_names_the_web_address_beside_it() -> None:
    text = shown(passport())
    assert "صدور گذرنامه" in text and "با دوربین گوشی بخوانید" in text
    assert text.index("https://t.me/shahryar_bot?start=s_passport") < text.index(f"{URL}/?start=s_passport")


def test_without_telegram_it_opens_the_web_chat() -> None:
    text = shown(passport(), bot="")
    assert f"{URL}/?start=s_passport" in text and "مرورگر" in text
    assert "t.me" not in text and "تلگرام" not in text


def test_documents_that_hang_on_the_case_are_not_told_as_everybodys() -> None:
    sheet = passport()
    assert "اصل شناسنامه و کارت ملی" in sheet.documents
    assert not any("اجازهٔ محضری" in document for document in sheet.documents)
    assert sheet.more and "بقیه را با خواندن کد می‌بینید" in shown(sheet)


def test_a_record_without_documents_lists_none() -> None:
    sheet = of_service(catalogue().services["article-100"], "fa", TODAY)
    assert sheet.documents == () and not sheet.more
    assert "مدارک" not in shown(sheet)


def test_the_source_and_the_day_stand_on_every_sheet() -> None:
    for service in catalogue().services.values():
        sheet = of_service(service, "fa", TODAY)
        assert any(note.startswith("منبع: ") for note in sheet.notes), service.id
    assert "تاریخ این برگه: یکشنبه ۱ آذر ۱۴۰۵" in shown(passport())


def test_an_office_has_its_name_and_address_and_an_invented_one_says_so_first() -> None:
    office = next(office for office in directory().offices if office.sample)
    text = shown(of_office(office, "fa"))
    assert office.name.fa in text and office.city.fa in text and office.address.fa in text
    assert f"start=o_{office.id}" in text
    assert text.index("نمونه است و واقعی نیست") < text.index(office.name.fa)
    assert "واقعی نیست؛" not in shown(of_office(replace(office, sample=False), "fa"))


def test_english_sheets_are_english_from_left_to_right() -> None:
    page = pages.page(of_service(catalogue().services["passport"], "en", TODAY), links("", URL), "en", TODAY)
    assert '<html lang="en" dir="ltr">' in page and "Scan with your phone" in page


def test_a_page_is_whole_in_itself_and_what_others_wrote_is_no_markup() -> None:
    sheet = replace(passport(), name="<script>alert(1)</script>", under='"><img src=x>')
    page = pages.page(sheet, links("", URL), "fa", TODAY)
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //img | //link | //@src | //@href | //@style | //iframe")
    assert "@import" not in page and "url(" not in page
    assert len(tree.xpath("//figure//*[local-name()='svg']")) == 1


def test_there_is_a_sheet_for_everything_and_the_index_lists_each_once() -> None:
    arguments = list(listing.arguments())
    assert len(arguments) == len(catalogue().services) + len(directory().offices)
    entries = [entry for group in listing.groups(str, "fa") for entry in group.entries]
    assert sorted(address for address, _ in entries) == sorted(arguments)
    assert all(listing.sheet(argument, "fa") for argument in arguments)


@pytest.mark.parametrize("argument", ["s_moon", "o_moon", "x_passport", "passport", ""])
def test_there_is_no_sheet_of_what_there_is_not(argument: str) -> None:
    assert listing.sheet(argument, "fa") is None


@pytest.mark.parametrize(
    ("bot", "url"),
    [
        ("", ""),
        ("a b", ""),
        ("x", URL),
        ("", "shahryar.example"),
        ("", "ftp://x.example"),
        ("", "https://x.example/?a=b"),
        ("", "http://["),
        ("shahryar_bot", "http://x.example:99999"),
        ("", "http://:80"),
    ],
)
def test_links_that_nobody_could_open_are_bad_usage(bot: str, url: str) -> None:
    with pytest.raises(UsageError):
        links(bot, url)


def test_a_name_may_be_given_with_its_sign() -> None:
    assert links("@shahryar_bot", "").telegram("s_passport") == "https://t.me/shahryar_bot?start=s_passport"


def test_the_command_writes_every_sheet_and_an_index_that_leads_to_them(tmp_path: Path) -> None:
    out = tmp_path / "print"
    ended = shahryar("sheets", "--out", str(out), "--bot", "shahryar_bot", home=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    names = {path.name for path in out.iterdir()}
    assert len(names) == len(list(listing.arguments())) + 1 and "s-passport.html" in names
    index = html.fromstring((out / "index.html").read_text(encoding="utf-8"))
    assert set(index.xpath("//a/@href")) == names - {"index.html"}


def test_the_command_writes_one_sheet_with_the_address_of_the_settings(tmp_path: Path) -> None:
    ended = shahryar("sheets", "--out", str(tmp_path), "--service", "passport", home=tmp_path, SHAHRYAR_PUBLIC_URL=URL)
    assert ended.returncode == 0, ended.stderr
    assert [path.name for path in tmp_path.glob("*.html")] == ["s-passport.html"]
    assert f"{URL}/?start=s_passport" in (tmp_path / "s-passport.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ([], 2, "--bot or --url"),
        (["--bot", "shahryar_bot", "--service", "moon"], 2, "'moon'"),
        (["--url", "http://["], 2, "'http://['"),
        (["--bot", "shahryar_bot", "--out", "/proc/none"], 1, "--out"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(words: list[str], status: int, said: str, tmp_path: Path) -> None:
    ended = shahryar("sheets", *words, home=tmp_path)
    assert ended.returncode == status and said in ended.stderr and ended.stderr.count("\n") == 1
