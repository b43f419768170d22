"""The dialogue behind one protocol: Rasa in this process, or a `rasa run` server over HTTP. One contract for both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

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
    place, venue = custom.get("location"), custom.get("venue")
    rows = custom.get("rows") or lay_out(part.get("buttons") or [])
    return Outgoing(
        text=part.get("text", ""),
        buttons=[[Button(button["title"], button["payload"]) for button in row] for row in rows],
        image=part.get("image"),
        location=(float(place[0]), float(place[1])) if place else None,
        request=custom.get("request"),
        venue=(str(venue[0]), str(venue[1])) if venue else None,
        headings=[str(line) for line in custom.get("headings") or []],
    )


def lay_out(buttons: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Buttons in rows: two short ones side by side, a long one alone; one with the key `apart` begins a row."""
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        room = (
            rows
            and "apart" not in button
            and len(rows[-1]) == 1
            and len(rows[-1][0]["title"]) + len(button["title"]) <= ROW_CHARACTERS
        )
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
    tracker is asked first whether it holds the message already. Replies come from the tracker in any case: the channel
    cuts texts at blank lines, and answers 200 when its turn failed.
    """

    def __init__(self, url: str, token: str = "", timeout: float = 30.0) -> None:
        self._params = {"token": token} if token else {}
        self._client = httpx.AsyncClient(base_url=url.rstrip("/"), timeout=timeout)

    async def handle(self, conversation: str, text: str, metadata: dict[str, Any]) -> Answer:
        """See Dialogue.

        Raises:
            BackendUnavailable: the server does not answer, or answers what no Rasa server with our token would; its
                turn failed; or an action did, so that nobody answered the citizen.
        """
        sender = quote(conversation, safe=":")  # Rasa does not decode the path of its tracker API
        answer = await self._known(sender, metadata["update"])
        if answer is None:
            body = {"sender": sender, "message": text, "metadata": metadata}
            await self._call("POST", "/webhooks/rest/webhook", json=body)
            answer = await self._known(sender, metadata["update"])
        if answer is None:
            raise BackendUnavailable("the Rasa server did not keep the message; its log says why")
        if not answer.replies:
            raise BackendUnavailable("the Rasa server has no reply, as when an action fails; its log says why")
        return answer

    async def _known(self, sender: str, update: int) -> Answer | None:
        """What the tracker holds for an update; None where it does not know it."""
        tracker = await self._call("GET", f"/conversations/{sender}/tracker", params={"include_events": "ALL"})
        try:
            turn = _turn(tracker["events"], update)
            parts = [{"text": event["text"], **event["data"]} for event in turn if event["event"] == "bot"]
            intent = turn[0]["parse_data"]["intent"] if turn else {}
            return Answer(fold(parts), intent["name"], intent["confidence"]) if turn else None
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise BackendUnavailable("what answers as the Rasa server gives no tracker; check its address") from error

    async def _call(self, method: str, path: str, params: dict[str, str] | None = None, **kwargs: Any) -> Any:
        try:
            reply = await self._client.request(method, path, params={**self._params, **(params or {})}, **kwargs)
        except httpx.HTTPError as error:
            # Neither httpx's own words nor its URL: they are empty for time-outs, and the URL holds the token.
            raise BackendUnavailable(f"the Rasa server cannot be reached ({type(error).__name__})") from error
        if not reply.is_success:
            hint = _HINTS.get(reply.status_code, "; its log says why")
            raise BackendUnavailable(f"the Rasa server answered {reply.status_code} to {path.split('/')[1]}{hint}")
        try:
            return reply.json()
        except ValueError as error:
            raise BackendUnavailable("what answers as the Rasa server is none; check its address") from error

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._client.aclose()


_HINTS = {
    401: "; check SHAHRYAR_DIALOGUE_TOKEN",
    404: "; start it with --enable-api and our credentials.yml",
    409: "; it has no model",
}


def _turn(events: Parts, update: int) -> Parts:
    """The events from the message of that update to the next message or session; none where there is no such message.

    A session that the tracker store begins after a long one repeats the last replies.
    """
    found: Parts = []
    for event in events:
        if found and event["event"] in ("user", "session_started"):
            break
        if found or (event["event"] == "user" and (event.get("metadata") or {}).get("update") == update):
            found.append(event)
    return found
