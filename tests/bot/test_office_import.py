"""Lists of offices from CSV: headings and digits of both languages, wrong rows by number, nothing half written."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest
import yaml
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from actions.services.offices.directory import load
from bot.cli import offices
from bot.office_checks import office_problems
from bot.office_import import values
from bot.office_import.headings import field_of, fields_of
from shahryar import clock
from shahryar.errors import DataError, ShahryarError, UsageError
from shahryar.paths import DATA

SOURCE = ("--source-title", "فهرست استانداری", "--source-url", "https://example.org/list", "--accessed", "1405/09/01")
PERSIAN = """کد دفتر;نوع;نام;شهر;منطقه;نشانی;تلفن;عرض جغرافیایی;طول جغرافیایی;ساعت کار;پنجشنبه;جمعه
۷۲۱۱;دفتر پیشخوان;پيشخوان زند;شیراز;۳;خیابان زند، پلاک 12;۰۷۱-۳۲۱ ۱ / 07132222222;۲۹٫۶۱;52.53;۸ تا ۱۴ و ۱۶ تا ۱۸;8:00-12:30;تعطیل
۷۲۱۲;پلیس +۱۰;پلیس زند;شیراز;;بلوار زند;;;;;;
"""
ENGLISH = """id,kind,name,name_en,city,city_en,address,closed_on_holidays,services,verified
fire-1,fire-station,ایستگاه ۱,Station 1,یزد,Yazd,"میدان یک، پلاک ۲",no,,2026-11-01
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is written to."""
    monkeypatch.setattr(offices, "FOLDER", tmp_path / "offices")
    return tmp_path / "offices"


def bring_in(path: Path, content: str | bytes, *options: str, source: tuple[str, ...] = SOURCE) -> Result:
    file = path / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(offices.app, ["import", str(file), *source, *options])


def test_a_persian_table_becomes_entries(tmp_path: Path, folder: Path) -> None:
    result = bring_in(tmp_path, "\ufeff" + PERSIAN)
    assert result.stdout == (
        "2 new, 0 changed, 0 unchanged, 0 skipped; 2 offices written to data/offices/list.yml\n"
    ), result.exception
    known = load(folder)
    counter, police = known.get("pishkhan-7211"), known.get("police10-7212")
    assert counter is not None and police is not None
    assert (counter.name.fa, counter.address.fa) == ("پیشخوان زند", "خیابان زند، پلاک ۱۲")
    assert (counter.district, counter.point) == (3, (29.61, 52.53))
    assert counter.phones == ("0713211", "07132222222")
    assert (
        counter.hours[5] == ((480, 840), (960, 1080)) and counter.hours[3] == ((480, 750),) and counter.hours[4] == ()
    )
    assert str(counter.source.accessed) == "2026-11-22" and not counter.sample and counter.verified is None
    assert (police.point, dict(police.hours), police.phones) == (None, {}, ())


def test_an_english_table_becomes_entries(tmp_path: Path, folder: Path) -> None:
    bring_in(tmp_path, ENGLISH, "--into", "Fire Stations")
    station = load(folder).get("fire-1")
    assert station is not None and (folder / "fire-stations.yml").is_file()
    assert (station.name.en, station.city.en, station.closed_on_holidays) == ("Station 1", "Yazd", False)
    assert str(station.verified) == "2026-11-01"


def test_what_was_written_is_in_order(tmp_path: Path, folder: Path) -> None:
    bring_in(tmp_path, PERSIAN)
    (tmp_path / "offices.schema.json").write_bytes((DATA / "offices.schema.json").read_bytes())
    assert list(office_problems(tmp_path)) == []


def test_a_second_time_entries_of_the_same_id_are_replaced_at_their_place(tmp_path: Path, folder: Path) -> None:
    bring_in(tmp_path, PERSIAN)
    once = (folder / "list.yml").read_bytes()
    assert "0 new, 0 changed, 2 unchanged" in bring_in(tmp_path, PERSIAN).stdout
    assert (folder / "list.yml").read_bytes() == once
    row = PERSIAN.splitlines()[1].replace("زند", "لطفعلی‌خان")
    changed = "\n".join([PERSIAN.splitlines()[0], row.replace("۷۲۱۱", "۹۹").replace("پلاک 12", "پلاک 14"), row])
    assert "1 new, 1 changed, 0 unchanged" in bring_in(tmp_path, changed).stdout
    assert [office.id for office in load(folder).offices] == ["pishkhan-7211", "police10-7212", "pishkhan-99"]


WRONG = [
    ("۷۲۱۲;نانوایی;نام;شیراز;;جا;;;;;;", "kind: 'نانوایی' is none of pishkhan"),
    ("۷۲۱۲;شهرداری;نام;شیرازز;;جا;;;;;;", "no city of Iran is known by the name شیرازز"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;;52.53;29.61;;;", "is not in Iran; are lat and long the right way round?"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;;29.61;;;;", "lat and long belong together"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;;;;;;;", "address is empty"),
    ("۷۲۱۲;شهرداری;نام;شیراز;پنج;جا;;;;;;", "district: 'پنج' is no whole number"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;ندارد;;;;;", "phones.0"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;;;;18-8;;", "saturday-wednesday: 18:00-08:00 must end after it begins"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;;;;صبح;;", "are no hours such as 8:00-14:30"),
    ("دو;شهرداری;نام;شیراز;;جا;;;;;;", "id: 'دو' must be made of Latin letters"),
    ("۷۲۱۱;پیشخوان;نام;شیراز;;جا;;;;;;", "the id pishkhan-7211 is also that of row 2"),
    ("۷۲۱۲;پیشخوان;پیشخوان زند;شيراز;;خیابان زند، پلاک ۱۲;;;;;;", "kind, name and address is also that of row 2"),
    ("۷۲۱۲;شهرداری;نام;شیراز;;جا;;;;;;;;;زیادی", "has more cells than there are headings"),
    (f"۷۲۱۲;شهرداری;{'ن' * 201};شیراز;;جا;;;;;;", "name: must be one line of at most 200 characters"),
    (f"۷۲۱۲;شهرداری;{'ن' * 1001};شیراز;;جا;;;;;;", "name is longer than 1000 characters"),
]


@pytest.mark.parametrize("first", [yaml.CSafeLoader, None])
def test_phones_and_ids_like_numbers_are_texts_to_every_reader(
    tmp_path: Path, folder: Path, first: type[yaml.CSafeLoader] | None
) -> None:
    bring_in(tmp_path, PERSIAN.replace("۷۲۱۱", "12e3").replace("07132222222", "02188776655"))
    text = (folder / "list.yml").read_text(encoding="utf-8")
    tree = yaml.load(text, first) if first else YAML(typ="safe").load(text)  # YAML 1.1 and 1.2
    assert tree["offices"][0]["id"] == "12e3" and tree["offices"][0]["phones"] == ["0713211", "02188776655"]
    (tmp_path / "offices.schema.json").write_bytes((DATA / "offices.schema.json").read_bytes())
    assert list(office_problems(tmp_path)) == []
    office = load(folder).get("12e3")
    assert office is not None and office.phones == ("0713211", "02188776655")


def test_a_row_that_was_not_taken_is_no_double_of_later_ones(tmp_path: Path, folder: Path) -> None:
    same_id = "۷۲۱۱;پیشخوان;نام;شیراز;;جا;;;;;;"
    content = "\n".join([*PERSIAN.splitlines()[:2], same_id, same_id.replace("۷۲۱۱", "۷۲۱۲")])
    result = bring_in(tmp_path, content, "--skip-bad")
    assert "row 3: the id pishkhan-7211 is also that of row 2" in result.stdout and "row 4" not in result.stdout
    assert [office.id for office in load(folder).offices] == ["pishkhan-7211", "pishkhan-7212"]


def test_the_town_is_taken_and_not_the_county_beside_it(tmp_path: Path, folder: Path) -> None:
    table = """کد;نوع;نام;شهرستان;شهر;نشانی
۱;پست;پست یک;شیراز;زرقان;جا
"""
    assert bring_in(tmp_path, table).stdout.startswith("column شهرستان: not used\n1 new")
    [office] = load(folder).offices
    assert office.city.fa == "زرقان"
    assert fields_of(["شهرستان", "منطقه"]) == ["city", "district"]
    assert fields_of(["منطقه", "منطقه شهرداری", "شهرستان", "City"]) == [None, "district", None, "city"]


def test_todays_date_is_tehrans(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        """Half past midnight in Tehran, still the day before in UTC."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 22, 21, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Late)
    bring_in(tmp_path, PERSIAN, source=SOURCE[:4])
    assert [str(office.source.accessed) for office in load(folder).offices] == ["2026-11-23"] * 2


@pytest.mark.parametrize(("row", "complaint"), WRONG)
def test_a_wrong_row_is_told_by_its_number_and_nothing_is_written(
    tmp_path: Path, folder: Path, row: str, complaint: str
) -> None:
    content = "\n".join([*PERSIAN.splitlines()[:2], row])
    result = bring_in(tmp_path, content)
    [line] = result.stdout.splitlines()
    assert line.startswith("row 3: ") and complaint in line
    assert isinstance(result.exception, DataError) and "nothing was written" in str(result.exception)
    assert not folder.exists()
    assert "1 new, 0 changed, 0 unchanged, 1 skipped" in bring_in(tmp_path, content, "--skip-bad").stdout
    assert len(load(folder).offices) == 1


def test_a_dry_run_writes_nothing(tmp_path: Path, folder: Path) -> None:
    result = bring_in(tmp_path, PERSIAN, "--dry-run")
    assert "2 offices would be written to data/offices/list.yml" in result.stdout
    assert not folder.exists()


def test_an_id_of_another_file_is_not_taken_over(tmp_path: Path, folder: Path) -> None:
    bring_in(tmp_path, PERSIAN, "--into", "first")
    result = bring_in(tmp_path, PERSIAN, "--into", "second")
    assert "id pishkhan-7211: is in data/offices/first.yml already" in result.stdout
    assert isinstance(result.exception, DataError) and not (folder / "second.yml").exists()


def test_a_column_that_is_not_used_is_told(tmp_path: Path, folder: Path) -> None:
    result = bring_in(tmp_path, PERSIAN.replace("جمعه\n", "رنگ در\n"))
    assert result.stdout.startswith("column رنگ در: not used\n")


@pytest.mark.parametrize(
    ("content", "source", "kind", "complaint"),
    [
        (PERSIAN, (), DataError, "give --source-title and --source-url"),
        (PERSIAN, (*SOURCE[:4], "--accessed", "دیروز"), UsageError, "--accessed"),
        (PERSIAN.encode("cp1256", "replace"), SOURCE, DataError, "is not UTF-8"),
        (PERSIAN.replace("نشانی", "جا"), SOURCE, DataError, "there is no column address"),
        (PERSIAN.replace("منطقه", "آدرس"), SOURCE, DataError, "two columns stand for address"),
        (PERSIAN.splitlines()[0], SOURCE, DataError, "has no row that can be taken"),
        ("", SOURCE, DataError, "there is no column id"),
        (PERSIAN + '"', SOURCE, DataError, "is no table"),
    ],
)
def test_a_file_that_cannot_be_used(
    tmp_path: Path, folder: Path, content: Any, source: tuple[str, ...], kind: type[ShahryarError], complaint: str
) -> None:
    result = bring_in(tmp_path, content, source=source)
    assert isinstance(result.exception, kind) and complaint in str(result.exception)
    assert not folder.exists()


def test_the_sample_is_not_imported_into(tmp_path: Path, folder: Path) -> None:
    assert "--into" in str(bring_in(tmp_path, PERSIAN, "--into", "sample").exception)


def test_the_list_of_a_city(tmp_path: Path, folder: Path) -> None:
    bring_in(tmp_path, PERSIAN)
    listed = CliRunner().invoke(offices.app, ["list", "--city", "شيراز"]).stdout
    assert "pishkhan-7211\tpishkhan\tشیراز\tپیشخوان زند" in listed and listed.endswith("2 offices\n")
    missing = CliRunner().invoke(offices.app, ["list", "--city", "یزد"])
    assert "no office is recorded in یزد; there are offices in شیراز" in str(missing.exception) and not missing.stdout


def test_the_list_of_a_city_where_nothing_is_recorded_at_all(folder: Path) -> None:
    missing = CliRunner().invoke(offices.app, ["list", "--city", "یزد"])
    assert isinstance(missing.exception, DataError) and "shahryar offices import" in str(missing.exception)


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path, folder: Path) -> None:
    row = "دو;نانوایی;;ناکجا;پنج;جا;ندارد;52.53;29.61;صبح;18-8;"
    result = bring_in(tmp_path, PERSIAN + row)
    told = [line.removeprefix("row 4: ").partition(" ")[0] for line in result.stdout.splitlines()]
    assert told == [
        "name", "kind:", "id:", "district:", "saturday-wednesday:", "thursday:", "phones.0:", "52.53,", "no"
    ]  # fmt: skip
    assert "1 of 3 rows are wrong" in str(result.exception)


def test_all_faults_of_the_headings_are_told_at_once(tmp_path: Path, folder: Path) -> None:
    told = str(bring_in(tmp_path, "کد;نوع;شهر;شهر\n", source=()).exception)
    assert "no column name, address;" in told and "two columns stand for city" in told and "--source-title" in told


def test_a_row_that_breaks_the_table_is_told_by_its_line(tmp_path: Path, folder: Path) -> None:
    broken = PERSIAN + '"الف"ب;پست;;;;;;;;;;\n'
    assert "is no table of commas or semicolons: line 4: " in str(bring_in(tmp_path, broken).exception)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("۸ تا ۱۴", ["08:00-14:00"]),
        ("از 7:30 الی 14:30", ["07:30-14:30"]),
        ("8-12، 14–17", ["08:00-12:00", "14:00-17:00"]),
        ("0-24", ["00:00-24:00"]),
        ("تعطیل", []),
    ],
)
def test_hours_as_people_write_them(cell: str, hours: list[str]) -> None:
    assert values.hours(cell) == hours


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("police10", "police10"),
        ("دفتر خدمات قضایی", "court"),
        ("پست", "post"),
        ("اداره ثبت احوال", "civil-registry"),
        ("تأمین اجتماعی", "social-security"),
        ("آتش‌نشانی", "fire-station"),
    ],
)
def test_kinds_as_people_name_them(cell: str, kind: str) -> None:
    assert values.kind(cell) == kind


def test_headings_in_both_languages() -> None:
    assert [field_of(name) for name in ("Latitude", "سه‌شنبه", "نشاني", "رنگ")] == ["lat", "tuesday", "address", None]
