"""What the dialogue asks of an organisation's backend for requests, whatever protocol it speaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ServiceType:
    """A kind of request that a backend takes. `metadata`: it has a definition with attributes."""

    code: str
    name: str
    description: str = ""
    metadata: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question that a backend asks for one kind of request. `values`: (key, name), empty for free text."""

    code: str
    datatype: str
    required: bool
    description: str
    variable: bool = True
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lodge:
    """A request to be lodged. `reference`: our tracking code; it goes into the description's last line."""

    service_code: str
    reference: str
    description: str
    lat: float | None = None
    long: float | None = None
    address: str | None = None
    media_url: str | None = None
    attributes: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lodged:
    """A backend's receipt: its id of the request, or a token that will become one."""

    id: str | None
    token: str | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the backend holds it. `status`: `open` or `closed`."""

    id: str
    status: str
    service_code: str = ""
    description: str = ""
    status_notes: str | None = None
    agency: str | None = None
    requested_at: datetime | None = None
    updated_at: datetime | None = None
    expected_at: datetime | None = None


class RequestsBackend(Protocol):
    """Adapter of one organisation's system for requests.

    All calls raise BackendUnavailable (not reached, nothing was lodged), BackendRejected (refused for good) or NotFound;
    `lodge` also BackendUnknown (sent, no answer: it may have arrived).
    """

    async def services(self) -> Sequence[ServiceType]:
        """Kinds of request it takes."""
        ...

    async def definition(self, code: str) -> Sequence[Attribute]:
        """Attributes of a kind, in the backend's order."""
        ...

    async def lodge(self, request: Lodge, key: str) -> Lodged:
        """Lodge a request. `key`: the same for every attempt at one lodging (idempotency key)."""
        ...

    async def token(self, token: str) -> str | None:
        """The id that a token has become, None as long as there is none."""
        ...

    async def get(self, request_id: str) -> Request:
        """One request by the backend's id."""
        ...

    async def find(self, reference: str, service_code: str, since: datetime) -> Request | None:
        """The request that carries our tracking code, where the backend can be searched for it.

        Raises:
            BackendUnknown: it cannot be searched, so nobody knows.
        """
        ...
