"""GET /: the whole conversation as one page, which needs no script. POST /language switches its language."""

import json
import uuid
from functools import partial
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.channels.web import forms, history, identity, start
from bot.channels.web.identity import Visitor
from bot.channels.web.limits import MAX_BODY
from bot.channels.web.refusals import Refusal, malformed
from bot.channels.web.site import site_of
from bot.channels.web.views import mark_active, view
from bot.intake import MAX_TEXT
from shahryar.formats import persian_digits
from shahryar.texts import DEFAULT, LANGUAGES, catalogue, say
from store import conversations, session
from store.conversations import MAX_ATTACHMENT

_SUGGESTIONS = ("documents", "problem", "cost", "track")


async def index(request: web.Request) -> web.StreamResponse:
    """The page, from `?before=<cursor>` backwards where that is given; a new browser gets its cookie.

    `?start=s_passport`, as a QR code has it, shows a button for that, which the script presses by itself. The page alone
    takes nothing in: who only looks at an address, as previews do, leaves no trace.
    """
    visitor = identity.known(request) or identity.new(request)
    return await _page(request, visitor, request.query.get("before", ""))


async def refused_page(request: web.Request, error: Refusal) -> web.StreamResponse:
    """The page with the reason of a refusal and, of a form, the text that was not taken."""
    visitor = identity.known(request)
    if visitor is None or error.reason == "not_found":
        return problem_page(request, sentence_of(error, DEFAULT), error.status)
    return await _page(request, visitor, refusal=error)


def problem_page(request: web.Request, sentence: str, status: int) -> web.StreamResponse:
    """A page without the conversation."""
    context = {"language": DEFAULT, "t": partial(_text, DEFAULT), "sentence": sentence}
    response: web.StreamResponse = aiohttp_jinja2.render_template("problem.html", request, context, status=status)
    return response


async def post_language(request: web.Request) -> web.StreamResponse:
    """Switch the conversation's language (form field `language`), then 303 to the page."""
    visitor = identity.required(request)
    site_of(request).throttle.check(visitor.conversation, identity.address_of(request))
    language = (await forms.read_form(request, visitor)).get("language", "")
    if language not in LANGUAGES:
        raise malformed("unknown language")
    async with session.transaction() as connection:
        await conversations.ensure(connection, visitor.conversation, language)
        await conversations.set_language(connection, visitor.conversation, language)
    raise web.HTTPSeeOther("/")


def sentence_of(error: Refusal, language: str) -> str:
    """What a citizen reads about a refusal."""
    seconds = persian_digits(error.seconds) if language == "fa" else str(error.seconds)
    return say(f"web.errors.{error.reason}", language, seconds=seconds)


async def _page(
    request: web.Request, visitor: Visitor, before: str = "", refusal: Refusal | None = None
) -> web.StreamResponse:
    place = history.Cursor.parse(before) if before else history.END
    async with session.transaction() as connection:
        language = await conversations.language(connection, visitor.conversation)
        entries, earlier = await history.recent(connection, visitor.conversation, place)
        waiting = await history.is_waiting(connection, visitor.conversation)
    views = mark_active([view(entry, language) for entry in entries])
    context: dict[str, Any] = {
        "language": language,
        "t": partial(_text, language),
        "texts": json.dumps(client_texts(language), ensure_ascii=False),
        "limits": {"text": MAX_TEXT, "photo": MAX_ATTACHMENT},
        "csrf": visitor.csrf,
        "form_id": str(uuid.uuid4()),
        "messages": views,
        "cursor": str(history.Cursor().past(entries)),
        "earlier": str(place.before(entries)) if earlier else "",
        "at_end": not before,
        "waiting": waiting and not before,
        "start": None if before else await start.opened(request.query.get("start", ""), language),
        "suggestions": [_text(language, f"suggestions.{name}") for name in _SUGGESTIONS],
        "refusal": sentence_of(refusal, language) if refusal else "",
        "draft": await _draft(request) if refusal else "",
    }
    response: web.StreamResponse = aiohttp_jinja2.render_template(
        "page.html", request, context, status=refusal.status if refusal else 200
    )
    identity.remember(request, response, visitor)
    return response


async def _draft(request: web.Request) -> str:
    """The text of a form that was refused, so that it need not be typed again."""
    if request.content_type != "application/x-www-form-urlencoded" or (request.content_length or 0) > MAX_BODY:
        return ""
    return str((await request.post()).get("text", ""))


def client_texts(language: str) -> dict[str, str]:
    """The sentences that the script needs."""
    prefix = "web.client."
    return {key.removeprefix(prefix): text for key, text in catalogue(language).items() if key.startswith(prefix)}


def _text(language: str, key: str) -> str:
    return say(f"web.{key}", language)
