"""The embedded server: shared by processes, clear when it cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from shahryar.errors import StoreError, UsageError
from store import embedded, encryption, migrate

SECOND = "import sys, pathlib; from store import embedded; print(embedded.start(pathlib.Path(sys.argv[1])))"


def test_a_second_process_shares_the_running_server(server: str, home: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", SECOND, str(home)]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == server
    assert embedded.start(home) == server  # and the end of the second one did not stop it
    migrate.upgrade_now(server)


def test_data_of_another_postgresql_are_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    version = folder / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(StoreError, match="made by PostgreSQL 15"):
        embedded.start(tmp_path)
    assert [path.name for path in folder.iterdir()] == ["PG_VERSION"]


def test_a_file_in_the_way_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("in the way")
    with pytest.raises(StoreError, match="SHAHRYAR_HOME"):
        embedded.start(tmp_path)


def test_migrating_twice_at_once_is_safe(server: str, home: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    import psycopg

    from tests.conftest import named

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE race")
    url = named(server, "race")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate.upgrade_now, [url] * 4))
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]


def test_key_files_are_private_and_stay(tmp_path: Path) -> None:
    kept = encryption._ring
    try:
        encryption.configure("", tmp_path)
        token = encryption.encrypt(b"x")
        encryption.configure("", tmp_path)
        assert encryption.decrypt(token) == b"x"
    finally:
        encryption._ring = kept
    assert (tmp_path / "encryption.key").stat().st_mode & 0o077 == 0


def test_a_malformed_key_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="SHAHRYAR_KEYS"):
        encryption.configure("not-a-key", tmp_path)


def test_rotated_keys_still_read_what_the_old_one_wrote(tmp_path: Path) -> None:
    from cryptography.fernet import Fernet

    kept = encryption._ring
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    try:
        encryption.configure(old, tmp_path)
        token = encryption.encrypt(b"x")
        encryption.configure(f"{new},{old}", tmp_path)
        assert encryption.decrypt(token) == b"x"
        assert Fernet(new).decrypt(encryption.encrypt(b"y")) == b"y"
    finally:
        encryption._ring = kept
