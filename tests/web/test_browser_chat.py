"""The page in a real browser: the conversation."""

from collections.abc import Callable
from pathlib import Path

from selenium.webdriver.common.keys import Keys
from sqlalchemy import func, select

from bot import turns
from bot.messages import Outgoing
from store import session
from store.models import Update
from tests.web.browser import Browser
from tests.web.pictures import png
from tests.web.serving import ThreadedServer

Browse = Callable[..., Browser]


async def sent() -> int:
    async with session.transaction() as connection:
        return int(await connection.scalar(select(func.count()).select_from(Update)) or 0)


async def tell(text: str) -> None:
    """A message of our own accord, to the only conversation."""
    async with session.transaction() as connection:
        conversation = await connection.scalar(select(Update.conversation_id).limit(1))
        await turns.send(connection, str(conversation), [Outgoing(text)])


def test_typed_message_gets_its_reply_and_the_field_is_empty(browser: Browser) -> None:
    browser.say("سلام شهریار", "شنیدم: سلام شهریار")
    assert browser.find("#text").get_property("value") == ""
    browser.wait_without("#typing")
    assert len(browser.all(".message.citizen")) == 1 and not browser.all(".sending, .failed")
    assert browser.find("#log").get_attribute("aria-live") == "polite"
    assert browser.complaints() == []


def test_shift_enter_makes_a_line_and_enter_sends(browser: Browser) -> None:
    browser.find("#text").send_keys("سطر یک", Keys.SHIFT + Keys.ENTER + Keys.NULL, "سطر دو", Keys.ENTER)
    browser.wait("شنیدم: سطر یک\nسطر دو")
    assert len(browser.all(".message.citizen")) == 1


def test_typing_sign_shows_until_the_answer(browser: Browser, site: ThreadedServer) -> None:
    site.served.worker.paused = True
    browser.say("سلام")
    assert "دارد می‌نویسد" in browser.wait_for("#typing").text
    site.served.worker.paused = False
    browser.wait("شنیدم: سلام")
    browser.wait_without("#typing")


def test_pressed_button_is_said_and_the_buttons_are_spent(browser: Browser) -> None:
    browser.say("گذرنامه", "کدام کار")
    browser.wait_for("button[name=button]")
    assert [button.text for button in browser.all("button[name=button]")] == ["تمدید", "المثنی", "هیچ‌کدام"]
    browser.all("button[name=button]")[1].click()
    browser.wait("برگزیدید: المثنی")
    assert not browser.all("button[name=button]")


def test_suggestion_starts_the_conversation(browser: Browser) -> None:
    browser.find(".welcome .chip").click()
    browser.wait("کدام کار گذرنامه؟")
    assert browser.find(".citizen .text").text == "مدارک گذرنامه" and not browser.all(".welcome .chip")


def test_reload_keeps_the_conversation_and_its_buttons(browser: Browser) -> None:
    browser.say("گذرنامه", "کدام کار")
    before = browser.log()
    browser.driver.refresh()
    assert browser.log() == before
    browser.all("button[name=button]")[0].click()
    browser.wait("برگزیدید: تمدید")
    assert browser.complaints() == []


def test_photo_is_previewed_sent_and_shown(browser: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "چاله.png"
    picture.write_bytes(png(300, 200))
    browser.find("#photo").send_keys(str(picture))
    assert browser.wait_for("#preview img").get_property("naturalWidth") == 300
    browser.say("جلوی در", "عکس رسید. جلوی در")
    browser.wait_without("#preview")
    browser.wait_for(".shahryar .picture img")
    browser.driver.refresh()
    assert browser.script("[...document.querySelectorAll('.picture img')].map(i => i.naturalWidth)") == [300, 300]
    assert browser.complaints() == []


def test_photo_can_be_taken_back(browser: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(png())
    browser.find("#photo").send_keys(str(picture))
    browser.wait_for("#preview-remove").click()
    browser.wait_without("#preview")
    browser.say("بی‌عکس", "شنیدم: بی‌عکس")
    assert browser.script("document.querySelectorAll('.picture img').length") == 0


def test_large_photo_is_refused_before_it_is_sent(browser: Browser, tmp_path: Path, site: ThreadedServer) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(png() + bytes(10 * 1024 * 1024))
    browser.find("#photo").send_keys(str(picture))
    assert "۱۰ مگابایت" in browser.wait_for("#notice").text
    assert not browser.find("#preview").is_displayed() and site.run(sent()) == 0


def test_too_long_text_is_refused_and_stays_in_the_field(browser: Browser, site: ThreadedServer) -> None:
    browser.script("document.getElementById('text').value = 'ب'.repeat(4097)")
    browser.say("")
    assert "۴۰۹۶" in browser.wait_for("#notice").text
    assert len(str(browser.find("#text").get_property("value"))) == 4097 and site.run(sent()) == 0


def test_markup_is_shown_as_text(browser: Browser) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    browser.say(attack, f"شنیدم: {attack}")
    browser.driver.refresh()
    assert browser.find(".citizen .text").text == attack
    assert browser.script("window.hacked === undefined") is True
    assert not browser.all("#log img, #log script")


def test_failed_message_is_sent_again_once(browser: Browser, site: ThreadedServer) -> None:
    browser.say("پیش از قطعی", "شنیدم: پیش از قطعی")
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.command("Network.enable")
    browser.command("Network.emulateNetworkConditions", offline=True, **offline)
    browser.say("در قطعی")
    retry = browser.wait_for(".failed .link")
    assert "فرستاده نشد" in browser.find(".failed").text
    browser.command("Network.emulateNetworkConditions", offline=False, **offline)
    retry.click()
    browser.wait("شنیدم: در قطعی")
    browser.wait_without(".failed, .sending")
    assert site.run(sent()) == 2


def test_page_catches_up_after_the_server_was_away(browser: Browser, site: ThreadedServer) -> None:
    browser.say("سلام", "شنیدم: سلام")
    site.stop()
    browser.wait_for("#connection")
    site.start()
    site.run(tell("خبر تازه"))
    browser.wait("خبر تازه")
    browser.wait_without("#connection")
    browser.say("هستی؟", "شنیدم: هستی؟")
    assert browser.log().count("شنیدم: سلام") == 1


def test_second_page_of_the_same_browser_shows_the_same(browser: Browser, site: ThreadedServer) -> None:
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.open(site.served.address)
    browser.say("از برگهٔ دوم", "شنیدم: از برگهٔ دوم")
    browser.driver.switch_to.window(first)
    browser.wait("شنیدم: از برگهٔ دوم")
    assert len(browser.all(".message.citizen")) == 1
