"""Backends of organisations, attached by `data/backends.yml`; credentials and addresses come from the environment."""

import os
import re
from typing import Any

from actions.services.catalogue import load_yaml
from actions.services.http import JsonApi
from actions.services.open311 import Open311
from actions.services.ports import RequestsBackend
from shahryar.errors import DataError
from shahryar.paths import DATA

REQUESTS = "city"  # the backend to which urban problems go
_VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)(?::-([^}]*))?\}")
_attached: dict[str, RequestsBackend] = {}


def get(name: str = REQUESTS) -> RequestsBackend:
    """The adapter of a backend, made at first use.

    Raises:
        DataError: `data/backends.yml` does not have it, or describes it wrongly.
    """
    if name not in _attached:
        entries = load_yaml(DATA / "backends.yml").get("backends", {})
        if not isinstance(entries, dict) or name not in entries:
            raise DataError(f"data/backends.yml: there is no backend {name!r}")
        _attached[name] = _open(name, entries[name])
    return _attached[name]


def attach(name: str, backend: RequestsBackend) -> None:
    """Use this adapter under a name from now on: the composition root's and the tests' way in."""
    _attached[name] = backend


def reset() -> None:
    """Forget all adapters, so that the next use reads file and environment again."""
    _attached.clear()


def _open(name: str, entry: dict[str, Any]) -> RequestsBackend:
    where = f"data/backends.yml: {name}"
    if entry.get("protocol") != "open311":
        raise DataError(f"{where}: protocol must be open311")
    base_url = _fill(str(entry.get("base_url", "")))
    if not base_url.startswith(("http://", "https://")):
        raise DataError(f"{where}: base_url must begin with http:// or https://")
    try:
        timeout = float(entry.get("timeout", 10))
    except (TypeError, ValueError) as error:
        raise DataError(f"{where}: timeout must be a number of seconds") from error
    lookup = entry.get("lookup", "none")
    if lookup not in ("description", "none"):
        raise DataError(f"{where}: lookup must be description or none")
    return Open311(
        JsonApi(base_url, timeout),
        api_key=_fill(str(entry.get("api_key", ""))),
        searchable=lookup == "description",
        idempotency_header=entry.get("idempotency_header"),
    )


def _fill(text: str) -> str:
    """The text with `${NAME}` and `${NAME:-default}` filled from the environment; an unset one without default is empty."""
    return _VARIABLE.sub(lambda match: os.environ.get(match[1], "") or match[2] or "", text)
