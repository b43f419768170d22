"""What the answers of the public interface share: open to scripts of other sites, limited, cacheable, errors as JSON."""

import asyncio
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.web.identity import address_of
from bot.channels.web.limits import Buckets
from bot.channels.web.refusals import Refusal
from bot.channels.web.site import site_of
from shahryar.errors import DataError

JSON: Final = "application/json"
_READING: Final = ("GET", "HEAD")
_CORS: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": ", ".join(_READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_CACHE: Final = "public, max-age=300"  # seconds; afterwards the ETag saves the transfer
log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the makers of answers see it: the installation's address, the path's id and the query."""

    base: str
    id: str
    query: Mapping[str, str]


Make = Callable[[Asked], Any]


def opened(make: Make, public_url: str, buckets: Buckets, media_type: str = JSON) -> Handler:
    """A handler for all methods of an address whose answer to GET is what `make` returns, as JSON.

    Args:
        make: runs in a thread, since the first use of the catalogue reads its files; may raise Refusal.
        public_url: the installation's address; empty: the one that the client used.
        buckets: rate limit by the client's address.
        media_type: of the answer; errors are always `application/json`.
    """

    async def handle(request: web.Request) -> web.Response:
        if request.method == "OPTIONS":
            return web.Response(status=204, headers=_CORS | _PREFLIGHT)
        try:
            _admit(request, buckets)
            base = public_url.rstrip("/") or f"{request.scheme}://{request.host}"
            asked = Asked(base, request.match_info.get("id", ""), _single(request))
            body = await asyncio.to_thread(_encoded, make, asked)
        except Refusal as error:
            return _refused(request, error)
        except DataError as error:
            log.error("the catalogue cannot be read", code=error.code, error=error.message)
            return _error("unavailable", "The catalogue cannot be read at the moment. Try again later.", 503)
        return _answer(request, body, media_type)

    return handle


def _admit(request: web.Request, buckets: Buckets) -> None:
    if request.method not in _READING:
        raise Refusal("method_not_allowed", 405, "This interface is read-only. Use GET or HEAD.")
    wait = math.ceil(buckets.take(address_of(request)))
    if wait:
        raise Refusal("too_fast", 429, f"Too many requests from this address. Try again in {wait} s.", seconds=wait)


def _single(request: web.Request) -> dict[str, str]:
    for name in request.query:
        if len(request.query.getall(name)) > 1:
            raise Refusal("bad_parameter", 400, f"The parameter {name!r} is given more than once.")
    return dict(request.query)


def _encoded(make: Make, asked: Asked) -> bytes:
    made = make(asked)
    return made if isinstance(made, bytes) else encoded(made)


def encoded(value: Any) -> bytes:
    """JSON in UTF-8; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False).encode()


def _answer(request: web.Request, body: bytes, media_type: str) -> web.Response:
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = _CORS | {"Cache-Control": _CACHE}
    known = {etag.value for etag in request.if_none_match or ()}
    if known & {tag, "*"}:
        response = web.Response(status=304, headers=headers)
    else:
        response = web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)
    response.etag = tag
    return response


def _refused(request: web.Request, error: Refusal) -> web.Response:
    site_of(request).metrics.refusals.labels(error.reason).inc()
    log.info("request refused", code=error.code, reason=error.reason, error=error.message)
    response = _error(error.reason, error.message, error.status)
    if error.seconds:
        response.headers["Retry-After"] = str(error.seconds)
    if error.status == 405:
        response.headers["Allow"] = ", ".join((*_READING, "OPTIONS"))
    return response


def _error(code: str, message: str, status: int) -> web.Response:
    body = encoded({"error": {"code": code, "message": message}})
    return web.Response(body=body, status=status, content_type=JSON, charset="utf-8", headers=_CORS)
