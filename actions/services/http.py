"""JSON over HTTP, with failures told apart by what is known to have happened at the other side."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from shahryar.errors import BackendError, BackendRejected, BackendUnavailable, BackendUnknown, NotFound

MAX_BODY = 4 * 1024 * 1024
_CONNECT_SECONDS = 5.0


class JsonApi:
    """One server's JSON interface.

    Args:
        base_url: address without trailing slash.
        timeout: seconds for one call in all.
    """

    def __init__(self, base_url: str, timeout: float = 10.0) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=min(_CONNECT_SECONDS, timeout))

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """Body of a GET. Raises BackendUnavailable, BackendRejected or NotFound."""
        return await self._call("GET", path, params=query)

    async def post(self, path: str, fields: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> Any:
        """Body of the answer to a form POST.

        Raises:
            BackendUnavailable: no connection, or refused for now (429): it was not taken.
            BackendUnknown: time-out or a broken connection after sending, 5xx, or an unreadable answer: it may have been.
            BackendRejected, NotFound: refused for good.
        """
        return await self._call("POST", path, data=aiohttp.FormData(fields), headers=headers)

    async def _call(self, method: str, path: str, **options: Any) -> Any:
        maybe_taken = BackendUnknown if method == "POST" else BackendUnavailable
        url = self._base_url + path
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.request(method, url, allow_redirects=False, **options) as response,
            ):
                body = await response.content.read(MAX_BODY + 1)
                while len(body) <= MAX_BODY and (more := await response.content.read(MAX_BODY)):
                    body += more
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise BackendUnavailable(f"{method} {path}: no connection to the backend: {_reason(error)}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise maybe_taken(f"{method} {path}: no answer from the backend: {_reason(error)}") from error
        if not 200 <= status < 300:
            raise _refusal(method, path, status, body)
        try:
            if len(body) > MAX_BODY:
                raise ValueError("over 4 MB")
            return json.loads(body)
        except ValueError as error:
            raise maybe_taken(f"{method} {path}: the backend's answer is no JSON: {error}") from error


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _refusal(method: str, path: str, status: int, body: bytes) -> BackendError:
    message = f"{method} {path}: the backend answered {status}: {_descriptions(body)}"
    if status == 404:
        return NotFound(message)
    if status == 429:
        return BackendUnavailable(message)
    if 400 <= status < 500:
        return BackendRejected(message)
    return BackendUnknown(message) if method == "POST" and status >= 500 else BackendUnavailable(message)


def _descriptions(body: bytes) -> str:
    """What the backend says about the error: GeoReport's `[{code, description}]`, wrapped or not, else nothing."""
    try:
        tree = json.loads(body[:20_000])
    except ValueError:
        return "no reason given"
    items = tree.get("errors", [tree]) if isinstance(tree, dict) else tree
    found = [str(item["description"]) for item in items if isinstance(item, dict) and item.get("description")]
    return "; ".join(found)[:500] or "no reason given"
