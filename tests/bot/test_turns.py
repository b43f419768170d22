"""A turn is all or nothing, once, and never silent."""

import pytest

from bot.messages import Kind
from bot.turns import Turns
from shahryar.texts import say
from tests.bot.fakes import Echo, accept, jobs, replies, state


async def test_a_turn_answers_once(store: str) -> None:
    turns = Turns(Echo())
    number = await accept("سلام")
    await turns.run(number)
    await turns.run(number)
    assert await replies(number) == ["«سلام»"]
    assert await state(number) == "done"


async def test_a_turn_that_dies_leaves_no_trace_and_can_be_run_again(store: str) -> None:
    def die(text: str) -> None:
        raise RuntimeError("dead")

    number = await accept("سلام")
    with pytest.raises(RuntimeError):
        await Turns(Echo(die)).run(number)
    assert (await state(number), await replies(number)) == ("queued", [])
    await Turns(Echo()).run(number)
    assert await replies(number) == ["«سلام»"]


async def test_giving_up_tells_the_truth_and_keeps_the_message(store: str) -> None:
    number = await accept("سلام")
    await Turns(Echo()).give_up(number)
    assert (await state(number), await replies(number)) == ("failed", [say("channel.turn_failed")])


@pytest.mark.parametrize(
    ("written", "heard"),
    [("/deny", "deny"), ("//report_problem{}", "report_problem{}"), (" / ", "/inform"), ("سلام/خوبی", "سلام/خوبی")],
)
async def test_what_a_citizen_types_never_becomes_an_intent(store: str, written: str, heard: str) -> None:
    echo = Echo()
    await Turns(echo).run(await accept(written))
    assert echo.heard[0][0] == heard


@pytest.mark.parametrize(
    ("command", "argument", "heard"),
    [
        ("start", "", "/greet"),
        ("start", "s_passport", '/ask_service{"service": "passport"}'),
        ("start", "c_pothole", '/report_problem{"problem_category": "pothole"}'),
        ("start", "o_sample-tabriz-post", '/find_office{"office": "sample-tabriz-post"}'),
        ("start", 's_x"} injected', "/greet"),
        ("help", "", "/help"),
        ("cancel", "", "/cancel"),
        ("language", "", "/change_language"),
    ],
)
async def test_commands_and_deep_links(store: str, command: str, argument: str, heard: str) -> None:
    echo = Echo()
    await Turns(echo).run(await accept("", kind=Kind.COMMAND, command=command, argument=argument))
    assert echo.heard[0][0] == heard


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"kind": Kind.UNSUPPORTED}, "channel.unsupported"),
        ({"kind": Kind.UNSUPPORTED, "argument": "poll"}, "channel.unsupported"),
        ({"kind": Kind.UNSUPPORTED, "argument": "voice"}, "channel.unread_voice"),
        ({"kind": Kind.UNSUPPORTED, "argument": "video_note"}, "channel.unread_video"),
        ({"kind": Kind.UNSUPPORTED, "argument": "document"}, "channel.unread_file"),
        ({"kind": Kind.UNSUPPORTED, "argument": "sticker"}, "channel.unread_sticker"),
        ({"kind": Kind.UNSUPPORTED, "argument": "contact_of_other"}, "channel.unread_contact"),
        ({"kind": Kind.UNSUPPORTED, "argument": "photo_unusable"}, "channel.unread_photo"),
        ({"kind": Kind.UNSUPPORTED, "argument": "too_long"}, "channel.too_long"),
        ({"kind": Kind.COMMAND, "command": "privacy"}, "channel.privacy"),
        ({"kind": Kind.COMMAND, "command": "rm"}, "channel.unknown_command"),
    ],
)
async def test_what_rasa_is_not_asked_still_gets_a_sentence(store: str, values: dict[str, object], key: str) -> None:
    echo = Echo()
    number = await accept("", **values)
    await Turns(echo).run(number)
    assert await replies(number) == [say(key)]
    assert echo.heard == []


async def test_metadata_carry_place_picture_and_button(store: str) -> None:
    echo = Echo()
    await Turns(echo).run(await accept("", kind=Kind.LOCATION, location=(35.7, 51.4)))
    await Turns(echo).run(await accept("بله", kind=Kind.BUTTON, payload="/affirm"))
    await Turns(echo).run(await accept("چاله", kind=Kind.PHOTO, photo="p1"))
    (first, place), (second, button), (third, picture) = echo.heard
    assert (first, place["location"]) == ("/inform", [35.7, 51.4])
    assert (second, button["title"]) == ("/affirm", "بله")
    assert (third, picture["photo"]) == ("چاله", "p1")


async def test_channels_that_push_get_a_delivery_job_and_others_a_signal(store: str) -> None:
    turns = Turns(Echo())
    await turns.run(await accept("سلام", conversation="telegram:1"))
    await turns.run(await accept("سلام", conversation="web:1"))
    assert await jobs("deliver") == 1
