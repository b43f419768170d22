"""getMe, getUpdates and the webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request, conflict
from .params import Params
from .registry import method
from .world import World


@method("getMe")
async def get_me(world: World, params: Params) -> dict[str, Any]:
    """The bot itself."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return world.bot | abilities


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    """Unconfirmed updates, waiting for one when there is none."""
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(world, params)
    limit = min(max(params.integer("limit", 100) or 100, 1), 100)
    batch = await world.queue.poll(params.integer("offset", 0) or 0, limit, params.integer("timeout", 0) or 0)
    return batch


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    """Send updates to an address from now on."""
    url, secret = params.text("url"), params.text("secret_token")
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise bad_request("bad webhook: invalid webhook URL specified")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, params)
    _drop(world, params)
    await world.webhook.set(url, secret, params.integer("max_connections", 40) or 40)
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    """Back to getUpdates."""
    _drop(world, params)
    await world.webhook.stop()
    return True


@method("getWebhookInfo")
async def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    """State of the webhook."""
    return world.webhook.info()


def _allow(world: World, params: Params) -> None:
    allowed = params.structure("allowed_updates")
    if allowed is not None:
        world.queue.allowed = list(allowed)


def _drop(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.queue.confirm(world.queue.pending)
