"""Actions in their own process: rasa-sdk's server behind a token, on loopback unless told otherwise."""

import asyncio
import hmac

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from actions.services.documents.library import library
from actions.services.executor import PACKAGE
from shahryar import logs
from shahryar.errors import UsageError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def app(token: str = "") -> Sanic:
    """The server's application. With a `token`, every call but `/health` must carry it as query parameter `token`."""
    made = create_app(PACKAGE, cors_origins="")

    @made.before_server_start
    async def warm_up(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        await asyncio.to_thread(library().refresh)

    if token:

        @made.on_request
        async def check(request: Request) -> HTTPResponse | None:
            if request.path == "/health" or hmac.compare_digest(request.args.get("token", "").encode(), token.encode()):
                return None
            return json_response({"error": "the token is missing or wrong"}, status=403)

    @made.exception(Exception)
    async def hide(request: Request, error: Exception) -> HTTPResponse:
        """rasa-sdk answers errors with the request's body, which holds what citizens wrote; this answers without."""
        logs.get(__name__).error("action failed", path=request.path, exc_info=error)
        return json_response({"error": "the action failed; see the action server's log"}, status=500)

    return made


def run(host: str = "127.0.0.1", port: int = 5055, token: str = "") -> None:
    """Serve until stopped. Raises UsageError for an address beyond loopback without a token."""
    if host not in LOOPBACK and not token:
        raise UsageError(f"serving actions on {host} needs a token; without one use {LOOPBACK[0]}")
    app(token).run(host, port, workers=1, access_log=False)
