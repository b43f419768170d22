"""Questions that the backend's own definition adds to a category, asked once and remembered for a while."""

import asyncio
import time
from collections.abc import Sequence

from actions.services import backends
from actions.services.ports import Attribute
from shahryar import logs
from shahryar.errors import BackendError

_FRESH_SECONDS = 600.0
_RETRY_SECONDS = 30.0
_PATIENCE_SECONDS = 3.0  # a citizen waits meanwhile
_known: dict[str, tuple[float, Sequence[Attribute]]] = {}
log = logs.get(__name__)


async def required(category: str) -> Sequence[Attribute]:
    """Attributes that must be answered for a category; none while the backend does not answer: the description serves."""
    until, found = _known.get(category, (0.0, ()))
    if time.monotonic() < until:
        return found
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            found = await _fetch(category)
        fresh = _FRESH_SECONDS
    except (BackendError, TimeoutError) as error:
        log.warning("no definition from the backend", category=category, error=str(error))
        found, fresh = (), _RETRY_SECONDS
    _known[category] = (time.monotonic() + fresh, found)
    return found


def forget() -> None:
    """Drop what is remembered."""
    _known.clear()


async def _fetch(category: str) -> Sequence[Attribute]:
    backend = backends.get()
    service = next((item for item in await backend.services() if item.code == category), None)
    if service is None or not service.metadata:
        return ()
    return [item for item in await backend.definition(category) if item.required and item.variable]


def match(attribute: Attribute, text: str) -> str | None:
    """Key of the one value that the text names, None where it names none or several."""
    if not attribute.values:
        return None
    named = [key for key, name in attribute.values if text == key or any(part in text.split() for part in name.split())]
    return named[0] if len(named) == 1 else None
