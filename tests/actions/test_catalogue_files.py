"""Reading the catalogue's files: mistakes name file and field."""

import re
from pathlib import Path

import pytest

from actions.services.catalogue import load
from shahryar.errors import DataError

SERVICE = """
identifier: library-card
name: {fa: کارت کتابخانه, en: library card}
description: {fa: کارت امانت, en: card}
competent_authority: {id: x, name: {fa: نهاد, en: body}}
"""


def folder(tmp_path: Path, service: str, categories: str = "noise: {name: {fa: سروصدا, en: noise}}") -> Path:
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "library-card.yml").write_text(service, encoding="utf-8")
    (tmp_path / "categories.yml").write_text(categories, encoding="utf-8")
    return tmp_path


def test_a_minimal_record_is_enough(tmp_path: Path) -> None:
    found = load(folder(tmp_path, SERVICE))
    assert found.services["library-card"].group == "library-card"
    assert found.categories["noise"].name.fa == "سروصدا"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("identifier: library-card", "identifier: other"), "identifier must be 'library-card'"),
        (
            ("name: {fa: کارت کتابخانه, en: library card}", "name: 5"),
            "library-card.yml: name must be a text in fa and en",
        ),
        (("en: body}}", "en: body}}\nverified: soon"), "library-card.yml: verified must be a day"),
        (("en: body}}", "en: body}}\nchannels: site"), "channels must be a list"),
        (("en: body}}", "en: body}}\nchannels: [{name: a}]"), "channels[0]: kind must be a text"),
        (("en: body}}", "en: body}}\ncosts: [{kind: fixed, description: a, amount_rials: many}]"), "amount_rials"),
        (("name: {fa: نهاد, en: body}", "name: {}"), "competent_authority: name"),
        (("identifier: library-card", "identifier: ["), "cannot be read"),
    ],
)
def test_mistakes_name_file_and_field(change: tuple[str, str], complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=re.escape(complaint)) as caught:
        load(folder(tmp_path, SERVICE.replace(*change)))
    assert "library-card.yml" in str(caught.value)


def test_a_category_without_a_name_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="categories.yml: noise: name"):
        load(folder(tmp_path, SERVICE, "noise: {synonyms: [سروصدا]}"))
