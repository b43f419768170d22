"""What the web channel refuses, each with an HTTP status and a sentence for the citizen (`web.errors.<reason>`)."""

from typing import Any

from shahryar.errors import BadMessage


class Refusal(BadMessage):
    """A request that is not served.

    Args:
        reason: key under `web.errors` and `error.code` of the JSON answer.
        status: HTTP status, 4xx.
        message: English line for the log.
        seconds: when trying again makes sense; 0 where it does not.
    """

    def __init__(self, reason: str, status: int, message: str, *, seconds: int = 0, **context: Any) -> None:
        super().__init__(message, **context)
        self.reason = reason
        self.status = status
        self.seconds = seconds


def malformed(message: str) -> Refusal:
    """A request that no page of ours sends."""
    return Refusal("malformed", 400, message)
