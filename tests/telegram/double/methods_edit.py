"""Methods that change or remove messages, and answers to pressed buttons."""

import time
from typing import Any

from .errors import bad_request
from .formatting import read_caption, read_text
from .html import length16
from .markup import read_markup
from .params import Params
from .registry import method
from .world import Chat, World

_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")


def _own_message(world: World, params: Params) -> tuple[Chat, dict[str, Any]]:
    chat = world.chat_for(params)
    message = chat.find(params.need_integer("message_id"), "to edit")
    if message["from"]["id"] != world.bot["id"] or message["message_id"] in chat.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def _change(chat: Chat, message: dict[str, Any], keys: tuple[str, ...], new: dict[str, Any], params: Params) -> Any:
    markup = read_markup(params, chat.private)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    if markup and markup["inline_keyboard"]:
        new = new | {"reply_markup": markup}
    watched = (*keys, "reply_markup")
    if {key: message[key] for key in watched if key in message} == new:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    for key in watched:
        message.pop(key, None)
    message.update(new, edit_date=int(time.time()))
    chat.changed.set()
    return message


@method("editMessageText")
async def edit_message_text(world: World, params: Params) -> Any:
    """New text; the inline keyboard goes unless a new one comes along."""
    chat, message = _own_message(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(chat, message, _TEXT, read_text(params), params)


@method("editMessageCaption")
async def edit_message_caption(world: World, params: Params) -> Any:
    """New caption of a photo, document or voice."""
    chat, message = _own_message(world, params)
    if not {"photo", "document", "voice"} & message.keys():
        raise bad_request("there is no caption in the message to edit")
    return _change(chat, message, _CAPTION, read_caption(params), params)


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, params: Params) -> Any:
    """New inline keyboard, or none."""
    chat, message = _own_message(world, params)
    return _change(chat, message, (), {}, params)


@method("deleteMessage")
async def delete_message(world: World, params: Params) -> bool:
    """Remove a message; in a group only the bot's own."""
    chat = world.chat_for(params)
    message = chat.find(params.need_integer("message_id"), "to delete")
    if not chat.private and message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be deleted")
    chat.messages.remove(message)
    chat.deleted.append(message)
    chat.changed.set()
    return True


@method("answerCallbackQuery")
async def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a pressed button once, while its query lives."""
    callback = world.callbacks.get(params.text("callback_query_id"))
    expired = callback is not None and time.monotonic() - callback.pressed_at > world.callback_lifetime
    if callback is None or expired or callback.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if length16(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answer = {"text": params.text("text"), "show_alert": params.flag("show_alert"), "url": params.text("url")}
    callback.answered.set()
    return True
