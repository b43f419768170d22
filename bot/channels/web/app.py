"""The web application: routes, limits, templates. The composition root makes it and runs it."""

from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.channels.base import Intake
from bot.channels.web import guard, health, live, media, messages, page
from bot.channels.web.api.routes import routes as api_routes
from bot.channels.web.limits import MAX_BODY, Limits, Streams, Throttle
from bot.channels.web.metrics import Metrics
from bot.channels.web.sheets import Name, Sheets, no_bot
from bot.channels.web.site import SITE, Signals, Site

_HERE = Path(__file__).parent


def make_app(
    *,
    intake: Intake,
    signals: Signals,
    secret: str,
    public_url: str = "",
    limits: Limits | None = None,
    reply_wait: float = 8.0,
    worker_grace: float = 10.0,
    bot_name: Name = no_bot,
) -> web.Application:
    """The chat page and its interface. Run it with `access_log=None`: the application logs its requests itself.

    Args:
        intake: the durable way in; the module `bot.intake` is one.
        signals: wakes pages when a conversation has something new; started and stopped by the caller.
        secret: key of the CSRF tokens (`bot.settings.kept_secret`).
        public_url: address from outside; with `https:` cookies are Secure and the browser is held to https.
        limits: rates; the defaults suit one process.
        reply_wait: seconds for which a form's answer waits for the reply.
        worker_grace: seconds after which a silent worker counts as gone in `/healthz`.
        bot_name: tells the user name of the Telegram bot, for printed sheets.
    """
    limits = limits or Limits()
    app = web.Application(middlewares=[guard.measure, guard.answer_refusals], client_max_size=MAX_BODY)
    app[SITE] = Site(
        intake=intake,
        signals=signals,
        secret=secret,
        secure=public_url.startswith("https:"),
        throttle=Throttle(limits),
        streams=Streams(limits),
        metrics=Metrics(),
        reply_wait=reply_wait,
        worker_grace=worker_grace,
    )
    environment = aiohttp_jinja2.setup(
        app, loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.undefined = jinja2.StrictUndefined
    app.on_response_prepare.append(guard.secure_headers)
    app.on_shutdown.append(_stop_streams)
    app.add_routes(
        [
            web.get("/", page.index),
            web.post("/language", page.post_language),
            web.post("/messages", messages.post_message),
            web.post("/photos", messages.post_photo),
            web.get("/events", live.get_events, allow_head=False),
            web.get("/history", live.get_history),
            web.get(r"/media/{id:[A-Za-z0-9_-]{32}}", media.get_media),
            web.get("/healthz", health.healthz),
            web.get("/metrics", health.metrics),
            web.static("/static", _HERE / "static"),
            *api_routes(public_url, limits),
            *Sheets(public_url, limits, bot_name).routes(),
        ]
    )
    return app


async def _stop_streams(app: web.Application) -> None:
    app[SITE].streams.stop()
