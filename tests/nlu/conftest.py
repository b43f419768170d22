"""A small real model, trained once a run."""

import pytest

from nlu.training.parse import load_parser
from nlu.training.train import train
from tests.nlu.small_project import Project, Trained, write_project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return write_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def trained(project: Project) -> Trained:
    progress: list[tuple[str, float]] = []
    model = train(
        project.models, lambda stage, share: progress.append((stage, share)), data=project.data, domain=project.domain
    )
    return Trained(model, load_parser(model), progress)
