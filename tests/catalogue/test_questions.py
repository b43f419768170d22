"""Every service asked about every aspect that its record answers, in all registers, from the message to the answer.

`questions/<service>.yml` maps each aspect to one handwritten question and its register. `then` lists questions that follow the
file's first one and do not name the service. None of them derives from a training message.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from actions import facets
from actions.services.catalogue import catalogue
from actions.services.records import Service
from store import conversations, session
from tests.actions.fakes import FakeBackend
from tests.rules.conftest import Citizen

HERE = Path(__file__).parent / "questions"
REGISTERS = {"colloquial", "formal", "typo", "finglish"}
ASPECTS = (
    "ask_service", "ask_documents", "ask_cost", "ask_duration", "ask_eligibility", "ask_channel", "ask_legal_basis",
)  # fmt: skip
LEAST = 300
# Expected failures: they must fail, so that what mends them removes them here.
MISREAD = {
    "childbirth-loan ask_documents",  # the baby's birth certificate, one of its papers, is taken for what is asked about
}
EVERYTHING, OTHER_CASE = "همهٔ حالت‌ها", "حالت دیگر"


def questions(service: str) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load((HERE / f"{service}.yml").read_text(encoding="utf-8"))
    return content


def asked(service: str) -> Iterator[tuple[str, str, str]]:
    """Facet, register and text of each first question of a file."""
    for facet, question in questions(service).items():
        if facet != "then":
            ((register, text),) = question.items()
            yield facet, register, text


@pytest.mark.parametrize("service", sorted(path.stem for path in HERE.glob("*.yml")))
async def test_questions(service: str, agent: Agent, store: str, city: FakeBackend) -> None:
    record = catalogue().service(service)
    assert record is not None
    for number, (facet, _, text) in enumerate(asked(service)):
        if f"{service} {facet}" in MISREAD:
            with pytest.raises(AssertionError):
                await answered(await citizen(agent, f"web:{service}-{number}"), text, record, facet)
            continue
        await answered(await citizen(agent, f"web:{service}-{number}"), text, record, facet)


@pytest.mark.parametrize("service", sorted(path.stem for path in HERE.glob("*.yml") if "then" in questions(path.stem)))
async def test_follow_ups(service: str, agent: Agent, store: str, city: FakeBackend) -> None:
    record = catalogue().service(service)
    assert record is not None
    first = next(asked(service))
    for number, (_, facet, text) in enumerate(questions(service)["then"]):
        who = await citizen(agent, f"web:{service}-then-{number}")
        await answered(who, first[2], record, first[0])
        await answered(who, text, record, facet)


def test_every_aspect_of_every_service_is_asked_in_all_registers() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for service in catalogue().services.values():
        found = list(asked(service.id))
        assert [facet for facet, _, _ in found] == [f for f in ASPECTS if facets.recorded(service, f)]
        counts.update((facet, register) for facet, register, _ in found)
    assert counts.total() >= LEAST
    assert all(counts[facet, register] > 2 for facet in facets.FACETS for register in REGISTERS), counts


async def citizen(agent: Agent, conversation: str) -> Citizen:
    """Somebody who has said nothing yet."""
    async with session.transaction() as connection:
        await conversations.ensure(connection, conversation)
    return Citizen(agent, conversation)


async def answered(who: Citizen, text: str, service: Service, facet: str) -> None:
    """Ask; where it is asked back what decides or which of a family is meant, press; the answer is whole and has its source."""
    await who.say(text)
    if service.name.fa in who.titles and facts(service, facet)[0] not in who.text:
        await who.press(service.name.fa)
    await undecide(who)
    if OTHER_CASE in who.titles:  # the question itself told what decides
        await who.press(OTHER_CASE)
        await undecide(who)
    shown = f"{service.id} {facet}: {text}\n{who.text}\n{who.titles}"
    for fact in facts(service, facet):
        assert fact in who.text, shown
    assert service.name.fa in who.text, shown
    assert "منبع:" in who.text, shown
    assert who.titles, shown


async def undecide(who: Citizen) -> None:
    """Ask for what holds in all cases, as often as one is asked about."""
    while EVERYTHING in who.titles:
        await who.press(EVERYTHING)


def facts(service: Service, facet: str) -> list[str]:
    """What the record says about an aspect, in words that stand in the answer."""
    if facet == "ask_duration":
        return [service.processing_time.fa] if service.processing_time else []
    found = {
        "ask_documents": [item.name for item in service.inputs],
        "ask_cost": [cost.description for cost in service.costs],
        "ask_channel": [channel.name for channel in service.channels],
        "ask_eligibility": list(service.requirements),
        "ask_service": [step.text for step in service.steps],
        "ask_legal_basis": [link.title for link in service.legal_resource],
    }
    return [text.fa for text in found[facet]]
