"""What the city server is told by its environment (`SHAHRYAR_CITY_*`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shahryar.errors import UsageError

DEFAULT_PORT = 8311
DEFAULT_JURISDICTION = "sample-city.example"


@dataclass(frozen=True)
class Settings:
    """Settings of one city server.

    Attributes:
        database_url: SQLAlchemy URL with the psycopg driver; tables lie in its schema `city`.
        api_key: a key registered at start (only its SHA-256 is stored), or None.
        host, port: where to listen; port 0 takes any free one.
        public_url: base address named by the discovery document; empty: the one the client used.
        jurisdiction: the only `jurisdiction_id` that is known here.
        rate_limit: requests a minute for one address and for one API key; 0 switches the limit off.
        token_delay: seconds until the token of a batch service can be exchanged for its request id.
        instance: name that whoever started the server gave it, told by /healthz; tells servers on one machine apart.
        max_results: most requests or updates in one answer (the specification says 1000).
        max_body: most bytes in a POST body.
    """

    database_url: str
    api_key: str | None = None
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str = ""
    jurisdiction: str = DEFAULT_JURISDICTION
    rate_limit: int = 6000
    token_delay: float = 5.0
    instance: str = ""
    max_results: int = 1000
    max_body: int = 1024 * 1024


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Settings out of `environment`; an empty variable equals an absent one.

    Raises:
        UsageError: the database URL is missing, or a value cannot be read; the message names the variable.
    """
    values = {name: value.strip() for name, value in environment.items() if value.strip()}
    url = values.get("SHAHRYAR_CITY_DATABASE_URL")
    if url is None:
        raise UsageError("SHAHRYAR_CITY_DATABASE_URL is not set; give the PostgreSQL URL of the city server")
    return Settings(
        database_url=_with_driver(url),
        api_key=values.get("SHAHRYAR_CITY_API_KEY"),
        host=values.get("SHAHRYAR_CITY_HOST", Settings.host),
        port=int(_number(values, "SHAHRYAR_CITY_PORT", Settings.port, 65535)),
        public_url=values.get("SHAHRYAR_CITY_PUBLIC_URL", "").rstrip("/"),
        jurisdiction=values.get("SHAHRYAR_CITY_JURISDICTION", Settings.jurisdiction),
        rate_limit=int(_number(values, "SHAHRYAR_CITY_RATE_LIMIT", Settings.rate_limit, 10_000_000)),
        instance=values.get("SHAHRYAR_CITY_INSTANCE", Settings.instance),
        token_delay=_number(values, "SHAHRYAR_CITY_TOKEN_DELAY", Settings.token_delay, 30 * 86400),
    )


def _with_driver(url: str) -> str:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError("SHAHRYAR_CITY_DATABASE_URL is not a database URL; expected postgresql://…") from error
    if parsed.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise UsageError("SHAHRYAR_CITY_DATABASE_URL must start with postgresql://; no other database is supported")
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _number(values: Mapping[str, str], name: str, default: float, largest: float) -> float:
    try:
        number = float(values.get(name, default))
    except ValueError as error:
        raise UsageError(f"{name} must be a number, not {values[name]!r}") from error
    if not 0 <= number <= largest:
        raise UsageError(f"{name} must lie between 0 and {largest}, not {values[name]!r}")
    return number
