"""Methods that send a message."""

from typing import Any

from .errors import bad_request
from .formatting import read_caption, read_text
from .markup import read_markup
from .media import sent_file, sent_photo
from .params import Params
from .registry import method
from .world import Chat, World

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send(world: World, params: Params, content: dict[str, Any]) -> dict[str, Any]:
    """Check chat, topic, keyboard, replied message and limits; store the message and return it."""
    chat = world.chat_for(params)
    markup = read_markup(params, chat.private)
    content = content | _thread(chat, params) | _reply(chat, params)
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    world.limits.take(chat.id, not chat.private)
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup and ("keyboard" in markup or "remove_keyboard" in markup):
        chat.reply_keyboard = markup if "keyboard" in markup else None
    message = chat.add(world.bot, content)
    if markup and "inline_keyboard" not in markup:
        chat.fixed.add(message["message_id"])
    return message


def _thread(chat: Chat, params: Params) -> dict[str, Any]:
    thread = params.integer("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(chat: Chat, params: Params) -> dict[str, Any]:
    wanted = params.structure("reply_parameters") or {}
    message_id = wanted.get("message_id")
    if message_id is None:
        return {}
    for message in chat.messages:
        if message["message_id"] == message_id:
            shallow = {key: value for key, value in message.items() if key != "reply_to_message"}
            return {"reply_to_message": shallow}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


@method("sendMessage")
async def send_message(world: World, params: Params) -> dict[str, Any]:
    """Text of 1–4096 characters after parsing."""
    return send(world, params, read_text(params))


@method("sendPhoto")
async def send_photo(world: World, params: Params) -> dict[str, Any]:
    """A picture of at most 10 MB with a caption."""
    return send(world, params, sent_photo(world, params) | read_caption(params))


@method("sendDocument")
async def send_document(world: World, params: Params) -> dict[str, Any]:
    """Any file of at most 50 MB with a caption."""
    return send(world, params, sent_file(world, params, "document") | read_caption(params))


@method("sendVoice")
async def send_voice(world: World, params: Params) -> dict[str, Any]:
    """A voice message."""
    return send(world, params, sent_file(world, params, "voice") | read_caption(params))


@method("sendLocation")
async def send_location(world: World, params: Params) -> dict[str, Any]:
    """A point on the map."""
    return send(world, params, {"location": _point(params)})


@method("sendVenue")
async def send_venue(world: World, params: Params) -> dict[str, Any]:
    """A point with a name and an address."""
    if not params.text("title") or not params.text("address"):
        raise bad_request("venue title and address must be non-empty")
    point = _point(params)
    venue = {"location": point, "title": params.text("title"), "address": params.text("address")}
    return send(world, params, {"location": point, "venue": venue})


def _point(params: Params) -> dict[str, float]:
    latitude, longitude = params.need_number("latitude"), params.need_number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendChatAction")
async def send_chat_action(world: World, params: Params) -> bool:
    """«typing…» and its like."""
    chat = world.chat_for(params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(params.text("action"))
    return True
