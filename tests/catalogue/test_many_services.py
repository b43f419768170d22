"""A thousand services beside the real ones: both are found, and the real ones as before."""

import shutil
from pathlib import Path

import pytest

from bot.bench.growth import MORE, made_up, write_made_up
from bot.bench.understanding import examples
from bot.catalogue_checks import catalogue_problems
from nlu.catalogue import index, records
from nlu.catalogue.linker import Linker, link
from shahryar.paths import DATA

EVERY = 150


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all of them."""
    folder = tmp_path_factory.mktemp("many") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("nlu"))
    write_made_up(folder / "services")
    return folder


@pytest.fixture(scope="module")
def many(data: Path) -> Linker:
    return linker(data / "services")


def linker(services: Path) -> Linker:
    return Linker(index.build(records.services(services)), "service")


def test_the_records_are_sound(data: Path) -> None:
    assert len(list((data / "services").glob("made-up-*.yml"))) == MORE
    assert list(catalogue_problems(data)) == []


def test_made_up_services_are_found_by_their_names(many: Linker) -> None:
    for record in list(made_up(MORE))[::EVERY]:
        linked = link({"service": many}, f"سلام، هزینهٔ {record['name']['fa']} چقدر است؟")["service"]
        assert linked.candidates[0][0] == record["identifier"], record["name"]["fa"]


def test_real_services_are_found_as_before(many: Linker) -> None:
    few = linker(DATA / "services")
    named = [text for text, _, _ in examples()[::EVERY] if link({"service": few}, text)["service"].mentions]
    assert len(named) > 50
    same = [
        [mention.value for mention in link({"service": few}, text)["service"].mentions]
        == [mention.value for mention in link({"service": many}, text)["service"].mentions]
        for text in named
    ]
    assert sum(same) >= 0.9 * len(named)
