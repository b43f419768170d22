"""Wording: both languages complete, the domain and the code in step with it."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.emergency import dangers
from actions.services.catalogue import catalogue as services
from actions.services.dialogue import lists
from actions.services.executor import executor
from actions.wishes import TOPICS, action_of
from shahryar import errors
from shahryar.paths import DATA, PROJECT
from shahryar.texts import catalogue, say

SECTIONS = ("errors", "requests", "catalogue", "common", "intents", "values", "documents", *TOPICS)
HALF_SPACE_MISSING = re.compile(r"(?<![\w\u200c])(?:می|نمی) [آ-ی]|[آ-ی] (?:ها|های|هایی)(?![\w\u200c])")


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def plain(path: Path) -> Any:
    """Without resolving values: Rasa teaches the safe loader to fill in environment variables."""
    return YAML(typ="base").load(path.read_text(encoding="utf-8"))


def domain() -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for path in sorted((PROJECT / "domain").glob("*.yml")):
        for key, value in read(path).items():
            if isinstance(value, dict):
                merged.setdefault(key, {}).update(value)
            elif isinstance(value, list):
                merged.setdefault(key, []).extend(value)
    return merged


def ours(language: str) -> dict[str, str]:
    return {key: text for key, text in catalogue(language).items() if key.partition(".")[0] in SECTIONS}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    assert ours("fa").keys() == ours("en").keys()
    different = [key for key, text in ours("fa").items() if placeholders(text) != placeholders(ours("en")[key])]
    assert different == []


def test_persian_texts_have_persian_letters_digits_and_half_spaces() -> None:
    for key, text in ours("fa").items():
        plain = re.sub(r"{\w+}", "", text)
        assert not re.search(r"[0-9يك]", plain), key
        assert not HALF_SPACE_MISSING.search(plain), key


def test_every_text_key_in_the_code_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "actions").rglob("*.py"))
    keys = set(re.findall(rf'"((?:{"|".join(SECTIONS)})\.[a-z_]+)"', code))
    assert len(keys) > 40
    assert keys - ours("fa").keys() == set()


def test_every_error_has_a_sentence() -> None:
    found = [
        item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, errors.ShahryarError)
    ]
    assert all(say(item.text_key, language) for item in found for language in ("fa", "en"))


def test_every_response_speaks_both_languages() -> None:
    for name, variations in domain()["responses"].items():
        english = [item for item in variations if item.get("condition")]
        assert len(english) == 1, name
        assert len(variations) == 2, name
        assert english[0]["condition"] == [{"type": "slot", "name": "language", "value": "en"}], name


def test_the_domain_lists_exactly_the_actions_there_are() -> None:
    assert sorted(domain()["actions"]) == sorted(executor().actions)


def test_every_intent_but_restart_has_a_rule_and_every_rule_an_action() -> None:
    rules = [rule for path in (DATA / "rules").glob("*.yml") for rule in read(path)["rules"]]
    steps = [step for rule in rules for step in rule["steps"]]
    intents = {step["intent"] for step in steps if "intent" in step}
    assert intents == set(domain()["intents"]) - {"restart"}  # Rasa's own action_restart answers that one
    assert {step["action"] for step in steps if "action" in step} <= {*domain()["actions"], "report_form"}


def test_rules_and_code_agree_on_what_answers_a_wish() -> None:
    rules = {rule["rule"]: rule["steps"] for path in (DATA / "rules").glob("*.yml") for rule in read(path)["rules"]}
    for intent in (intent for intents in TOPICS.values() for intent in intents):
        assert rules[intent] == [{"intent": intent}, {"action": action_of(intent)}], intent


def test_every_intent_has_a_short_name_for_buttons() -> None:
    assert {f"intents.{intent}" for intent in domain()["intents"]} <= ours("fa").keys()


def test_every_intent_of_the_training_data_is_in_the_domain() -> None:
    trained = {
        item["intent"] for path in (DATA / "nlu").glob("*.yml") for item in read(path)["nlu"] if "intent" in item
    }
    assert trained <= set(domain()["intents"])


def test_slots_do_not_steer_the_policy() -> None:
    for name, slot in domain()["slots"].items():
        assert slot["type"] == "any" or slot["influence_conversation"] is False, name


def test_lists_name_what_exists() -> None:
    known = services()
    assert set(lists()["popular_categories"]) <= set(known.categories)
    assert known.named(lists()["popular_services"])


def test_emergency_numbers_have_a_source() -> None:
    tree = read(DATA / "emergency.yml")
    assert all(entry["source"]["url"].startswith("https://") for entry in tree["numbers"].values())
    assert {number for danger in dangers()[0] for number in danger.numbers} <= set(tree["numbers"])


@pytest.mark.parametrize("name", ["endpoints.yml", "credentials.yml"])
def test_rasas_own_files_are_readable(name: str) -> None:
    assert isinstance(plain(PROJECT / name), dict)
