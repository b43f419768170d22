"""The page in a real browser: direction, sizes, keyboard, place, and life without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from bot import turns
from bot.messages import Outgoing
from store import session
from store.models import Update
from tests.web.browser import DESKTOP, PHONE, Browser
from tests.web.pictures import png
from tests.web.serving import ThreadedServer

Browse = Callable[..., Browser]
# Where each line of the first point's words begins: from the right, since it is Persian.
LINE_STARTS = """(() => {
  const words = document.createRange(), lines = {};
  words.selectNodeContents(document.querySelector(".item").lastChild);
  for (const { top, right } of words.getClientRects()) lines[top] = Math.max(right, lines[top] ?? 0);
  return Object.values(lines);
})()"""
LONG = "نشانی‌خیلی‌درازی‌که‌جایی‌برای‌شکستن‌ندارد" * 5 + " https://city.example/" + "a" * 200


def overflow(browser: Browser) -> bool:
    wide = "e => e.scrollWidth > e.clientWidth"
    return bool(browser.script(f"[document.documentElement, document.getElementById('scroll')].some({wide})"))


@pytest.mark.parametrize("size", [PHONE, DESKTOP, (320, 568)])
def test_nothing_is_wider_than_the_screen(browse: Browse, size: tuple[int, int]) -> None:
    browser = browse(size=size)
    assert not overflow(browser)
    browser.say("چاله", "جایش را بفرستید")
    browser.say(LONG, "شنیدم")
    assert browser.script("innerWidth") == size[0] and not overflow(browser)
    field = browser.find("#composer").rect
    log = browser.find("#log").rect
    assert abs(log["x"] - (size[0] - log["x"] - log["width"])) <= 1, "a scroll bar moves the conversation aside"
    assert field["x"] >= 0 and field["x"] + field["width"] <= size[0] and field["y"] < size[1]


def test_persian_runs_from_right_to_left_and_english_from_left(browser: Browser) -> None:
    assert browser.script("getComputedStyle(document.body).direction") == "rtl"
    browser.say("سلام", "شنیدم")
    mine, theirs = browser.find(".citizen .bubble").rect, browser.find(".shahryar .bubble").rect
    assert mine["x"] < theirs["x"]
    browser.follow(browser.find("header button"))
    assert browser.script("getComputedStyle(document.body).direction") == "ltr"
    assert "I am Shahryar" in browser.log() and browser.find("h1").text == "Shahryar"
    browser.wait("شنیدم")


def test_keyboard_alone_is_enough(browser: Browser) -> None:
    visited = []
    for _ in range(12):
        browser.type(Keys.TAB)
        visited.append(browser.script("document.activeElement.id || document.activeElement.className"))
        style = "getComputedStyle(document.activeElement.closest('.composer, .round, *:not(input):not(textarea)'))"
        assert browser.script(f"{style}.outlineStyle") != "none", f"focus on {visited[-1]} cannot be seen"
        if visited[-1] == "chip":
            break
    assert visited[0] == "skip" and visited[-1] == "chip"
    browser.type(Keys.ENTER)
    browser.wait("کدام کار گذرنامه؟")
    assert browser.script("document.activeElement.id") == "text"
    browser.type("ممنون", Keys.ENTER)
    browser.wait("شنیدم: ممنون")


def test_refused_location_asks_for_the_address(browse: Browse) -> None:
    browser = browse(geolocation=False)
    browser.say("چاله", "جایش را بفرستید")
    browser.wait_for(".buttons [data-share-location]").click()
    sentence = browser.wait_for("#notice")
    assert "اجازهٔ موقعیت را نداد. نشانی را بنویسید" in sentence.text
    assert browser.script("document.activeElement.id") == "text"
    browser.say("خیابان سعدی، کوچهٔ سوم", "شنیدم: خیابان سعدی")
    assert not browser.find("#notice").is_displayed()


def test_location_is_sent(browse: Browse) -> None:
    browser = browse(geolocation=True)
    browser.command("Emulation.setGeolocationOverride", latitude=35.6892, longitude=51.389, accuracy=10)
    browser.find("#composer [data-share-location]").click()
    browser.wait("جایش را گرفتم.")
    assert "۳۵٫۶۸۹۲۰" in browser.find(".citizen .place").text
    assert "mlat=35.689200&mlon=51.389000" in str(browser.find(".citizen .place a").get_attribute("href"))


def test_plain_forms_carry_the_whole_conversation(browse: Browse, tmp_path: Path) -> None:
    browser = browse(script=False, size=PHONE)
    browser.follow(browser.find(".welcome .chip"))
    assert "کدام کار گذرنامه؟" in browser.log()
    browser.follow(browser.all("button[name=button]")[2])
    assert "برگزیدید: هیچ‌کدام" in browser.log()
    browser.find("#text").send_keys("سلام بی‌اسکریپت")
    browser.follow(browser.find("#send"))
    assert "شنیدم: سلام بی‌اسکریپت" in browser.log()
    picture = tmp_path / "a.png"
    picture.write_bytes(png())
    browser.find("noscript summary, .plain summary").click()
    browser.find(".plain input[type=file]").send_keys(str(picture))
    browser.follow(browser.find(".plain button"))
    assert "عکس رسید." in browser.log() and len(browser.all(".picture img")) == 2
    assert not browser.all("#composer .tools:not([hidden])"), "buttons that need script must not show without it"


def test_newest_message_is_in_sight_without_script(browse: Browse) -> None:
    browser = browse(script=False, size=PHONE)
    for number in range(6):
        browser.find("#text").send_keys(f"پیام {number}")
        browser.follow(browser.find("#send"))
    last, bottom = browser.find("#last").rect, browser.find(".bottom").rect
    assert "شنیدم: پیام 5" in browser.find("#last").text
    assert 0 < last["y"] < bottom["y"]
    assert browser.find("header h1").rect["y"] >= 0


def test_a_long_reply_is_shown_from_its_beginning(browse: Browse) -> None:
    browser = browse(size=PHONE)
    browser.say("چاله", "جایش را بفرستید")
    browser.say("نشانی دراز است. " * 120, "شنیدم")
    for _ in ("as it came", "as it is loaded again"):
        view = browser.find("#scroll").rect
        assert browser.all(".shahryar")[-1].rect["height"] > view["height"], "it fits: nothing is tested"
        browser.wait_until(lambda: begins_in_view(browser), "the reply is shown from elsewhere")
        browser.driver.refresh()


def begins_in_view(browser: Browser) -> bool:
    """The last reply begins just below the top; the script puts it there a moment after the page is loaded."""
    top = browser.find("#scroll").rect["y"]
    return bool(top <= browser.all(".shahryar")[-1].rect["y"] < top + 40)


def test_what_wraps_stays_clear_of_its_bullet(browse: Browse, site: ThreadedServer) -> None:
    browser = browse(size=PHONE)
    browser.say("آغاز", "شنیدم: آغاز")
    site.run(tell(["مدارک:\n• " + "شناسنامه و کارت ملی " * 6 + "\n\nپایان"]))
    browser.wait("پایان")
    for _ in ("as it came", "as it is loaded again"):
        right = browser.script("document.querySelector('.item').getBoundingClientRect().right")
        starts = browser.script(LINE_STARTS)
        assert len(starts) > 1 and max(starts) - min(starts) < 3 and max(starts) < right - 10
        assert browser.all(".shahryar .text")[-1].text.splitlines()[2:] == ["", "پایان"]
        browser.driver.refresh()


def test_earlier_messages_are_put_before_in_place(browse: Browse, site: ThreadedServer) -> None:
    browser = browse()
    browser.say("آغاز", "شنیدم: آغاز")
    site.run(tell([f"خبر {number}" for number in range(70)]))
    browser.driver.refresh()
    assert "آغاز" not in browser.log()
    browser.find("#older").click()
    browser.wait("شنیدم: آغاز")
    shown = [element.text for element in browser.all(".message .text")]
    assert shown[-72:] == ["آغاز", "شنیدم: آغاز", *(f"خبر {number}" for number in range(70))]
    assert len(browser.all(".day")) == 1 and not browser.all("#older")


async def tell(lines: list[str]) -> None:
    async with session.transaction() as connection:
        conversation = await connection.scalar(select(Update.conversation_id).limit(1))
        await turns.send(connection, str(conversation), [Outgoing(line) for line in lines])
