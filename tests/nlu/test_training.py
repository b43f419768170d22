import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import nlu.training.fingerprint as fingerprints
import nlu.training.train as training
from nlu.training.fingerprint import fingerprint, latest
from nlu.training.parse import load_parser, reading
from nlu.training.train import train
from shahryar.errors import ModelError, ShahryarError
from tests.nlu.small_project import Project, Trained, write_project


def test_the_model_is_named_after_the_fingerprint_and_nothing_else_is_left(trained: Trained, project: Project) -> None:
    print_ = fingerprint(project.data, domain=project.domain)
    assert trained.model == project.models / f"shahryar-{print_}.tar.gz"
    assert [path.name for path in project.models.iterdir() if path.name.startswith(".")] == []


def test_progress_goes_from_nothing_to_all_and_names_components(trained: Trained) -> None:
    shares = [share for _, share in trained.progress]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    assert any("LinearIntentClassifier" in stage for stage, _ in trained.progress)


@pytest.mark.parametrize(
    "changed", ["data/nlu/greet.yml", "data/services/passport.yml", "data/categories.yml", "domain/new.yml"]
)
def test_the_fingerprint_changes_with_data_and_domain(tmp_path: Path, changed: str) -> None:
    project = write_project(tmp_path)
    before = fingerprint(project.data, domain=project.domain)
    assert fingerprint(project.data, domain=project.domain) == before
    with (tmp_path / changed).open("a", encoding="utf-8") as stream:
        stream.write("# another line\n")
    assert fingerprint(project.data, domain=project.domain) != before


def test_the_fingerprint_changes_with_configuration_and_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.yml"
    config.write_text("language: fa\n", encoding="utf-8")
    before = fingerprint(tmp_path, config, tmp_path)
    config.write_text("language: en\n", encoding="utf-8")
    assert fingerprint(tmp_path, config, tmp_path) != before
    before = fingerprint(tmp_path, config, tmp_path)
    monkeypatch.setattr(fingerprints, "version", lambda library: "0.0")
    assert fingerprint(tmp_path, config, tmp_path) != before


def test_latest_is_the_model_of_the_present_fingerprint_only(tmp_path: Path) -> None:
    (tmp_path / "shahryar-000000000000.tar.gz").touch()
    assert latest(tmp_path) is None
    present = tmp_path / f"shahryar-{fingerprint()}.tar.gz"
    present.touch()
    assert latest(tmp_path) == present


@pytest.mark.parametrize(
    ("file", "body", "what"),
    [
        ("nlu/greet.yml", "nlu:\n- intent: [", "greet"),
        ("services/passport.yml", "identifier: passport\n", "passport.yml"),
        ("categories.yml", "pothole: {}\n", "categories.yml"),
    ],
)
def test_invalid_data_are_told_in_one_line_and_no_model_is_written(
    tmp_path: Path, file: str, body: str, what: str
) -> None:
    project = write_project(tmp_path)
    (project.data / file).write_text(body, encoding="utf-8")
    with pytest.raises(ModelError, match=what) as caught:
        train(project.models, data=project.data, domain=project.domain)
    assert "\n" not in str(caught.value)
    assert list(project.models.iterdir()) == []


def test_a_project_without_examples_is_refused(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    shutil.rmtree(project.data / "nlu")
    with pytest.raises(ModelError, match="nlu"):
        train(project.models, data=project.data, domain=project.domain)


def test_two_trainings_at_once_leave_one_whole_model(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(work: Path, *_: object) -> Path:
        return Path(shutil.copy(trained.model, work / "model.tar.gz"))

    monkeypatch.setattr(training, "_train_with_rasa", copied)
    project = write_project(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        paths = set(pool.map(lambda _: train(project.models, data=project.data, domain=project.domain), range(2)))
    assert [paths.pop()] == list(project.models.iterdir())
    assert load_parser(next(project.models.iterdir())).parse_now("سلام")["intent"]["name"] == "greet"


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_missing_or_broken_model_is_told(tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / "shahryar-x.tar.gz"
    if content is not None:
        model.write_bytes(content)
    with pytest.raises(ShahryarError, match="shahryar-x"):
        load_parser(model)


def test_a_reading_has_the_promised_keys_even_of_nothing() -> None:
    assert reading("x", {}) == {
        "text": "x",
        "intent": {"name": None, "confidence": 0.0},
        "ranking": [],
        "entities": [],
        "service": None,
        "category": None,
        "service_candidates": [],
        "category_candidates": [],
    }
