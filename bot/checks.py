"""What `shahryar check` looks at: everything under data/, each complaint with its file (and line where known)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from actions.services import backends
from shahryar.errors import ShahryarError
from shahryar.paths import DATA, PROJECT
from shahryar.texts import LANGUAGES, catalogue

_LEAST_EXAMPLES = 60
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def problems() -> list[str]:
    """All complaints, none where data/ is in order."""
    return [*_unreadable(), *_services(), *_organisations(), *_texts(), *_examples(), *_backends()]


def _shown(path: Path, line: int | None = None) -> str:
    place = path.relative_to(PROJECT)
    return f"{place}:{line}" if line else str(place)


def _read(path: Path) -> Any:
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError):
        return None  # told by _unreadable


def _unreadable() -> Iterator[str]:
    for path in sorted(DATA.rglob("*.yml")):
        try:
            YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            yield f"{_shown(path, mark.line + 1 if mark else None)}: {getattr(error, 'problem', None) or error}"
        except UnicodeDecodeError:
            yield f"{_shown(path)}: is not UTF-8"


def _services() -> Iterator[str]:
    schema = json.loads((DATA / "services.schema.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema)
    known = {path.stem for path in (DATA / "services").glob("*.yml")}
    authorities = {path.stem for path in (DATA / "organisations").glob("*.yml")}
    for path in sorted((DATA / "services").glob("*.yml")):
        record = _read(path)
        if record is None:
            continue
        for error in validator.iter_errors(record):
            where = ".".join(str(part) for part in error.absolute_path)
            yield f"{_shown(path)}: {where or 'record'}: {error.message[:200]}"
        if record.get("identifier") != path.stem:
            yield f"{_shown(path)}: identifier must be {path.stem}"
        if record.get("competent_authority", {}).get("id") not in authorities:
            yield f"{_shown(path)}: competent_authority is not in data/organisations"
        for relation in record.get("related", []):
            if relation.get("service") not in known:
                yield f"{_shown(path)}: related service {relation.get('service')} is not in data/services"


def _organisations() -> Iterator[str]:
    for path in sorted((DATA / "organisations").glob("*.yml")):
        record = _read(path)
        if isinstance(record, dict) and record.get("identifier") != path.stem:
            yield f"{_shown(path)}: identifier must be {path.stem}"


def _texts() -> Iterator[str]:
    try:
        first, *others = (catalogue(language) for language in LANGUAGES)
    except ShahryarError as error:
        yield error.message
        return
    for language, texts in zip(LANGUAGES[1:], others, strict=True):
        for key in sorted(first.keys() ^ texts.keys()):
            yield f"data/texts: {key} is missing in {language if key in first else LANGUAGES[0]}"
        for key in sorted(first.keys() & texts.keys()):
            if set(_PLACEHOLDER.findall(first[key])) != set(_PLACEHOLDER.findall(texts[key])):
                yield f"data/texts: {key} has other placeholders in {language} than in {LANGUAGES[0]}"


def _examples() -> Iterator[str]:
    seen: Counter[str] = Counter()
    topics = {
        "service": {path.stem for path in (DATA / "services").glob("*.yml")},
        "category": set(_read(DATA / "categories.yml") or {}),
    }
    for path in sorted((DATA / "nlu").glob("*.yml")):
        content = _read(path)
        found: list[str] = []
        for block in (content or {}).get("nlu", []):
            if block.get("intent") != path.stem:
                yield f"{_shown(path)}: holds intent {block.get('intent')}; one file an intent"
            for key, name in (block.get("metadata") or {}).items():
                if name not in topics.get(key, ()):
                    yield f"{_shown(path)}: metadata names a {key} {name} that the catalogue lacks"
            found += [line.removeprefix("- ") for line in str(block.get("examples", "")).splitlines()]
        if len(found) < _LEAST_EXAMPLES:
            yield f"{_shown(path)}: {len(found)} examples; {_LEAST_EXAMPLES} are the least"
        seen.update(found)
    for example, times in seen.items():
        if times > 1:
            yield f"data/nlu: {times} times the same example: {example}"


def _backends() -> Iterator[str]:
    try:
        backends.get()
    except ShahryarError as error:
        yield error.message
