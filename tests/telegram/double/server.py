"""The HTTP side: Telegram's addresses on loopback."""

import asyncio
import json
import re

from aiohttp import web

from . import methods_bot, methods_edit, methods_inline, methods_send, methods_updates
from .errors import ApiError
from .failures import Failure, Failures, Kind
from .params import Params, read_params
from .registry import METHODS
from .world import Call, World

_TOKEN = re.compile(r"\d+:[\w-]{30,}")
# importing them fills the registry
_MODULES = (methods_bot, methods_edit, methods_inline, methods_send, methods_updates)


class Server:
    """Serves a world over HTTP."""

    def __init__(self, world: World, failures: Failures) -> None:
        self.world = world
        self.failures = failures
        self.port = 0
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on loopback; port 0 takes a free one."""
        application = web.Application(client_max_size=60_000_000)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """End all calls that wait, and close."""
        self._closing.set()
        self.world.queue.stop()
        await self.world.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        failure = self.failures.take(name)
        try:
            self._check_token(request.match_info["token"])
            params = await read_params(request)
            if failure and not failure.after:
                return await self._fail(request, failure)
            response = await self._answer(name, params)
        except ApiError as error:
            response = _json(error.body(), error.code)
        if failure and failure.after:
            return await self._fail(request, failure)
        return response

    async def _answer(self, name: str, params: Params) -> web.Response:
        handler = METHODS.get(name.lower())
        if handler is None:
            raise ApiError(404, "Not Found: method not found")
        try:
            result = await handler(self.world, params)
        except ApiError as error:
            self.world.calls.append(Call(name, params, error.code))
            raise
        self.world.calls.append(Call(name, params, 200))
        return _json({"ok": True, "result": result}, 200)

    def _check_token(self, token: str) -> None:
        if token == self.world.token:
            return
        raise ApiError(401, "Unauthorized") if _TOKEN.fullmatch(token) else ApiError(404, "Not Found")

    async def _fail(self, request: web.Request, failure: Failure) -> web.Response:
        if failure.kind is Kind.ERROR:
            return _json(ApiError(500, "Internal Server Error").body(), 500)
        if failure.kind is Kind.GATEWAY:
            return web.Response(status=502, text="<html><body>502 Bad Gateway</body></html>", content_type="text/html")
        if failure.kind is Kind.TIMEOUT:
            await self._closing.wait()
        elif request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return _json(error.body(), error.code)
        for stored in self.world.files.values():
            if stored.path == request.match_info["path"]:
                return web.Response(body=stored.data, content_type="application/octet-stream")
        return _json(ApiError(404, "Not Found").body(), 404)


def _json(body: object, status: int) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")
