"""Actions inside the process that runs Rasa: the same rasa-sdk executor as the action server's, without the HTTP hop."""

import json as jsonlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

PACKAGE = "actions"
_failures: ContextVar[list[Exception] | None] = ContextVar("action_failures", default=None)


@cache
def executor() -> ActionExecutor:
    """The executor of this process with all our actions registered."""
    made = ActionExecutor()
    made.register_package(PACKAGE)
    return made


@contextmanager
def failures_raised() -> Iterator[None]:
    """Raise, at the end of the block, the first exception that an action let out inside it.

    Rasa logs such an exception and goes on as if the action had said nothing; a turn must fail instead and be retried.
    """
    found: list[Exception] = []
    mark = _failures.set(found)
    try:
        yield
    finally:
        _failures.reset(mark)
    if found:
        raise found[0]


class InProcessEndpoint(EndpointConfig):
    """Rasa's action endpoint without a server: `Agent.load(…, action_endpoint=InProcessEndpoint())`."""

    def __init__(self) -> None:
        # The domain is left out of each call: no action of ours reads it, and dumping it costs more than the action.
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = executor()

    async def request(self, *_: Any, json: dict[str, Any] | None = None, **__: Any) -> dict[str, Any] | None:
        """Run the action of a call as `rasa.core.actions.action.RemoteAction` sends it; answers events and responses.

        Raises:
            ClientResponseError: 400 where the action rejected its execution, 404 where there is no such action.
        """
        try:
            result: dict[str, Any] | None = await self._executor.run(json or {})
        except ActionExecutionRejection as rejection:
            raise _as_response(400, rejection.action_name, rejection.message) from rejection
        except ActionNotFoundException as missing:
            raise _as_response(404, missing.action_name, missing.message) from missing
        except Exception as failure:
            found = _failures.get()
            if found is not None:
                found.append(failure)
            raise
        return result


def _trust_own_answers() -> None:
    """Spare in-process answers Rasa's JSON-schema check; answers from an action server still get it.

    Rasa compiles the whole event schema anew at every call: 15 ms of CPU, four fifths of a turn. What it would find here
    is impossible: rasa-sdk has checked the events of the same process just before.
    """
    check = RemoteAction._validate_action_result

    def check_foreign(self: RemoteAction, result: dict[str, Any]) -> bool:
        return isinstance(self.action_endpoint, InProcessEndpoint) or bool(check(self, result))

    RemoteAction._validate_action_result = check_foreign


_trust_own_answers()


def _as_response(status: int, action: str, message: str) -> ClientResponseError:
    return ClientResponseError(status, message, jsonlib.dumps({"action_name": action, "error": message}))
