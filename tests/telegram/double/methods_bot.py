"""Files, chats, the bot's commands and descriptions, and forum topics."""

import re
from typing import Any

from .errors import bad_request
from .media import file_fields
from .params import Params
from .registry import method
from .world import Chat, World

DOWNLOAD_BYTES = 20_000_000


@method("getFile")
async def get_file(world: World, params: Params) -> dict[str, Any]:
    """Path of a file of at most 20 MB."""
    stored = world.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file_fields(stored) | {"file_path": stored.path}


@method("getChat")
async def get_chat(world: World, params: Params) -> dict[str, Any]:
    """`ChatFullInfo` with the fields that have to be there."""
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return world.chat_for(params).info | full


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def _scope(params: Params) -> tuple[str, str]:
    scope = params.structure("scope") or {"type": "default"}
    where = scope["type"] + (f":{scope['chat_id']}" if "chat_id" in scope else "")
    return where, params.text("language_code")


@method("setMyCommands")
async def set_my_commands(world: World, params: Params) -> bool:
    """Commands of a scope and language."""
    commands = params.structure("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("can't parse commands: expected an Array of at most 100 commands")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(params)] = commands
    return True


@method("getMyCommands")
async def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """Commands of a scope and language."""
    return world.commands.get(_scope(params), [])


@method("deleteMyCommands")
async def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of a scope and language."""
    world.commands.pop(_scope(params), None)
    return True


def _describe(world: World, params: Params, key: str, limit: int) -> bool:
    text = params.text(key)
    if len(text) > limit:
        raise bad_request(f"{key} is too long")
    world.descriptions[key, params.text("language_code")] = text
    return True


@method("setMyDescription")
async def set_my_description(world: World, params: Params) -> bool:
    """What an empty chat shows, at most 512 characters."""
    return _describe(world, params, "description", 512)


@method("setMyShortDescription")
async def set_my_short_description(world: World, params: Params) -> bool:
    """What the profile shows, at most 120 characters."""
    return _describe(world, params, "short_description", 120)


@method("getMyDescription")
async def get_my_description(world: World, params: Params) -> dict[str, str]:
    """The description of a language."""
    return {"description": world.descriptions.get(("description", params.text("language_code")), "")}


@method("getMyShortDescription")
async def get_my_short_description(world: World, params: Params) -> dict[str, str]:
    """The short description of a language."""
    text = world.descriptions.get(("short_description", params.text("language_code")), "")
    return {"short_description": text}


def _forum(world: World, params: Params) -> Chat:
    chat = world.chat_for(params)
    if not chat.info.get("is_forum"):
        raise bad_request("the chat is not a forum")
    return chat


@method("createForumTopic")
async def create_forum_topic(world: World, params: Params) -> dict[str, Any]:
    """A new topic; its thread id is the id of the service message that opens it."""
    chat = _forum(world, params)
    name = params.text("name")
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    topic = {"name": name, "icon_color": params.integer("icon_color", 7322096)}
    message = chat.add(world.bot, {"forum_topic_created": topic, "is_topic_message": True})
    message["message_thread_id"] = message["message_id"]
    chat.topics[message["message_id"]] = topic | {"closed": False}
    return topic | {"message_thread_id": message["message_id"]}


async def _set_closed(world: World, params: Params, closed: bool) -> bool:
    chat = _forum(world, params)
    thread = params.need_integer("message_thread_id")
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    if topic["closed"] == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    service = "forum_topic_closed" if closed else "forum_topic_reopened"
    chat.add(world.bot, {service: {}, "message_thread_id": thread, "is_topic_message": True})
    return True


@method("closeForumTopic")
async def close_forum_topic(world: World, params: Params) -> bool:
    """Close a topic."""
    return await _set_closed(world, params, True)


@method("reopenForumTopic")
async def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    return await _set_closed(world, params, False)
