"""The search among offices: distance, what serves a wish, and samples that give way."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions import popularity
from actions.offices.wording import services_at
from actions.services.catalogue import catalogue
from actions.services.offices.directory import Directory, Wanted, kinds_for, load
from actions.services.offices.distance import kilometres
from actions.services.offices.records import KINDS
from shahryar.errors import DataError
from tests.actions.office_records import SHIRAZ, made

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
HALF_ROUND = 20_015.2  # kilometres, from pole to pole


def test_a_known_distance() -> None:
    tehran, isfahan = (35.6892, 51.3890), (32.6546, 51.6680)
    assert kilometres(tehran, isfahan) == pytest.approx(338.4, abs=1.0)


@settings(deadline=None)
@given(POINTS, POINTS)
def test_distances_are_the_same_both_ways_and_never_more_than_half_round(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    far = kilometres(one, other)
    assert 0 <= far <= HALF_ROUND
    assert far == pytest.approx(kilometres(other, one), abs=1e-6)
    assert kilometres(one, one) == 0


@settings(deadline=None)
@given(POINTS, POINTS, POINTS)
def test_a_detour_is_never_shorter(
    one: tuple[float, float], other: tuple[float, float], between: tuple[float, float]
) -> None:
    assert kilometres(one, other) <= kilometres(one, between) + kilometres(between, other) + 1e-3


def test_the_nearest_comes_first_and_what_is_far_does_not_come() -> None:
    far = made("far", lat=29.70)
    near = made("near", lat=29.62)
    elsewhere = made("elsewhere", lat=35.7, long=51.4)
    nowhere = made("nowhere", lat=None, long=None)
    found = Directory([far, elsewhere, nowhere, near]).near(SHIRAZ, Wanted("pishkhan"))
    assert [office.id for _, office in found] == ["near", "far"]
    assert found[0][0] == pytest.approx(1.11, abs=0.01)


def test_samples_give_way_to_real_offices_of_the_same_city_and_kind() -> None:
    sample = made("sample", sample=True)
    assert Directory([sample]).find(Wanted("pishkhan")) == [sample]
    known = Directory([sample, made("real", district=2)])
    assert known.get("sample") is None
    assert known.find(Wanted("pishkhan", district=1)) == []  # the sample's district
    other_kind = Directory([sample, made("post-1", kind="post")])
    assert other_kind.get("sample") is sample


def test_samples_and_real_offices_are_never_mixed() -> None:
    sample, real = made("sample", sample=True, kind="post"), made("real")
    known = Directory([sample, real])
    assert known.find(Wanted(city="شیراز")) == [real]
    assert [office.id for _, office in known.near(SHIRAZ, Wanted())] == ["real"]


def test_a_service_is_got_where_its_record_says_or_where_the_office_says() -> None:
    assert "police10" in kinds_for("passport")
    police, own = made("police", kind="police10"), made("own", services=["passport"])
    without = made("without", kind="police10", services=["background-check"])
    found = Directory([police, own, without, made("counter")]).find(Wanted(service="passport"))
    assert [office.id for office in found] == ["police", "own"]


def test_a_city_is_found_however_its_name_is_written() -> None:
    known = Directory([made("b", city="بندرعباس")])
    assert [office.id for office in known.find(Wanted(city="بندر عباس"))] == ["b"]


def test_cities_with_real_offices_come_first() -> None:
    known = Directory([made("a", city="تهران", sample=True), made("b"), made("c")])
    assert [office.city.fa for office in known.cities(Wanted())] == ["شیراز", "تهران"]


def test_the_sample_is_a_sample_of_three_cities() -> None:
    offices = load().offices
    samples = [office for office in offices if office.sample]
    assert {office.city.fa for office in samples} == {"تهران", "اصفهان", "تبریز"}
    for office in samples:
        assert "نمونه" in office.name.fa and "واقعی نیست" in office.address.fa
        assert "ample" in office.name.en and not office.phones
    assert {office.kind for office in offices} <= set(KINDS)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"kind": "bakery"}, "kind must be one of"),
        ({"hours": {"saturday": ["14:00-08:00"]}}, "must end after it begins"),
        ({"hours": {"someday": []}}, "hours must map days"),
        ({"lat": None}, "lat and long must be degrees"),
        ({"district": "2"}, "district must be a whole number"),
        ({"name": ""}, "name must be a text"),
        ({"source": None}, "source must be a mapping"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint) as caught:
        made("x1", **changes)
    assert "x1" in str(caught.value)


@pytest.mark.parametrize("identifier", ["../x", "A1", "a--b", "a b", "a/b", "دفتر", "a" * 61])
def test_an_id_that_no_link_or_file_can_carry_is_refused(tmp_path: Path, identifier: str) -> None:
    entry = f"{{id: '{identifier}', kind: post, name: نام, city: شیراز, address: جا, source: {{title: منبع}}, sample: true}}"
    (tmp_path / "one.yml").write_text(f"offices:\n- {entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/offices/one\.yml: offices\[0\]: id must be"):
        load(tmp_path)


def test_the_most_asked_service_of_a_kind_comes_first_and_the_others_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["traffic-fines", "burial-services", "fuel-card"]
    monkeypatch.setattr(popularity, "popular", lambda: catalogue().named(asked))
    found = [service.id for service in services_at("police10")]
    assert found[:2] == ["traffic-fines", "fuel-card"] and len(found) > 4
    assert found[2:] == sorted(found[2:]) and "burial-services" not in found


def test_an_id_that_is_there_twice_is_named(tmp_path: Path) -> None:
    entry = (
        "offices:\n- {id: a, kind: post, name: نام, city: شیراز, address: جا, source: {title: منبع}, sample: true}\n"
    )
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(DataError, match=r"two\.yml: the id a is there twice"):
        load(tmp_path)
