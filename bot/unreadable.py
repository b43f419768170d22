"""What is answered to a message that nobody here can read: a voice message, a file, a sticker, a text over the limit."""

from typing import Final

from bot.messages import Button, Incoming, Outgoing
from shahryar.texts import say

# `Incoming.argument` → key under `channel`. All others get the sentence that says what can be sent.
_KEYS: Final = {
    "voice": "unread_voice",
    "audio": "unread_voice",
    "video": "unread_video",
    "video_note": "unread_video",
    "animation": "unread_video",
    "document": "unread_file",
    "sticker": "unread_sticker",
    "dice": "unread_sticker",
    "contact_of_other": "unread_contact",
    "contact_abroad": "unread_contact",
    "photo_unusable": "unread_photo",
    "too_long": "too_long",
}


def reply(incoming: Incoming, language: str) -> Outgoing:
    """What to send instead, with the button for help: a button keeps a keyboard that asks for a place on the screen."""
    key = _KEYS.get(incoming.argument, "unsupported")
    return Outgoing(say(f"channel.{key}", language), [[Button(say("common.menu_help", language), "/help")]])
