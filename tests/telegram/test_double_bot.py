"""Commands, descriptions, chats, forum topics and groups, through the real Bot."""

import pytest
from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden

from tests.telegram.double import Double


async def test_commands_by_language_and_scope(bot: Bot) -> None:
    await bot.set_my_commands([("start", "شروع"), ("help", "راهنما")])
    await bot.set_my_commands([("start", "Begin")], language_code="en")
    await bot.set_my_commands([("claim", "برداشتن")], scope=BotCommandScopeChat(5))
    assert [one.description for one in await bot.get_my_commands()] == ["شروع", "راهنما"]
    assert [one.description for one in await bot.get_my_commands(language_code="en")] == ["Begin"]
    assert [one.command for one in await bot.get_my_commands(scope=BotCommandScopeChat(5))] == ["claim"]
    await bot.delete_my_commands(language_code="en")
    assert await bot.get_my_commands(language_code="en") == ()


@pytest.mark.parametrize("command", [("Start", "شروع"), ("start", ""), ("شروع", "شروع"), ("start", "x" * 257)])
async def test_bad_commands_are_refused(bot: Bot, command: tuple[str, str]) -> None:
    with pytest.raises(BadRequest, match="(?i)bot_command"):
        await bot.set_my_commands([command])


async def test_descriptions(bot: Bot) -> None:
    await bot.set_my_description("همراه شهر", language_code="fa")
    await bot.set_my_short_description("شهریار")
    assert (await bot.get_my_description("fa")).description == "همراه شهر"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "شهریار"
    with pytest.raises(BadRequest, match="(?i)too long"):
        await bot.set_my_description("x" * 513)


async def test_get_chat(double: Double, bot: Bot) -> None:
    double.user(1, "رضا").say("سلام")
    assert (await bot.get_chat(1)).first_name == "رضا"


async def test_forum_topics(double: Double, bot: Bot) -> None:
    group = double.group("کارکنان", forum=True)
    topic = await bot.create_forum_topic(group.id, "گفتگوی ۱")
    sent = await bot.send_message(group.id, "سلام", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id and sent.is_topic_message
    double.user(3).say("پاسخ", chat=group, message_thread_id=topic.message_thread_id)
    answer = (await bot.get_updates())[-1].message
    assert answer is not None and answer.message_thread_id == topic.message_thread_id and answer.chat.id == group.id
    assert await bot.close_forum_topic(group.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="(?i)topic_not_modified"):
        await bot.close_forum_topic(group.id, topic.message_thread_id)
    assert await bot.reopen_forum_topic(group.id, topic.message_thread_id)


async def test_topic_refusals(double: Double, bot: Bot) -> None:
    plain, forum = double.group("ساده"), double.group("انجمن", forum=True)
    with pytest.raises(BadRequest, match="(?i)not a forum"):
        await bot.create_forum_topic(plain.id, "x")
    with pytest.raises(BadRequest, match="(?i)message thread not found"):
        await bot.send_message(forum.id, "سلام", message_thread_id=77)


async def test_groups(double: Double, bot: Bot) -> None:
    group = double.group("کارکنان")
    message = double.user(3).say("سلام", chat=group)
    with pytest.raises(BadRequest, match="(?i)message can't be deleted"):
        await bot.delete_message(group.id, message["message_id"])
    group.refusal = "bot was kicked from the supergroup chat"
    with pytest.raises(Forbidden, match="(?i)kicked"):
        await bot.send_message(group.id, "سلام")
