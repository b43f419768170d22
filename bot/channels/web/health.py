"""`/healthz` for load balancers and people, `/metrics` for Prometheus on this machine."""

import asyncio

import structlog
from aiohttp import web
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.channels.web.identity import is_loopback
from bot.channels.web.site import site_of
from shahryar.errors import StoreError
from store import session

_QUEUES = text(
    "SELECT queue_name, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY queue_name"
)
_WORKER = text("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
_PATIENCE = 3.0  # seconds to wait for the database
log = structlog.stdlib.get_logger(__name__)


async def _queues() -> tuple[dict[str, int], float | None]:
    async with asyncio.timeout(_PATIENCE), session.transaction() as connection:
        queues = {str(name): int(number) for name, number in await connection.execute(_QUEUES)}
        seen = await connection.scalar(_WORKER)
    return queues, None if seen is None else float(seen)


async def healthz(request: web.Request) -> web.Response:
    """`{"status", "database", "worker": {"alive", "seconds"}, "queues"}`; 503 when the database is down.

    `status`: `ok`; `degraded` where no worker was seen lately (messages are kept, answers wait); `down`.
    """
    try:
        queues, seen = await _queues()
    except (StoreError, DBAPIError, TimeoutError) as error:
        log.error("the database does not answer the health check", code="E200", error=type(error).__name__)
        body = {"status": "down", "database": False, "worker": {"alive": False, "seconds": None}, "queues": {}}
        return web.json_response(body, status=503)
    alive = seen is not None and seen <= site_of(request).worker_grace
    worker = {"alive": alive, "seconds": None if seen is None else round(seen, 1)}
    status = "ok" if alive else "degraded"
    return web.json_response({"status": status, "database": True, "worker": worker, "queues": queues})


async def metrics(request: web.Request) -> web.Response:
    """Prometheus' text format, for this machine only: 404 for others and for what a proxy passes on."""
    if not is_loopback(request.remote) or {"Forwarded", "X-Forwarded-For"} & request.headers.keys():
        raise web.HTTPNotFound
    site = site_of(request)
    queues, _ = await _queues()
    site.metrics.queue.clear()
    for name, number in queues.items():
        site.metrics.queue.labels(name).set(number)
    site.metrics.streams.set(site.streams.count)
    return web.Response(body=site.metrics.page(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})
