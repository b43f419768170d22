"""Around every request: the rate limit, refusals in the right format, safe headers, one log line."""

import math
import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from city.errors import Refused, TooMany, refuse
from city.rendering import failure, suffix
from city.state import STATE
from shahryar import logs

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = logs.get("city")


@web.middleware
async def log_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line a request. The route is logged, never the query or the path itself: they may hold keys and tokens."""
    start = time.perf_counter()
    response = await handler(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    resource = request.match_info.route.resource
    _log.info(
        "request",
        method=request.method,
        route=resource.canonical if resource else None,
        status=response.status,
        milliseconds=round((time.perf_counter() - start) * 1000, 1),
    )
    return response


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns refusals, unknown paths and a missing database into error answers in the format of the URL's suffix."""
    fmt = suffix(request.path)
    try:
        return await handler(request)
    except TooMany as refused:
        response = failure(fmt, refused)
        response.headers["Retry-After"] = str(math.ceil(refused.seconds))
        return response
    except Refused as refused:
        return failure(fmt, refused)
    except web.HTTPNotFound:
        return failure(fmt, refuse(404, "There is no such resource or format here; see /discovery.xml."))
    except web.HTTPMethodNotAllowed as error:
        response = failure(fmt, refuse(405, f"{request.method} is not possible here."))
        response.headers["Allow"] = ", ".join(sorted(error.allowed_methods))
        return response
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        _log.error("the database did not answer", error=type(error).__name__)
        response = failure(fmt, refuse(503, "The database does not answer now; try again later."))
        response.headers["Retry-After"] = "5"
        return response


@web.middleware
async def limit_address(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses an address that asks too often."""
    seconds = request.app[STATE].limiter.wait(f"address {request.remote}")
    if seconds:
        raise TooMany(seconds)
    return await handler(request)
