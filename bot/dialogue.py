"""The dialogue behind one protocol: Rasa in this process, or a `rasa run` server over HTTP. One contract for both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from actions.services.executor import failures_raised
from bot.messages import Button, Outgoing
from nlu.tracker_store import SqlTrackerStore
from shahryar.errors import BackendUnavailable

Parts = list[dict[str, Any]]
ROW_CHARACTERS = 28  # two buttons share a row while their titles together stay readable on a phone


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant made of a message: replies in order, intent and its confidence (0…1)."""

    replies: list[Outgoing]
    intent: str | None
    confidence: float | None


class Dialogue(Protocol):
    """Understands a message and answers it, in the order in which it is asked per conversation."""

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        """Run one turn.

        Args:
            conversation: its id, the sender of Rasa's tracker.
            text: the citizen's words, or `/intent{"entity": "value"}` of a button of ours.
            metadata: see `bot.turns.metadata`; its `update` names the message, so that a repetition is recognised.
        """
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


def fold(parts: Iterable[dict[str, Any]]) -> list[Outgoing]:
    """Rasa's message parts (`text`, `buttons`, `image`, `custom`) as replies: extras join the text they belong to."""
    folded: Parts = []
    for part in parts:
        content = {name: part[name] for name in ("text", "buttons", "image", "custom") if part.get(name)}
        if folded and "text" not in content and not folded[-1].keys() & content.keys():
            folded[-1].update(content)
        elif content:
            folded.append(content)
    return [_outgoing(part) for part in folded]


def _outgoing(part: dict[str, Any]) -> Outgoing:
    custom = part.get("custom") or {}
    place = custom.get("location")
    rows = custom.get("rows") or lay_out(part.get("buttons") or [])
    return Outgoing(
        text=part.get("text", ""),
        buttons=[[Button(button["title"], button["payload"]) for button in row] for row in rows],
        image=part.get("image"),
        location=(float(place[0]), float(place[1])) if place else None,
        request=custom.get("request"),
    )


def lay_out(buttons: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Buttons in rows: two short ones side by side, a long one alone."""
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        room = rows and len(rows[-1]) == 1 and len(rows[-1][0]["title"]) + len(button["title"]) <= ROW_CHARACTERS
        if room:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


class _Collector(OutputChannel):
    """Keeps Rasa's replies whole instead of one message per part."""

    def __init__(self) -> None:
        self.parts: Parts = []

    @classmethod
    def name(cls) -> str:
        return "shahryar"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.parts.append(message)


class EmbeddedRasa:
    """Rasa's Agent in this process: no server, no HTTP hop."""

    def __init__(self, agent: Agent, store: SqlTrackerStore) -> None:
        self._agent = agent
        self._store = store
        store.domain = agent.domain
        # Agent wraps its store in one that falls back to memory when PostgreSQL fails: the citizen's words would be gone
        # at the next start. Ours must fail loudly, so that the turn is tried again.
        agent.tracker_store = agent.processor.tracker_store = store

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        """See Dialogue."""
        collector = _Collector()
        message = UserMessage(text, collector, conversation, input_channel="shahryar", metadata=metadata)
        with failures_raised():
            await self._agent.handle_message(message)
        parse = self._store.last_parse.pop(conversation, {})
        intent = parse.get("intent") or {}
        return Answer(fold(collector.parts), intent.get("name"), intent.get("confidence"))

    async def close(self) -> None:
        """Nothing is held."""


class RasaServer:
    """A `rasa run` server, reached through its REST channel and its tracker API.

    Rasa's turn is not in our transaction. A turn that died between Rasa's answer and our commit is tried again, so the
    tracker is asked first whether it holds the message already; then its replies are taken from there.
    """

    def __init__(self, url: str, token: str = "", timeout: float = 30.0) -> None:
        self._params = {"token": token} if token else {}
        self._client = httpx.AsyncClient(base_url=url.rstrip("/"), timeout=timeout)

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        """See Dialogue. Raises BackendUnavailable when the server does not answer."""
        events = await self._events(conversation)
        if (known := self._since(events, metadata["update"])) is None:
            body = {"sender": conversation, "message": text, "metadata": metadata}
            parts = await self._call("POST", "/webhooks/rest/webhook", json=body)
            known = self._since(await self._events(conversation), metadata["update"]) or []
        else:
            parts = [self._part(event) for event in known if event["event"] == "bot"]
        intent = known[0]["parse_data"]["intent"] if known else {}
        return Answer(fold(parts), intent.get("name"), intent.get("confidence"))

    async def _events(self, conversation: str) -> Parts:
        tracker = await self._call(
            "GET", f"/conversations/{conversation}/tracker", params={"include_events": "APPLIED"}
        )
        return list(tracker.get("events") or [])

    @staticmethod
    def _since(events: Parts, update: int) -> Parts | None:
        for index, event in enumerate(events):
            if event["event"] == "user" and (event.get("metadata") or {}).get("update") == update:
                return events[index:]
        return None

    @staticmethod
    def _part(event: dict[str, Any]) -> dict[str, Any]:
        return {"text": event.get("text"), **(event.get("data") or {})}

    async def _call(self, method: str, path: str, params: dict[str, str] | None = None, **kwargs: Any) -> Any:
        try:
            reply = await self._client.request(method, path, params={**self._params, **(params or {})}, **kwargs)
            reply.raise_for_status()
            return reply.json()
        except (httpx.HTTPError, ValueError) as error:
            raise BackendUnavailable(f"the Rasa server did not answer {path.split('/')[1]}: {error}") from error

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._client.aclose()
