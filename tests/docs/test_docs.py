"""The documentation agrees with the code: settings, commands, decision records, links and paths."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr
from typer.core import TyperCommand, TyperGroup

import city.settings
from bot.cli import app
from bot.settings import Settings
from shahryar.paths import PROJECT

DOCS = PROJECT / "docs"
ADR = DOCS / "adr"
SETTING_ROW = re.compile(r"^\| `(SHAHRYAR_\w+)` \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)
VARIABLE = re.compile(r"\bSHAHRYAR(?:_[A-Z]+)+\b(?!_)")
COMMAND_HEADING = re.compile(r"^#{2,3} `shahryar ([a-z ]+)`$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FOLDERS = ("shahryar", "bot", "nlu", "actions", "city", "store", "data", "domain", "tests", "scripts", "docs", "deploy")
PATH = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`")
NOT_OURS = {".git", ".venv", ".tools", "node_modules"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pages() -> list[Path]:
    found = PROJECT.rglob("*.md")
    return sorted(path for path in found if not NOT_OURS.intersection(path.relative_to(PROJECT).parts))


def documented() -> dict[str, str]:
    """Settings of docs/settings.md: name → the default as written."""
    rows = SETTING_ROW.findall(read(DOCS / "settings.md"))
    names = [name for name, _, _ in rows]
    assert len(set(names)) == len(names), "a setting has two rows"
    return {name: default.strip() for name, default, _ in rows}


def bot_settings() -> dict[str, object]:
    return {f"SHAHRYAR_{name.upper()}": field.default for name, field in Settings.__fields__.items()}


def city_settings() -> set[str]:
    return set(re.findall(r'"(SHAHRYAR_CITY_[A-Z_]+)"', inspect.getsource(city.settings.from_environment)))


def of_configuration() -> set[str]:
    """Variables that backends and Rasa's endpoints read."""
    files = [PROJECT / "data" / "backends.yml", PROJECT / "endpoints.yml", PROJECT / "credentials.yml"]
    return {name for path in files for name in re.findall(r"\$\{(SHAHRYAR_\w+)", read(path))}


def of_tests() -> set[str]:
    return set(re.findall(r"SHAHRYAR_TEST_\w+", read(PROJECT / "Makefile")))


def existing() -> set[str]:
    return bot_settings().keys() | city_settings() | of_configuration() | of_tests()


def test_every_setting_is_documented() -> None:
    assert len(city_settings()) >= 8
    assert existing() - documented().keys() == set()


def test_every_variable_that_the_code_names_is_documented() -> None:
    packages = [PROJECT / name for name in ("shahryar", "store", "nlu", "actions", "city", "bot")]
    named = {name for folder in packages for path in folder.rglob("*.py") for name in VARIABLE.findall(read(path))}
    assert "SHAHRYAR_DATABASE_URL" in named
    assert named - documented().keys() == set()


def test_every_documented_setting_exists() -> None:
    assert documented().keys() - existing() == set()


def shown(default: object) -> str:
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    return f"`{plain:g}`" if isinstance(plain, float) else f"`{plain}`" if plain else "empty"


@pytest.mark.parametrize("name", sorted(bot_settings()))
def test_the_documented_default_is_the_real_one(name: str) -> None:
    assert documented()[name] == shown(bot_settings()[name])


def commands(node: object, name: str = "") -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(node, TyperGroup):
        for child, command in node.commands.items():
            yield from commands(command, f"{name} {child}".strip())
    else:
        assert isinstance(node, TyperCommand)
        yield name, node


def real_commands() -> dict[str, TyperCommand]:
    return dict(commands(typer.main.get_command(app)))


def command_sections() -> dict[str, str]:
    parts = COMMAND_HEADING.split(read(DOCS / "commands.md"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    assert len(real_commands()) > 5
    assert command_sections().keys() == real_commands().keys()


def test_every_option_is_documented_with_its_command() -> None:
    sections = command_sections()
    missing = [
        f"{name} {option}"
        for name, command in real_commands().items()
        for parameter in command.params
        for option in parameter.opts
        if option not in ("--help", "-h") and f"`{option}" not in sections[name]
    ]
    assert missing == []


def test_no_option_is_documented_that_does_not_exist() -> None:
    made_up = [
        f"{name} {option}"
        for name, text in command_sections().items()
        for option in re.findall(r"`(--[a-z-]+)", text)
        if option not in [known for parameter in real_commands()[name].params for known in parameter.opts]
    ]
    assert made_up == []


def records() -> list[Path]:
    return sorted(ADR.glob("[0-9]*.md"))


def test_every_decision_record_is_in_the_index_under_its_title() -> None:
    index = read(ADR / "README.md")
    listed = {target: title for title, target in re.findall(r"\[(\d{4}: [^\]]+)\]\(([^)]+)\)", index)}
    titles = {path.name: read(path).splitlines()[0].removeprefix("# ") for path in records()}
    assert listed == titles


def test_decision_records_are_numbered_without_gaps() -> None:
    assert [path.name[:4] for path in records()] == [f"{number:04d}" for number in range(1, len(records()) + 1)]


@pytest.mark.parametrize("path", records(), ids=lambda path: path.stem)
def test_a_decision_record_has_its_three_parts(path: Path) -> None:
    headings = re.findall(r"^## (.+)$", read(path), re.MULTILINE)
    assert headings[:3] == ["Context", "Decision", "Consequences"]


def slugs(path: Path) -> set[str]:
    """Anchors of a page's headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(page: Path) -> list[str]:
    dead = []
    for link in LINK.findall(FENCE.sub("", read(page))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in slugs(path)):
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(PROJECT)))
def test_a_page_has_no_dead_relative_links(page: Path) -> None:
    assert dead_links(page) == []


@pytest.mark.parametrize(
    "page", [page for page in pages() if page.parent != ADR], ids=lambda page: str(page.relative_to(PROJECT))
)
def test_a_page_names_only_paths_that_exist(page: Path) -> None:
    assert [name for name in PATH.findall(read(page)) if not (PROJECT / name).exists()] == []


def test_every_direct_dependency_has_its_reason() -> None:
    declared = re.findall(r'^  "([A-Za-z0-9._-]+)', _dependencies(), re.MULTILINE)
    reasons = re.findall(r"^\| `([^`]+)` \|", read(ADR / "0016-dependencies.md"), re.MULTILINE)
    assert len(declared) > 30
    assert sorted(reasons) == sorted(declared)


def _dependencies() -> str:
    text = read(PROJECT / "pyproject.toml")
    return text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
