"""Which function answers which method."""

from collections.abc import Awaitable, Callable
from typing import Any

from .params import Params
from .world import World

Handler = Callable[[World, Params], Awaitable[Any]]
METHODS: dict[str, Handler] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a handler under Bot API method names, which are not case-sensitive."""

    def register(handler: Handler) -> Handler:
        for name in names:
            METHODS[name.lower()] = handler
        return handler

    return register
