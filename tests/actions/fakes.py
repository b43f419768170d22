"""In-memory stand-ins for what lies behind the ports, and messages as the channels hand them in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.services.executor import executor
from actions.services.ports import Attribute, Lodge, Lodged, Request, ServiceType
from shahryar.errors import BackendError, BackendRejected, NotFound

OUTAGE = Attribute(
    "UTILITY",
    "singlevaluelist",
    True,
    "کدام قطع است؟",
    True,
    (("water", "آب"), ("power", "برق"), ("gas", "گاز"), ("phone", "تلفن")),
)


class FakeBackend:
    """A city in memory. `failure`: raised by every call while set. `searchable` requests are in `requests`."""

    def __init__(self) -> None:
        self.requests: dict[str, Request] = {}
        self.lodged: list[tuple[Lodge, str]] = []
        self.tokens: dict[str, str | None] = {}
        self.failure: BackendError | None = None
        self.refuse_without: str | None = None

    def _maybe_fail(self) -> None:
        if self.failure is not None:
            raise self.failure

    async def services(self) -> Sequence[ServiceType]:
        self._maybe_fail()
        return [ServiceType("pothole", "چاله"), ServiceType("utility-outage", "قطعی", metadata=True)]

    async def definition(self, code: str) -> Sequence[Attribute]:
        self._maybe_fail()
        return [OUTAGE] if code == "utility-outage" else []

    async def lodge(self, request: Lodge, key: str) -> Lodged:
        self._maybe_fail()
        self.lodged.append((request, key))
        if self.refuse_without and self.refuse_without not in request.attributes:
            raise BackendRejected(f"attribute {self.refuse_without} is required")
        number = f"SR-{len(self.requests) + 1}"
        self.requests[number] = Request(number, "open", request.service_code, f"{request.description}\n{key}")
        return Lodged(number)

    async def token(self, token: str) -> str | None:
        self._maybe_fail()
        return self.tokens[token]

    async def get(self, request_id: str) -> Request:
        self._maybe_fail()
        if request_id not in self.requests:
            raise NotFound(f"no request {request_id}")
        return self.requests[request_id]

    async def find(self, reference: str, service_code: str, since: datetime) -> Request | None:
        self._maybe_fail()
        return next((item for item in self.requests.values() if reference in item.description), None)


def metadata(**values: Any) -> dict[str, Any]:
    """Metadata of a message as the core sends it."""
    plain = {"conversation": "web:1", "update": 1, "kind": "text", "location": None, "photo": None, "contact": None}
    return {**plain, "title": "", "language": "fa", "edited": False, **values}


def user(text: str, intent: str, entities: dict[str, str] | None = None, **values: Any) -> dict[str, Any]:
    """A message's parse data; `confidence`, candidates (ids, or id → score) and `faults` (kind → fault) may be given.

    All other values go into its metadata.
    """
    data: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": values.pop("confidence", 1.0)},
        "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        "intent_ranking": values.pop("ranking", []),
    }
    for key in ("service_candidates", "category_candidates"):
        given = values.pop(key, [])
        scores = given if isinstance(given, dict) else dict.fromkeys(given, 0.5)
        data[key] = [{"id": name, "score": score} for name, score in scores.items()]
    data["faults"] = [{"entity": kind, "fault": fault} for kind, fault in values.pop("faults", {}).items()]
    return {**data, "metadata": metadata(**values)}


async def run(action: str, message: dict[str, Any], slots: dict[str, Any] | None = None, **tracker: Any) -> "Answer":
    """Run one action through rasa-sdk's executor, as Rasa does."""
    events = tracker.pop("before", [])
    state = {
        "sender_id": "web:1",
        "slots": slots or {},
        "latest_message": message,
        "events": [*events, {"event": "user", "text": message["text"]}, *tracker.pop("after", [])],
        "active_loop": {"name": "report_form"} if tracker.pop("form", False) else {},
        **tracker,
    }
    found = await executor().run({"next_action": action, "tracker": state, "sender_id": "web:1"})
    assert found is not None
    return Answer(found)


class Answer:
    """What an action said and did."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.events = result["events"]
        self.messages = result["responses"]
        self.text = "\n".join(message["text"] or "" for message in self.messages)
        self.titles = [button["title"] for message in self.messages for button in message["buttons"]]
        self.payloads = [button["payload"] for message in self.messages for button in message["buttons"]]
        self.slots = {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}
        self.followup = next((event["name"] for event in self.events if event["event"] == "followup"), None)
