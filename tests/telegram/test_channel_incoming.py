"""What becomes of each kind of update, read by the real library from the double."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import NetworkError

from bot.channels.telegram.incoming import Reader, mobile
from bot.messages import Incoming, Kind
from tests.telegram.conftest import picture
from tests.telegram.double import Double
from tests.telegram.double import Kind as Failure
from tests.telegram.fakes import MemoryIntake, reply


@pytest.fixture
def intake() -> MemoryIntake:
    return MemoryIntake()


async def read_all(bot: Bot, intake: MemoryIntake, reader: Reader | None = None) -> list[Incoming | None]:
    reader = reader or Reader(bot, intake)
    return [await reader.read(update) for update in await bot.get_updates()]


async def test_text(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    message = double.user(7).say("چراغ کوچه‌مان سوخته")
    [incoming] = await read_all(bot, intake)
    assert incoming == Incoming(
        channel="telegram",
        update_id=str(next(iter(double.world.queue.pending))),
        conversation="telegram:7",
        kind=Kind.TEXT,
        text="چراغ کوچه‌مان سوخته",
        reference=str(message["message_id"]),
        language="fa",
    )


@pytest.mark.parametrize(("code", "language"), [("fa", "fa"), ("fa-IR", "fa"), ("en", None), ("", None)])
async def test_language_is_told_by_a_persian_client_only(
    double: Double, bot: Bot, intake: MemoryIntake, code: str, language: str | None
) -> None:
    double.user(7, language=code).say("سلام")
    [incoming] = await read_all(bot, intake)
    assert incoming is not None and incoming.language == language


async def test_edited_text(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    message = citizen.say("کوچهٔ بهار ۲")
    citizen.edit(message, "کوچهٔ بهار ۳")
    first, second = await read_all(bot, intake)
    assert first is not None and not first.edited
    assert second is not None and second.edited and second.text == "کوچهٔ بهار ۳"
    assert second.reference == first.reference and second.update_id != first.update_id


async def test_location_and_venue(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    double.user(7).send_location(35.7, 51.4)
    double.user(7).send_venue(35.8, 51.5, "پارک لاله", "بلوار کشاورز")
    place, venue = await read_all(bot, intake)
    assert place is not None and (place.kind, place.location, place.text) == (Kind.LOCATION, (35.7, 51.4), "")
    assert venue is not None and venue.location == (35.8, 51.5) and venue.text == "پارک لاله، بلوار کشاورز"


async def test_a_live_location_counts_once(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    message = double.user(7).send_location(35.7, 51.4)
    double.world.queue.push("edited_message", message | {"edit_date": message["date"]})
    assert [one is None for one in await read_all(bot, intake)] == [False, True]


async def test_photo_is_fetched_in_its_largest_size(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    message = double.user(7).send_photo(picture(1000, 700), caption="این چاله")
    [incoming] = await read_all(bot, intake)
    assert incoming is not None and incoming.kind is Kind.PHOTO and incoming.text == "این چاله"
    largest = double.world.files[message["photo"][-1]["file_id"]].data
    assert intake.attached[incoming.photo or ""] == largest


async def test_a_size_over_10_mb_is_passed_over(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    message = double.user(7).send_photo(picture(1000, 700))
    message["photo"][-1]["file_size"] = 10 * 1024 * 1024 + 1
    [incoming] = await read_all(bot, intake)
    assert incoming is not None and incoming.kind is Kind.PHOTO
    assert intake.attached[incoming.photo or ""] == double.world.files[message["photo"][-2]["file_id"]].data


async def test_a_photo_that_cannot_be_used(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    message = double.user(7).send_photo(picture(50, 50))
    del double.world.files[message["photo"][-1]["file_id"]]
    other = double.user(7).send_photo(picture(50, 50))
    double.world.files[other["photo"][-1]["file_id"]].data = b"no picture"
    for incoming in await read_all(bot, intake):
        assert incoming is not None and (incoming.kind, incoming.argument) == (Kind.UNSUPPORTED, "photo_unusable")


async def test_a_photo_is_tried_again_but_not_for_ever(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    double.user(7).send_photo(picture(50, 50))
    reader = Reader(bot, intake)
    double.fail("getFile", Failure.ERROR, times=5)
    for _ in range(4):
        with pytest.raises(NetworkError):
            await read_all(bot, intake, reader)
    [incoming] = await read_all(bot, intake, reader)
    assert incoming is not None and incoming.argument == "photo_unusable"


async def test_own_contact(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    citizen.phone = "989121234567"
    citizen.send_contact()
    [incoming] = await read_all(bot, intake)
    assert incoming is not None and (incoming.kind, incoming.contact) == (Kind.CONTACT, "+989121234567")


async def test_contacts_of_others_and_from_abroad(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    citizen.send_contact(phone="989121234567")
    citizen.send_contact(phone="989121234567", user_id=8)
    citizen.phone = "4915112345678"
    citizen.send_contact()
    found = [one for one in await read_all(bot, intake) if one is not None]
    assert [one.argument for one in found] == ["contact_of_other", "contact_of_other", "contact_abroad"]
    assert all(one.kind is Kind.UNSUPPORTED and one.contact is None for one in found)


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("+989121234567", "+989121234567"),
        ("09121234567", "+989121234567"),
        ("۰۹۱۲ ۱۲۳ ۴۵۶۷", "+989121234567"),
        ("0098-912-1234567", "+989121234567"),
        ("02188440000", None),
        ("4915112345678", None),
    ],
)
def test_mobile(phone: str, expected: str | None) -> None:
    assert mobile(phone) == expected


async def test_what_is_not_supported_gets_an_answer(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    citizen.send_voice()
    citizen.send_sticker()
    citizen.send_document(b"%PDF", "a.pdf", "application/pdf")
    found = [one for one in await read_all(bot, intake) if one is not None]
    assert [one.argument for one in found] == ["voice", "sticker", "document"]
    assert {one.kind for one in found} == {Kind.UNSUPPORTED}


async def test_what_needs_no_answer(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    citizen.say("سلام به همه", chat=double.group("محله"))
    citizen.send({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    citizen.block()
    assert await read_all(bot, intake) == [None, None, None]


async def test_button(double: Double, bot: Bot, intake: MemoryIntake) -> None:
    citizen = double.user(7)
    intake.offer(reply(31, 7, buttons="مدارک,هزینه"))
    message = citizen.say("گذرنامه")
    citizen.press_data(message, "b:31:1")
    incoming = (await read_all(bot, intake))[1]
    assert incoming is not None and incoming.kind is Kind.BUTTON
    assert (incoming.text, incoming.payload) == ("هزینه", '/inform{"x": "هزینه"}')
    assert incoming.update_id == "button:31:1"


@pytest.mark.parametrize("data", ["b:31:9", "b:32:0", "b:31", "x", "b:۳۱:0", "b:-1:0"])
async def test_buttons_that_were_not_offered(double: Double, bot: Bot, intake: MemoryIntake, data: str) -> None:
    intake.offer(reply(31, 7, buttons="مدارک"))
    intake.offer(reply(32, 8, buttons="از آنِ دیگری"))
    double.user(7).press_data(double.user(7).say("سلام"), data)
    assert (await read_all(bot, intake))[1] is None


async def test_two_readers_of_one_intake_do_not_disturb_each_other(
    double: Double, bot: Bot, intake: MemoryIntake
) -> None:
    double.user(7).send_photo(picture(60, 60))
    update: Update = (await bot.get_updates())[0]
    reader = Reader(bot, intake)
    first, second = await asyncio.gather(reader.read(update), reader.read(update))
    assert first is not None and second is not None and first.update_id == second.update_id
