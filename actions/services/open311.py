"""Client of Open311 GeoReport v2 in JSON (http://wiki.open311.org/GeoReport_v2), bare or wrapped as FixMyStreet does."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from actions.services.http import JsonApi
from actions.services.ports import Attribute, Lodge, Lodged, Request, ServiceType
from shahryar.errors import BackendUnavailable, BackendUnknown
from shahryar.texts import say

MAX_DESCRIPTION = 4000  # of the specification
_SEARCH_SLACK = timedelta(days=1)  # the backend's clock and time zone may differ from ours


class Open311:
    """One GeoReport endpoint.

    Args:
        api: the HTTP side.
        api_key: needed for lodging alone.
        searchable: requests can be looked up by our tracking code in the description's last line.
        idempotency_header: name of the header by which the backend recognises a repeated POST, if it does.
    """

    def __init__(
        self, api: JsonApi, *, api_key: str = "", searchable: bool = False, idempotency_header: str | None = None
    ) -> None:
        self._api = api
        self._api_key = api_key
        self._searchable = searchable
        self._idempotency_header = idempotency_header

    async def services(self) -> Sequence[ServiceType]:
        """See RequestsBackend."""
        return [
            ServiceType(
                code=_text(item, "service_code"),
                name=_text(item, "service_name"),
                description=_text(item, "description"),
                metadata=str(item.get("metadata", "")).lower() == "true",
                group=_text(item, "group"),
            )
            for item in _items(await self._api.get("/services.json"), "services")
        ]

    async def definition(self, code: str) -> Sequence[Attribute]:
        """See RequestsBackend."""
        body = await self._api.get(f"/services/{_segment(code)}.json")
        definition = next(iter(_items(body, "service_definition")), {})
        attributes = [_attribute(item) for item in _items(definition.get("attributes") or [], "attributes")]
        return [attribute for attribute in attributes if attribute.code]

    async def lodge(self, request: Lodge, key: str) -> Lodged:
        """See RequestsBackend. A receipt without id and token is BackendUnknown: it was taken, but as what?"""
        headers = {self._idempotency_header: key} if self._idempotency_header else {}
        body = await self._api.post("/requests.json", self._fields(request), headers)
        receipt = next(iter(_items(body, "service_requests", sent=True)), {})
        number, token = _text(receipt, "service_request_id"), _text(receipt, "token")
        if not number and not token:
            raise BackendUnknown("the backend's receipt holds neither service_request_id nor token")
        return Lodged(number or None, token or None, _text(receipt, "service_notice") or None)

    async def token(self, token: str) -> str | None:
        """See RequestsBackend."""
        found = next(iter(_items(await self._api.get(f"/tokens/{_segment(token)}.json"), "service_requests")), {})
        return _text(found, "service_request_id") or None

    async def get(self, request_id: str) -> Request:
        """See RequestsBackend."""
        items = _items(await self._api.get(f"/requests/{_segment(request_id)}.json"), "service_requests")
        if not items:
            raise BackendUnavailable("the backend answered with an empty list for a single request")
        return _request(items[0])

    async def find(self, reference: str, service_code: str, since: datetime) -> Request | None:
        """See RequestsBackend."""
        if not self._searchable:
            raise BackendUnknown("this backend cannot be searched for a lodging; a person has to look it up")
        start = (since - _SEARCH_SLACK).isoformat(timespec="seconds")
        body = await self._api.get("/requests.json", {"service_code": service_code, "start_date": start})
        line = reference_line(reference)
        for item in _items(body, "service_requests"):
            if _text(item, "description").rstrip().endswith(line):
                return _request(item)
        return None

    def _fields(self, request: Lodge) -> list[tuple[str, str]]:
        line = reference_line(request.reference)
        room = MAX_DESCRIPTION - len(line) - 1
        pairs: list[tuple[str, str]] = [
            ("api_key", self._api_key),
            ("service_code", request.service_code),
            ("description", f"{request.description[:room]}\n{line}"),
            ("lat", "" if request.lat is None else f"{request.lat:.6f}"),
            ("long", "" if request.long is None else f"{request.long:.6f}"),
            ("address_string", request.address or ""),
            ("media_url", request.media_url or ""),
        ]
        for code, value in request.attributes.items():
            if isinstance(value, str):
                pairs.append((f"attribute[{code}]", value))
            else:
                pairs.extend((f"attribute[{code}][]", item) for item in value)
        return [(name, value) for name, value in pairs if value]


def reference_line(reference: str) -> str:
    """Last line of every description that we lodge; by it a lodging is found again."""
    return say("requests.reference_line", code=reference)


def _segment(value: str) -> str:
    return quote(value, safe="")


def _items(body: Any, wrapper: str, *, sent: bool = False) -> list[dict[str, Any]]:
    """The members of a bare array, of an array wrapped in an object, or a single object as one member."""
    inner = body.get(wrapper, body) if isinstance(body, dict) else body
    if isinstance(inner, dict):
        nested = inner.get("request") or inner.get("service")
        inner = nested if isinstance(nested, list) else [inner]
    if not isinstance(inner, list) or not all(isinstance(item, dict) for item in inner):
        message = f"the backend's answer is not a list of {wrapper}"
        raise BackendUnknown(message) if sent else BackendUnavailable(message)
    return inner


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return str(value) if value is not None else ""


def _attribute(item: dict[str, Any]) -> Attribute:
    values = item.get("values") or []
    return Attribute(
        code=_text(item, "code"),
        datatype=_text(item, "datatype") or "string",
        required=str(item.get("required", "")).lower() == "true",
        description=_text(item, "description"),
        variable=str(item.get("variable", "true")).lower() != "false",
        values=tuple((_text(value, "key"), _text(value, "name")) for value in values if isinstance(value, dict)),
    )


def _moment(item: dict[str, Any], key: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_text(item, key)) if _text(item, key) else None
    except ValueError:
        return None  # an optional field that is no date tells nothing; the request itself is still good


def _request(item: dict[str, Any]) -> Request:
    number = _text(item, "service_request_id")
    if not number:
        raise BackendUnavailable("the backend's request lacks its service_request_id")
    return Request(
        id=number,
        status=_text(item, "status").lower() or "open",
        service_code=_text(item, "service_code"),
        description=_text(item, "description"),
        status_notes=_text(item, "status_notes") or None,
        agency=_text(item, "agency_responsible") or None,
        requested_at=_moment(item, "requested_datetime"),
        updated_at=_moment(item, "updated_datetime"),
        expected_at=_moment(item, "expected_datetime"),
    )
