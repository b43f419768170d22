"""data/backends.yml: addresses and keys from the environment, mistakes named."""

from pathlib import Path

import pytest

from actions.services import backends
from actions.services.open311 import Open311
from shahryar.errors import DataError


@pytest.fixture(autouse=True)
def fresh() -> None:
    backends.reset()


def test_the_city_comes_from_the_projects_own_file() -> None:
    assert isinstance(backends.get("city"), Open311)
    assert backends.get("city") is backends.get()


def test_address_and_key_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHAHRYAR_CITY_URL", "ftp://nowhere")
    with pytest.raises(DataError, match="base_url must begin with http"):
        backends.get()


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(DataError, match="no backend 'mars'"):
        backends.get("mars")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("protocol: soap", "protocol must be open311"),
        ("protocol: open311\n    base_url: http://x\n    timeout: soon", "timeout must be a number"),
        ("protocol: open311\n    base_url: http://x\n    lookup: magic", "lookup must be"),
        ("protocol: open311\n    base_url: http://x\n   lookup: [", "cannot be read"),
    ],
)
def test_mistakes_name_the_file(entry: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backends.yml").write_text(f"backends:\n  city:\n    {entry}\n", encoding="utf-8")
    monkeypatch.setattr(backends, "DATA", tmp_path)
    with pytest.raises(DataError, match=complaint) as caught:
        backends.get()
    assert "backends.yml" in str(caught.value)
