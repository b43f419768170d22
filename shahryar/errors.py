"""The one error tree: each error has a code, an English line for the log and a Persian text (by key) for the citizen."""

from typing import Any, ClassVar


class ShahryarError(Exception):
    """Root of all errors that Shahryar raises on purpose.

    Args:
        message: one English line for the operator: what is wrong and what to do.
        context: values for the log (masked there), never shown to a citizen.
    """

    code: ClassVar[str] = "E000"
    text_key: ClassVar[str] = "errors.general"  # key in data/texts for the citizen's sentence

    def __init__(self, message: str, **context: Any) -> None:
        super().__init__(message)
        self.message = message
        self.context = context

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class UsageError(ShahryarError):
    """The command line or a setting is wrong; the process ends with status 2."""

    code = "E100"


class StoreError(ShahryarError):
    """PostgreSQL or its data directory cannot be used."""

    code = "E200"


class ModelError(ShahryarError):
    """There is no usable model, or training failed."""

    code = "E300"


class DataError(ShahryarError):
    """A file under data/ is wrong; the message names file and line."""

    code = "E400"


class BackendError(ShahryarError):
    """An organisation's backend did not do what was asked."""

    code = "E500"
    text_key = "errors.backend"


class BackendUnavailable(BackendError):
    """The backend was not reached, or said that it cannot serve now: nothing was lodged, try again later."""

    code = "E501"
    text_key = "errors.backend_unavailable"


class BackendUnknown(BackendError):
    """A request may or may not have arrived (time-out after sending): look it up before sending again."""

    code = "E502"
    text_key = "errors.backend_unavailable"


class BackendRejected(BackendError):
    """The backend refused the request for good."""

    code = "E503"
    text_key = "errors.backend_rejected"


class NotFound(BackendError):
    """The backend does not know what was asked for."""

    code = "E504"
    text_key = "errors.not_found"


class ChannelError(ShahryarError):
    """A message could not be delivered on its channel; `permanent` where trying again is useless (blocked)."""

    code = "E600"

    def __init__(self, message: str, *, permanent: bool = False, **context: Any) -> None:
        super().__init__(message, **context)
        self.permanent = permanent


class BadMessage(ShahryarError):
    """What a citizen or client sent cannot be taken: too large, of a wrong kind, malformed."""

    code = "E700"
    text_key = "errors.bad_message"


class MessageTooLong(BadMessage):
    """A text over the limit of a message."""

    code = "E703"
    text_key = "channel.too_long"
