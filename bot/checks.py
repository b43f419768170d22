"""What `shahryar check` looks at: everything under data/, each complaint with its file (and line where known)."""

import re
from collections import Counter
from collections.abc import Iterator

from actions.plain_text import glossary
from actions.services import backends
from bot.catalogue_checks import catalogue_problems, read, shown
from bot.catalogue_warnings import catalogue_warnings
from bot.document_checks import document_problems
from bot.office_checks import office_problems
from shahryar import clock
from shahryar.errors import ShahryarError
from shahryar.paths import DATA
from shahryar.texts import LANGUAGES, catalogue
from shahryar.yamls import YAMLError, parsed

_LEAST_EXAMPLES = 60
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def problems() -> list[str]:
    """All complaints, none where data/ is in order."""
    return [
        *_unreadable(),
        *catalogue_problems(),
        *office_problems(),
        *document_problems(),
        *_texts(),
        *_glossary(),
        *_examples(),
        *_backends(),
    ]


def warnings() -> list[str]:
    """What can be used but should be looked at: missing translations, and records that have grown old."""
    return list(catalogue_warnings(clock.today()))


def _unreadable() -> Iterator[str]:
    for path in sorted(DATA.rglob("*.yml")):
        try:
            parsed(path.read_text(encoding="utf-8"))
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            yield f"{shown(path, mark.line + 1 if mark else None)}: {getattr(error, 'problem', None) or error}"
        except UnicodeDecodeError:
            yield f"{shown(path)}: is not UTF-8"


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
        "category": set(read(DATA / "categories.yml") or {}),
    }
    for path in sorted((DATA / "nlu").glob("*.yml")):
        content = read(path)
        found: list[str] = []
        for block in (content or {}).get("nlu", []):
            if block.get("intent") != path.stem:
                yield f"{shown(path)}: holds intent {block.get('intent')}; one file an intent"
            for key, name in (block.get("metadata") or {}).items():
                if name not in topics.get(key, ()):
                    yield f"{shown(path)}: metadata names a {key} {name} that the catalogue lacks"
            found += [line.removeprefix("- ") for line in str(block.get("examples", "")).splitlines()]
        if len(found) < _LEAST_EXAMPLES:
            yield f"{shown(path)}: {len(found)} examples; {_LEAST_EXAMPLES} are the least"
        seen.update(found)
    for example, times in seen.items():
        if times > 1:
            yield f"data/nlu: {times} times the same example: {example}"


def _glossary() -> Iterator[str]:
    try:
        glossary.load()
    except ShahryarError as error:
        yield error.message


def _backends() -> Iterator[str]:
    try:
        backends.get()
    except ShahryarError as error:
        yield error.message
