"""Delivering a lodging to its backend, and asking how it stands. Called by the outbox and by the tracking dialogue."""

from dataclasses import dataclass, replace
from datetime import datetime

from actions.services import backends
from actions.services.attributes import match
from actions.services.ports import Lodge, RequestsBackend
from shahryar.errors import BackendRejected, BackendUnknown, NotFound
from store.lodgings import Case

_MAYBE_SENT = ("sending", "unknown")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the backend gave: its id of the request, or a token for it. `notice`: its remark."""

    external_id: str | None
    token: str | None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How a request stands at its backend. `status`: open or closed; None where only a token exists so far."""

    external_id: str | None
    status: str | None
    notes: str | None = None
    agency: str | None = None
    updated_at: datetime | None = None
    expected_at: datetime | None = None


async def deliver(case: Case, media_url: str | None) -> Delivery:
    """Lodge a case, at most once: one that may already have been sent is looked up first.

    Args:
        case: of the store; its `state` tells whether an attempt was made before.
        media_url: address under which the backend can fetch the photo.

    Raises:
        BackendUnavailable: not lodged, try again later.
        BackendUnknown: it may have been lodged, and nobody can say; set state `unknown`.
        BackendRejected: refused for good.
    """
    backend = backends.get(case.backend)
    if case.state in _MAYBE_SENT:
        try:
            found = await backend.find(case.code, case.category, case.created_at)
        except NotFound as error:
            raise BackendUnknown(f"the backend has no list to look the lodging up in: {error.message}") from error
        if found:
            return Delivery(found.id, None)
    request = _lodge(case, media_url)
    try:
        lodged = await backend.lodge(request, key=case.code)
    except NotFound as error:
        raise BackendRejected(error.message) from error
    except BackendRejected:
        completed = await _completed(backend, request)
        if completed is None:
            raise
        lodged = await backend.lodge(completed, key=case.code)
    return Delivery(lodged.id, lodged.token, lodged.notice)


async def _completed(backend: RequestsBackend, request: Lodge) -> Lodge | None:
    """The request with answers that its definition requires and its description gives, None where that is impossible.

    They are missing where the backend was down when the citizen told the problem.
    """
    missing = [
        item
        for item in await backend.definition(request.service_code)
        if item.required and item.variable and item.code not in request.attributes
    ]
    answers = {item.code: match(item, request.description) for item in missing}
    found = {code: value for code, value in answers.items() if value is not None}
    if not missing or len(found) < len(missing):
        return None
    return replace(request, attributes={**request.attributes, **found})


async def refresh(case: Case) -> Status:
    """How a delivered case stands now. Raises as the backend's `get` and `token` do; NotFound also before delivery."""
    backend = backends.get(case.backend)
    number = case.external_id
    if number is None and case.external_token is not None:
        number = await backend.token(case.external_token)
        if number is None:
            return Status(None, None)
    if number is None:
        raise NotFound("this lodging has not reached its backend yet", lodging=case.id)
    request = await backend.get(number)
    return Status(
        request.id, request.status, request.status_notes, request.agency, request.updated_at, request.expected_at
    )


def _lodge(case: Case, media_url: str | None) -> Lodge:
    details = case.details
    return Lodge(
        service_code=case.category,
        reference=case.code,
        description=str(details.get("description", "")),
        lat=details.get("lat"),
        long=details.get("long"),
        address=details.get("address"),
        media_url=media_url,
        attributes=details.get("attributes") or {},
    )
