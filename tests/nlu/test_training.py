import json
import shutil
import tarfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.formats import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

import nlu.training.fingerprint as fingerprints
import nlu.training.train as training
from nlu.training import importer
from nlu.training.fingerprint import fingerprint, latest
from nlu.training.parse import load_parser, reading
from nlu.training.train import train
from shahryar.errors import DataError, ModelError, ShahryarError
from shahryar.paths import PROJECT
from tests.nlu.small_project import Project, Trained, write_project


def test_the_model_is_named_after_the_fingerprint_and_nothing_else_is_left(trained: Trained, project: Project) -> None:
    print_ = fingerprint(project.data, domain=project.domain)
    assert trained.model == project.models / f"shahryar-{print_}.tar.gz"
    assert [path.name for path in project.models.iterdir() if path.name.startswith(".")] == []


def test_messages_are_read_as_rasa_reads_them(project: Project) -> None:
    def shown(messages: Iterable[Message]) -> set[tuple[str, str, str]]:
        return {
            (m.get(INTENT), m.get(TEXT), json.dumps((m.get(METADATA) or {}).get(METADATA_INTENT))) for m in messages
        }

    files = sorted((project.data / "nlu").glob("*.yml"))
    own = [example for path in files for example in importer.read(path)]
    theirs = [e for path in files for e in RasaYAMLReader().reads(path.read_text(encoding="utf-8")).intent_examples]
    assert shown(own) == shown(theirs)
    assert len(own) == len(shown(own)) > 60


@pytest.mark.parametrize(
    "body", [": [", "- a list", "nlu: 5", "nlu:\n- examples: |\n    - x", "nlu:\n- intent: a\n  examples: [x]"]
)
def test_a_file_of_messages_that_is_wrong_is_named(tmp_path: Path, body: str) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match=r"wrong\.yml") as caught:
        importer.read(path)
    assert "\n" not in str(caught.value)
    with pytest.raises(DataError, match=r"missing\.yml"):
        importer.read(tmp_path / "missing.yml")


def test_progress_goes_from_nothing_to_all_and_names_components(trained: Trained) -> None:
    shares = [share for _, share in trained.progress]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    stages = " ".join(stage for stage, _ in trained.progress)
    trained_components = "CatalogueLinker ValueExtractor LinearIntentClassifier CalibratedFallback TopicClassifier"
    assert [name for name in trained_components.split() if f"trained {name}" not in stages] == []


def test_the_miniature_has_the_projects_pipeline(trained: Trained) -> None:
    names = [component["name"] for component in YAML(typ="safe").load(PROJECT / "config.yml")["pipeline"]]
    with tarfile.open(trained.model) as archive:
        metadata = archive.extractfile("metadata.json")
        assert metadata is not None
        nodes = json.load(metadata)["predict_schema"]["nodes"].values()
    used = [node["uses"] for node in nodes]
    assert names
    assert [name for name in names if name.rpartition(".")[2] not in " ".join(used)] == []


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


@pytest.mark.parametrize(
    ("file", "learnt"), [("a.py", True), ("latin/spellings.tsv", True), ("entities/x/corpus.yml", False)]
)
def test_the_fingerprint_changes_with_code_and_spellings_but_not_with_what_only_tests_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, learnt: bool
) -> None:
    project, code = write_project(tmp_path), tmp_path / "nlu"
    for path in (code / "training" / "fingerprint.py", code / file):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "__file__", str(code / "training" / "fingerprint.py"))
    before = fingerprint(project.data, domain=project.domain)
    (code / file).write_text("x", encoding="utf-8")
    assert (fingerprint(project.data, domain=project.domain) != before) is learnt


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
