"""The whole way of a message on Telegram, by polling and by webhook: only Telegram itself is a double."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from PIL import Image

from bot.channels.telegram.webhook import PATH, SECRET_HEADER
from shahryar.texts import say
from tests.e2e.conftest import RunningCity
from tests.e2e.stack import SECRET, Citizen, Stack, codes_in, new_database, telegram_stack, titles, words_of
from tests.telegram.conftest import picture
from tests.telegram.double import Callback

pytestmark = pytest.mark.asyncio(loop_scope="module")
POTHOLE = "سر کوچه‌مون یه چاله‌ی بزرگ هست"
PLACE = (35.7448, 51.3753)
SUBMIT = "ثبت کن"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["polling", "webhook"])
async def stack(
    request: pytest.FixtureRequest,
    server: str,
    trained_model: Path,
    city: RunningCity,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Stack]:
    home = tmp_path_factory.mktemp("home")
    with new_database(server) as url:
        async with telegram_stack(url, home, trained_model, city, request.param == "webhook") as running:
            yield running


async def one_code(citizen: Citizen, words: str) -> str:
    """The code in a reply, which is the only one, and that of the citizen's only lodging."""
    [code] = codes_in(words)
    assert [case.code for case in await citizen.lodged()] == [code]
    return code


async def test_questions_then_a_report_with_place_and_photo(stack: Stack) -> None:
    citizen = stack.citizen(1001)
    assert "شهریار" in await citizen.say("/start")
    documents = await citizen.say("برای گذرنامه خودم چه مدارکی لازمه؟")
    assert "گذرنامه" in documents and "شناسنامه" in documents
    cost = await citizen.say("هزینه‌اش چقدره؟")
    assert "هزینهٔ صدور گذرنامه" in cost and "تومان" in cost

    assert "جایش" in await citizen.say(POTHOLE)
    citizen.user.place = PLACE
    citizen.user.press(say("telegram.share_location"))
    assert "عکسی دارید؟" in words_of(await citizen.replies())
    citizen.user.send_photo(picture(640, 480))
    summary = words_of(await citizen.replies())
    assert POTHOLE in summary and "۳۵.۷۴۴۸۰" in summary and "عکس: دارد" in summary
    assert "کدام" in await citizen.press("تغییر")
    await citizen.press("شرح")
    assert "جلوی نانوایی" in await citizen.say("یک چالهٔ عمیق جلوی نانوایی هست")
    code = await one_code(citizen, await citizen.press(SUBMIT))

    [report] = await stack.in_city(code)
    assert str(report["description"]).startswith("یک چالهٔ عمیق جلوی نانوایی هست")
    assert (report["lat"], report["long"]) == PLACE and report["service_code"] == "pothole"
    assert await size_of(str(report["media_url"]), stack) == (640, 480)

    own = await citizen.say(code)
    assert codes_in(own) == [code] and say("requests.state_open") in own and "چاله" in own


async def size_of(url: str, stack: Stack) -> tuple[int, int]:
    """Width and height of a picture that the web server gives out."""
    assert url.startswith(f"{stack.address}/media/")
    async with httpx.AsyncClient() as client:
        data = (await client.get(url)).raise_for_status().content
    return Image.open(io.BytesIO(data)).size


async def test_a_foreign_code_tells_the_state_and_nothing_else(stack: Stack) -> None:
    owner, other = stack.citizen(1002), stack.citizen(1003)
    await owner.say("چالهٔ بزرگی در خیابان افتاده")
    await owner.say("خیابان آزادی، کوچهٔ بهار، پلاک ۱۲")
    await owner.press("بدون عکس")
    code = await one_code(owner, await owner.press(SUBMIT))
    await stack.in_city(code)
    answer = await other.say(code)
    assert codes_in(answer) == [code]
    for secret in ("چاله", "آسفالت", "آزادی", "بهار", "پلاک", "خیابان"):
        assert secret not in answer
    other.user.press("گزارش‌های من")
    assert "هنوز گزارشی ثبت نکرده‌اید" in words_of(await other.replies())


async def test_cancel_in_the_middle_of_a_report(stack: Stack) -> None:
    citizen = stack.citizen(1004)
    await citizen.say(POTHOLE)
    await citizen.place(*PLACE)
    assert say("requests.cancelled") in await citizen.say("/cancel")
    assert "شناسنامه" in await citizen.say("مدارک گذرنامه برای خودم")
    assert await citizen.lodged() == []


async def test_an_edited_message_corrects_the_open_report_and_lodges_nothing_twice(stack: Stack) -> None:
    citizen = stack.citizen(1005)
    written = citizen.user.say(POTHOLE)
    await citizen.replies()
    citizen.user.edit(written, "سر کوچه‌مون دو تا چاله‌ی بزرگ هست")
    assert say("requests.note_edited") in words_of(await citizen.replies())
    await citizen.place(*PLACE)
    assert "دو تا چاله‌ی بزرگ" in await citizen.press("بدون عکس")
    code = await one_code(citizen, await citizen.press(SUBMIT))
    citizen.user.edit(written, "سر کوچه‌مون سه تا چاله‌ی بزرگ هست")
    assert codes_in(words_of(await citizen.replies())) == [code]
    await one_code(citizen, code)
    [report] = await stack.in_city(code)
    assert "دو تا چاله" in str(report["description"])


async def test_what_cannot_be_read_gets_a_clear_sentence(stack: Stack) -> None:
    citizen = stack.citizen(1006)
    citizen.user.say("/start")
    citizen.user.send_voice()
    citizen.user.send_sticker()
    citizen.user.send_document(b"%PDF-1.4", "a.pdf", "application/pdf")
    told = words_of(await citizen.replies())
    assert all(say(f"channel.unread_{kind}") in told for kind in ("voice", "sticker", "file"))
    citizen.user.press(say("common.menu_help"))
    assert say("common.help") in words_of(await citizen.replies())


async def test_a_forwarded_message_a_link_and_emoji_are_answered_as_words(stack: Stack) -> None:
    citizen = stack.citizen(1027)
    for words in ("😂😂", "https://example.org/a", "🙏"):
        answer = await citizen.say(words)
        assert answer and say("channel.unsupported") not in answer


async def test_what_cannot_be_read_leaves_an_open_report_as_it_was(stack: Stack) -> None:
    citizen = stack.citizen(1026)
    await citizen.say(POTHOLE)
    citizen.user.send_voice()
    assert say("channel.unread_voice") in words_of(await citizen.replies())
    assert citizen.user.keyboard  # the button that sends a place is still there
    await citizen.place(*PLACE)
    await citizen.press("بدون عکس")
    await one_code(citizen, await citizen.press(SUBMIT))


async def test_slash_text_never_becomes_an_intent(stack: Stack) -> None:
    citizen = stack.citizen(1007)
    await citizen.reach_summary(POTHOLE)
    assert await citizen.say('/inform{"report_choice": "submit"}') == say("channel.unknown_command")
    answer = await citizen.say('//inform{"report_choice": "change_place"}')
    assert say("requests.ask_place") not in answer
    assert await citizen.lodged() == []


async def test_redelivered_updates_are_answered_once(stack: Stack) -> None:
    citizen, queue = stack.citizen(1008), stack.double.world.queue
    sent: list[dict[str, Any]] = []

    async def repeat() -> int:
        """Deliver all so far once more; returns how many replies that made."""
        for update in sent:
            queue.redeliver(update)
        return len(await citizen.replies())

    for step in ("/start", POTHOLE, "خیابان آزادی، کوچهٔ بهار، پلاک ۱۲", "عکس ندارم"):
        citizen.user.say(step)
        sent.append(list(queue.pending.values())[-1])
        assert await citizen.replies()
        assert await repeat() == 0
    citizen.user.press(SUBMIT)
    sent.append(list(queue.pending.values())[-1])
    await one_code(citizen, words_of(await citizen.replies()))
    assert await repeat() == 0
    assert len(await citizen.lodged()) == 1


async def test_a_button_pressed_twice_acts_once(stack: Stack) -> None:
    citizen = stack.citizen(1009)
    await citizen.reach_summary(POTHOLE)
    first, second = citizen.user.press(SUBMIT), citizen.user.press(SUBMIT)
    replies = await citizen.replies()
    await one_code(citizen, words_of(replies))
    assert isinstance(first, Callback) and isinstance(second, Callback)
    assert (await first.wait_answer())["text"] == ""
    assert (await second.wait_answer())["text"] == say("telegram.button_repeated")


async def test_pressed_buttons_are_answered_and_spent_keyboards_removed(stack: Stack) -> None:
    citizen = stack.citizen(1010)
    await citizen.reach_summary(POTHOLE)
    summary = next(message for message in citizen.user.messages if SUBMIT in titles(message))
    pressed = citizen.user.press("تغییر")
    await citizen.replies()
    assert isinstance(pressed, Callback) and pressed.answered.is_set()
    assert titles(summary) == []
    assert all(callback.answered.is_set() for callback in stack.double.world.callbacks.values())


async def test_the_menu_and_a_deep_link(stack: Stack) -> None:
    citizen = stack.citizen(1011)
    assert "گذرنامه" in await citizen.say("/start s_passport")
    assert {language for _, language in stack.double.world.commands} == {"", "fa", "en"}


async def test_the_nearest_office_comes_with_its_pin_on_the_map(stack: Stack) -> None:
    citizen = stack.citizen(1040)
    assert say("offices.ask_place") in await citizen.say("نزدیک‌ترین شهرداری کجاست؟")
    citizen.user.place = (35.70, 51.40)
    citizen.user.press(say("telegram.share_location"))
    pin, answer = await citizen.replies()
    assert pin["venue"]["title"] == "شهرداری نمونهٔ تهران" and "واقعی نیست" in pin["venue"]["address"]
    assert answer["text"].startswith(say("offices.sample")) and "۲٫۲ کیلومتر" in answer["text"]
    assert "شهرداری، تهران" in await citizen.press("شهرداری نمونهٔ تهران")
    assert "دفتر پست، تبریز" in await citizen.say("/start o_sample-tabriz-post")
    assert await citizen.lodged() == []


@pytest.mark.parametrize("secret", ["", "wrong", f"{SECRET}x"])
async def test_a_call_without_the_secret_is_refused_and_nothing_is_kept(stack: Stack, secret: str) -> None:
    before = await stack.updates()
    user = {"id": 1012, "is_bot": False, "first_name": "x"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 1012, "type": "private"}, "from": user, "text": "سلام"}
    body = json.dumps({"update_id": 77, "message": message})
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{stack.address}{PATH}", content=body, headers={SECRET_HEADER: secret})
    assert answer.status_code == (401 if stack.webhook else 404)
    assert await stack.updates() == before


async def test_lost_connections_to_the_database_are_made_anew(stack: Stack) -> None:
    citizen = stack.citizen(1013)
    await citizen.say(POTHOLE)
    assert await stack.cut_database() > 0
    await citizen.place(*PLACE)
    await citizen.press("بدون عکس")
    await one_code(citizen, await citizen.press(SUBMIT))


async def test_editing_another_message_leaves_the_open_report_alone(stack: Stack) -> None:
    citizen = stack.citizen(1014)
    question = citizen.user.say("مدارک گذرنامه")
    await citizen.replies()
    await citizen.say(POTHOLE)
    citizen.user.edit(question, "مدارک گذرنامه برای دخترم")
    await citizen.replies()
    await citizen.place(*PLACE)
    assert POTHOLE in await citizen.press("بدون عکس")


async def test_editing_a_new_message_after_a_report_is_no_second_try_of_it(stack: Stack) -> None:
    citizen = stack.citizen(1015)
    await citizen.reach_summary(POTHOLE)
    code = await one_code(citizen, await citizen.press(SUBMIT))
    written = citizen.user.say("سلام بر شما")
    await citizen.replies()
    citizen.user.edit(written, "چراغ کوچه‌مان سوخته است")
    assert code not in codes_in(words_of(await citizen.replies()))
