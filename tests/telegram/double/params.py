"""Parameters of one Bot API call, whichever way they came: query string, JSON, form or multipart."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .errors import ApiError, bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """Typed access to the values; forms carry every value as a string, JSON bodies carry them as they are."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """The value as a string."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """The value as a whole number; 400 when it is something else."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def need_integer(self, name: str) -> int:
        """A whole number that has to be there."""
        value = self.integer(name)
        if value is None:
            raise bad_request(f"{name} is not specified")
        return value

    def need_number(self, name: str) -> float:
        """A number that has to be there."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """A yes or no; absent is no."""
        return self.values.get(name, False) in (True, "true", "True", "1", 1, "yes")

    def structure(self, name: str) -> Any:
        """A JSON value (object or list), decoded when it came as a string; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def file(self, name: str) -> Upload | str:
        """An uploaded file, or the file id or address given in its place."""
        if name in self.uploads:
            return self.uploads[name]
        value = self.text(name)
        if value.startswith("attach://"):
            attached = self.uploads.get(value.removeprefix("attach://"))
            if attached is None:
                raise bad_request("attached file not found")
            return attached
        if not value:
            raise bad_request(f"there is no {name} in the request")
        return value


async def read_params(request: web.Request) -> Params:
    """Collect the parameters of a request.

    Raises:
        ApiError: 400 for a JSON body that does not parse, 413 for one that is too large.
    """
    params = Params(dict(request.query))
    try:
        if request.content_type == "application/json":
            params.values |= await request.json()
        elif request.content_type.startswith("multipart/") or "form-urlencoded" in request.content_type:
            await _read_form(request, params)
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return params


async def _read_form(request: web.Request, params: Params) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params.uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params.values[name] = value
