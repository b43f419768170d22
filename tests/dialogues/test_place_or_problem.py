"""An answer to «جایش را بفرستید»: an address, or more of the problem in hand; read by the trained model, taken by the form."""

import pytest
from rasa.core.agent import Agent

from tests.actions.fakes import FakeBackend, metadata, run
from tests.dialogues.place_or_problem import ADDRESSES, ANNOUNCED, BOTH, PROBLEMS

TOLD = "همان که گفتم"


async def answered(agent: Agent, text: str, category: str) -> dict[str, object]:
    """The slots that the form sets for a message to the question of the place."""
    slots = {
        "form_id": "web:1:1",
        "report_category": category,
        "report_description": TOLD,
        "report_attributes": {},
        "requested_slot": "report_place",
    }
    message = {**await agent.parse_message(text), "metadata": metadata()}
    return (await run("validate_report_form", message, slots, form=True)).slots


@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("category", ["pothole", "other-problem"])
async def test_an_address_is_the_place(agent: Agent, city: FakeBackend, text: str, category: str) -> None:
    found = await answered(agent, text, category)
    assert found.get("report_place") == {"address": text}
    assert "report_description" not in found


@pytest.mark.parametrize(("text", "address"), ANNOUNCED.items())
async def test_words_that_announce_an_address_are_none_of_it(
    agent: Agent, city: FakeBackend, text: str, address: str
) -> None:
    assert (await answered(agent, text, "pothole"))["report_place"] == {"address": address}


@pytest.mark.parametrize("text", PROBLEMS)
async def test_a_problem_is_no_place(agent: Agent, city: FakeBackend, text: str) -> None:
    found = await answered(agent, text, "other-problem")
    assert "report_place" not in found
    assert found["report_description"] == f"{TOLD}؛ {text}"
    assert found["requested_slot"] == "report_place"


@pytest.mark.parametrize("text", PROBLEMS)
async def test_nor_is_it_beside_a_report_of_some_kind(agent: Agent, city: FakeBackend, text: str) -> None:
    assert "report_place" not in await answered(agent, text, "pothole")


@pytest.mark.parametrize(("text", "address"), BOTH.items())
async def test_a_problem_with_its_address_is_both(agent: Agent, city: FakeBackend, text: str, address: str) -> None:
    found = await answered(agent, text, "other-problem")
    assert found["report_place"] == {"address": address}
    assert found["report_description"] == f"{TOLD}؛ {text}"
