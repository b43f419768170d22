"""POST /messages and POST /photos: into the intake, then JSON for the script or back to the page for a form."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.channels.web import history, start
from bot.channels.web.forms import Message, Photo, read_message, read_photo
from bot.channels.web.identity import CHANNEL, Visitor, address_of, required
from bot.channels.web.refusals import Refusal, malformed
from bot.channels.web.site import Site, site_of
from bot.channels.web.views import View, view
from bot.commands import split_command
from bot.messages import Incoming, Kind
from shahryar.errors import BadMessage
from store import conversations, session
from store.updates import signal

log = structlog.stdlib.get_logger(__name__)


async def post_message(request: web.Request) -> web.StreamResponse:
    """Take text, a button or a location: 202 with `{"message": view}`, or for a form 303 to the page."""
    visitor = required(request)
    _throttle(request, visitor)
    message = await read_message(request, visitor)

    async def incoming() -> Incoming:
        return await _incoming(site_of(request), visitor, message)

    return await _take(request, visitor, message.key, incoming)


async def post_photo(request: web.Request) -> web.StreamResponse:
    """Take a picture with a caption; answers as `post_message` does."""
    visitor = required(request)
    _throttle(request, visitor)
    photo = await read_photo(request, visitor)

    async def incoming() -> Incoming:
        return await _incoming_photo(site_of(request), visitor, photo)

    return await _take(request, visitor, photo.key, incoming)


def wants_page(request: web.Request) -> bool:
    """Whether a person's browser asks for a page rather than our script for data."""
    return "text/html" in request.headers.get("Accept", "")


def _throttle(request: web.Request, visitor: Visitor) -> None:
    site_of(request).throttle.check(visitor.conversation, address_of(request))


def _update_id(visitor: Visitor, key: str) -> str:
    return f"{visitor.conversation.partition(':')[2]}:{key}"  # nobody can use up another's ids


async def _incoming(site: Site, visitor: Visitor, message: Message) -> Incoming:
    name, conversation = _update_id(visitor, message.key), visitor.conversation
    if message.location:
        return Incoming(CHANNEL, name, conversation, Kind.LOCATION, location=message.location, reference=message.key)
    if message.button:
        pressed = await site.intake.offered(conversation, *message.button)
        if pressed is None:
            raise Refusal("button_gone", 409, "this conversation was not offered that button")
        title, payload = pressed
        return Incoming(CHANNEL, name, conversation, Kind.BUTTON, title, payload, reference=message.key)
    if message.start:
        async with session.transaction() as connection:
            language = await conversations.language(connection, conversation)
        opened = await start.opened(message.start, language)
        if opened is None:
            raise malformed("there is nothing that this link opens")
        return Incoming(CHANNEL, name, conversation, Kind.BUTTON, opened.title, opened.payload, reference=message.key)
    command = split_command(message.text.strip())
    if command:
        word, argument = command
        text = message.text.strip()
        return Incoming(
            CHANNEL, name, conversation, Kind.COMMAND, text, command=word, argument=argument, reference=message.key
        )
    return Incoming(CHANNEL, name, conversation, Kind.TEXT, message.text, reference=message.key)


async def _incoming_photo(site: Site, visitor: Visitor, photo: Photo) -> Incoming:
    name, conversation = _update_id(visitor, photo.key), visitor.conversation
    try:
        attachment = await site.intake.attach(conversation, photo.data)
    except BadMessage as error:
        raise Refusal("photo_kind", 415, error.message, **error.context) from error
    return Incoming(CHANNEL, name, conversation, Kind.PHOTO, photo.caption, photo=attachment, reference=photo.key)


async def _take(
    request: web.Request, visitor: Visitor, key: str, make: Callable[[], Awaitable[Incoming]]
) -> web.StreamResponse:
    site = site_of(request)
    shown, kind = await _keep(site, visitor, _update_id(visitor, key), make)
    if kind:
        site.metrics.messages.labels(kind).inc()
        log.info("message taken", conversation=visitor.conversation, kind=kind, entry=shown["id"])
    if not wants_page(request):
        return web.json_response({"message": shown}, status=202)
    await _wait_for_reply(site, visitor.conversation)
    raise web.HTTPSeeOther("/#last")


async def _keep(
    site: Site, visitor: Visitor, update_id: str, make: Callable[[], Awaitable[Incoming]]
) -> tuple[View, str]:
    """Once: a repetition finds the first one, and its kind is empty. The intake commits by itself, so no transaction of
    ours may be open around it."""
    shown = await _find(visitor.conversation, update_id)
    if shown is not None:
        return shown, ""
    incoming = await make()
    await site.intake.accept(incoming)
    async with session.transaction() as connection:
        await signal(connection, visitor.conversation)  # other pages of this browser show it too
    shown = await _find(visitor.conversation, update_id)
    if shown is None:
        raise Refusal("malformed", 409, "the intake did not keep the message")
    return shown, incoming.kind.value


async def _find(conversation: str, update_id: str) -> View | None:
    async with session.transaction() as connection:
        found = await history.of_update(connection, conversation, update_id)
        return None if found is None else view(found, await conversations.language(connection, conversation))


async def _wait_for_reply(site: Site, conversation: str) -> None:
    """A page without script cannot be told of the answer later, so it comes a little later with the answer in it."""
    async with site.signals.watch(conversation) as changed:
        try:
            async with asyncio.timeout(site.reply_wait):
                while await _is_waiting(conversation):
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            log.info("the page is shown before the answer", conversation=conversation)


async def _is_waiting(conversation: str) -> bool:
    async with session.transaction() as connection:
        return await history.is_waiting(connection, conversation)
