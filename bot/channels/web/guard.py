"""Around every request: refusals as JSON or as a page, security headers, one log line and one measurement."""

import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.channels.web.messages import wants_page
from bot.channels.web.page import problem_page, refused_page, sentence_of
from bot.channels.web.refusals import Refusal
from bot.channels.web.site import site_of
from shahryar.errors import ShahryarError, StoreError
from shahryar.texts import DEFAULT, LANGUAGES, say

log = structlog.stdlib.get_logger(__name__)
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


async def secure_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`: headers that every answer carries unless its handler chose otherwise."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache" if request.path.startswith("/static/") else "no-store")
    if site_of(request).secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors of ours into answers in the citizen's language; what is not ours stays a 500 with a traceback."""
    try:
        return await handler(request)
    except Refusal as error:
        site_of(request).metrics.refusals.labels(error.reason).inc()
        log.info("request refused", code=error.code, reason=error.reason, error=error.message, **error.context)
        return await _refuse(request, error)
    except web.HTTPRequestEntityTooLarge:
        return await _refuse(request, Refusal("too_long", 413, "the body is over the limit"))
    except web.HTTPClientError as error:
        return await _refuse(request, Refusal("not_found", error.status, "no such address or method"))
    except (StoreError, DBAPIError, PoolTimeout) as error:
        reason = error.message if isinstance(error, ShahryarError) else type(error).__name__
        log.error("the store failed a request", code=StoreError.code, error=reason, route=route_of(request))
        return _unavailable(request)


async def _refuse(request: web.Request, error: Refusal) -> web.StreamResponse:
    if wants_page(request):
        answer: web.StreamResponse = await refused_page(request, error)
    else:
        # The script asks in the page's language alone; a browser's own header lists several.
        language = request.headers.get("Accept-Language", DEFAULT)
        answer = _json(error.reason, sentence_of(error, language if language in LANGUAGES else DEFAULT), error.status)
    if error.seconds:
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _unavailable(request: web.Request) -> web.StreamResponse:
    if wants_page(request):
        return problem_page(request, say("web.errors.page_unavailable"), 503)
    return _json("unavailable", say("web.errors.unavailable"), 503)


def _json(code: str, message: str, status: int) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


@web.middleware
async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log and count a request by its route; the path itself may name a picture and stays out."""
    start = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as answer:
        status = answer.status
        raise
    finally:
        seconds = time.perf_counter() - start
        if request.path != "/events":  # a stream lasts as long as its page
            site_of(request).metrics.requests.labels(route_of(request), str(status)).observe(seconds)
        log.info(
            "request", method=request.method, route=route_of(request), status=status, milliseconds=round(seconds * 1000)
        )


def route_of(request: web.Request) -> str:
    """The route's pattern, such as `/media/{id}`."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
