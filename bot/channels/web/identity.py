"""Who writes: a secret in a cookie. The database knows only its hash, forms carry only an HMAC of it."""

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.refusals import Refusal
from bot.channels.web.site import site_of

CHANNEL = "web"
CSRF_HEADER = "X-CSRF-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits in url-safe base64
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser.

    Attributes:
        secret: what its cookie holds.
        conversation: `web:` and 32 hexadecimal digits of the secret's SHA-256.
        csrf: HMAC-SHA-256 of the secret, in hexadecimal; every POST must bring it.
    """

    secret: str
    conversation: str
    csrf: str


def _cookie_name(request: web.Request) -> str:
    return "__Host-shahryar" if site_of(request).secure else "shahryar"


def _visitor(request: web.Request, secret: str) -> Visitor:
    digest = hashlib.sha256(secret.encode()).hexdigest()[:32]
    csrf = hmac.new(site_of(request).secret.encode(), secret.encode(), hashlib.sha256).hexdigest()
    return Visitor(secret, f"{CHANNEL}:{digest}", csrf)


def known(request: web.Request) -> Visitor | None:
    """The visitor whose cookie came with the request, None where there is none."""
    secret = request.cookies.get(_cookie_name(request), "")
    return _visitor(request, secret) if _SECRET.fullmatch(secret) else None


def new(request: web.Request) -> Visitor:
    """A visitor with a fresh secret."""
    return _visitor(request, secrets.token_urlsafe(32))


def required(request: web.Request) -> Visitor:
    """The visitor of a request that makes no sense without one. Raises Refusal `expired` (403)."""
    visitor = known(request)
    if visitor is None:
        raise Refusal("expired", 403, "the request has no conversation cookie")
    return visitor


def check_csrf(request: web.Request, visitor: Visitor, field: str = "") -> None:
    """Compare the token of the header, else of the form field. Raises Refusal `expired` (403)."""
    token = request.headers.get(CSRF_HEADER, field)
    if not hmac.compare_digest(token.encode("utf-8", "replace"), visitor.csrf.encode()):
        raise Refusal("expired", 403, "the CSRF token is missing or wrong")


def remember(request: web.Request, response: web.StreamResponse, visitor: Visitor) -> None:
    """Set the cookie, for a year from now."""
    response.set_cookie(
        _cookie_name(request),
        visitor.secret,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=site_of(request).secure,
        path="/",
    )


def is_loopback(address: str | None) -> bool:
    """Whether the address is of this machine."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def address_of(request: web.Request) -> str:
    """The client's address; that of `X-Forwarded-For` (its last hop) where a proxy on this machine passed it on."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and is_loopback(request.remote) else request.remote or ""
