"""What a thousand services more cost: a copy of the project with made-up records beside the real ones."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bot.bench.ratios import Measure
from bot.bench.starting import first_reply
from nlu.catalogue import index, records
from nlu.catalogue.linker import Linker, link
from nlu.wordlist import frequencies
from shahryar.paths import DATA, PROJECT

MORE: Final = 1000
_CODE: Final = ("actions", "bot", "city", "nlu", "shahryar", "store", "domain", "data")
_FILES: Final = ("config.yml", "endpoints.yml", "credentials.yml", "pyproject.toml")
_ACTS: Final = ("صدور", "تمدید", "تعویض", "ابطال", "انتقال", "ثبت", "اصلاح", "استعلام", "لغو", "تأیید")
_PAPERS: Final = ("پروانهٔ", "مجوز", "کارت", "گواهی", "دفترچهٔ", "شناسهٔ", "نشان", "برگهٔ", "سند", "کد")
_COMMON, _STEP = 2000, 10  # nouns are taken from the less frequent words, every so many


def copy_project(folder: Path) -> Path:
    """The project's code and data in another folder, without its tests; returns the folder."""
    for name in _CODE:
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(PROJECT / name, folder)
    return folder


def made_up(count: int) -> Iterator[dict[str, Any]]:
    """Records of services that do not exist, the same each time; their names share words, as real ones do.

    Args:
        count: how many, up to `MORE`.
    """
    counts = frequencies()
    common = sorted((word for word in counts if 4 <= len(word) <= 8 and word.isalpha()), key=lambda word: -counts[word])
    nouns = common[_COMMON::_STEP][: MORE + len(_ACTS)]
    text = {"fa": "خدمتی که نیست؛ برای سنجش سرعت.", "en": "A service that does not exist, for measuring."}
    for number in range(count):
        act, paper = _ACTS[number % len(_ACTS)], _PAPERS[number // len(_ACTS) % len(_PAPERS)]
        noun, beside = nouns[number], nouns[number + len(_ACTS)]
        yield {
            "identifier": f"made-up-{number}",
            "name": {"fa": f"{act} {paper} {noun}", "en": f"Made-up service {number}"},
            "group": f"made-up-{number}",
            "default": False,
            "cues": [noun],
            "synonyms": [f"{paper} {noun}", f"{act} {noun}", f"{paper} {noun} {beside}", f"{noun} {beside}"],
            "description": text,
            "competent_authority": {"id": "municipality", "name": {"fa": "شهرداری", "en": "Municipality"}},
            "channels": [{"kind": "office", "name": {"fa": "شهرداری", "en": "Municipality"}}],
            "steps": [text] * 5,
            "inputs": [{"name": text}] * 5,
            "related": [],
            "sources": [{"title": "ساختگی", "url": "https://example.org/", "accessed": "2026-11-22"}],
            "verified": None,
            "valid_until": None,
        }


def write_made_up(services: Path, count: int = MORE) -> None:
    """Add made-up records to a folder of services; JSON is YAML too."""
    for record in made_up(count):
        path = services / f"{record['identifier']}.yml"
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def measures(texts: Sequence[str], before: float) -> list[Measure]:
    """Linking and start with a thousand services more, against the present ones.

    Args:
        texts: messages to link.
        before: seconds of a start with the present services.
    """
    with tempfile.TemporaryDirectory() as name:
        project = copy_project(Path(name) / "project")
        write_made_up(project / "data" / "services")
        ratio = _linking(project / "data" / "services", texts) / _linking(DATA / "services", texts)
        environment = {**os.environ, "SHAHRYAR_HOME": str(Path(name) / "home"), "PYTHONPATH": str(project)}
        train = [sys.executable, "-m", "bot", "nlu", "train"]
        quiet = subprocess.DEVNULL
        subprocess.run(train, check=True, env=environment, cwd=project, stdout=quiet, stderr=quiet)  # noqa: S603
        first_reply(environment, project)  # the database is made at the first start
        after = first_reply(environment, project)
    return [
        Measure(f"linking with {MORE} services more ÷ now", ratio, 2.0, f"{len(texts)} messages"),
        Measure(f"start with {MORE} services more ÷ now", after / before, 2.0, f"{after:.1f} s"),
    ]


def _linking(services: Path, texts: Sequence[str]) -> float:
    """CPU seconds for linking every other text, once the rest has been read: dictionaries are laid out at first use."""
    linkers = {"service": Linker(index.build(records.services(services)), "service")}
    for text in texts[::2]:
        link(linkers, text)
    before = time.process_time()
    for text in texts[1::2]:
        link(linkers, text)
    return time.process_time() - before
