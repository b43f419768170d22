"""Real dialogues: the model trained from the project's own data, Rasa's Agent, our actions, a city in memory."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from actions.services import attributes, backends
from actions.services.executor import InProcessEndpoint, failures_raised
from store import conversations, session
from tests.actions.fakes import FakeBackend, metadata


class Collector(OutputChannel):
    """Keeps replies whole."""

    def __init__(self) -> None:
        self.parts: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "test"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.parts.append(message)


class Citizen:
    """One citizen who talks with the assistant. `text`, `titles`, `payloads` and `intent` are of the last one."""

    def __init__(self, agent: Agent, conversation: str) -> None:
        self._agent = agent
        self._conversation = conversation
        self._updates = 0
        self.text = ""
        self.titles: list[str] = []
        self.payloads: list[str] = []
        self.intent = ""

    async def say(self, text: str = "/inform", **values: Any) -> str:
        """Send a message; returns the text of all replies. `values`: metadata, such as `location` or `photo`."""
        self._updates += 1
        channel = Collector()
        data = metadata(conversation=self._conversation, update=self._updates, **values)
        with failures_raised():
            await self._agent.handle_message(UserMessage(text, channel, self._conversation, metadata=data))
        buttons = [button for part in channel.parts for button in part.get("buttons") or []]
        self.text = "\n".join(part.get("text") or "" for part in channel.parts)
        self.titles = [button["title"] for button in buttons]
        self.payloads = [button["payload"] for button in buttons]
        tracker = await self._agent.tracker_store.retrieve(self._conversation)
        self.intent = str(tracker.latest_message.intent.get("name", "")) if tracker and tracker.latest_message else ""
        return self.text

    async def press(self, title: str) -> str:
        """Press a button of the last answer."""
        return await self.say(self.payloads[self.titles.index(title)], kind="button", title=title)


@pytest.fixture(scope="session")
def agent(trained_model: Path) -> Agent:
    """Rasa with the trained model and a tracker store in memory."""
    return Agent.load(str(trained_model), action_endpoint=InProcessEndpoint())


@pytest.fixture
def city() -> Iterator[FakeBackend]:
    """The backend that reports go to."""
    fake = FakeBackend()
    backends.attach("city", fake)
    attributes.forget()
    yield fake
    backends.reset()
    attributes.forget()


@pytest.fixture
async def citizen(
    agent: Agent, store: str, city: FakeBackend, request: pytest.FixtureRequest
) -> AsyncIterator[Citizen]:
    """A citizen of the test's own, known to the store."""
    conversation = f"web:{request.node.name}"
    async with session.transaction() as connection:
        await conversations.ensure(connection, conversation)
    yield Citizen(agent, conversation)
