"""A real Chromium on the page. Its absence is a failure: a page that no browser has opened is not tested."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

PHONE = (390, 844)
DESKTOP = (1280, 800)
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_PATIENCE = 20  # seconds


def _program(*names: str) -> str:
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail(f"{names[0]} is not installed: the web page's tests need it (Debian: apt-get install chromium-driver)")


class Browser:
    """One window with a profile of its own. `folder`: where the profile lies; `size`: of the viewport in pixels."""

    def __init__(
        self, folder: Path, *, size: tuple[int, int] = DESKTOP, script: bool = True, geolocation: bool | None = None
    ) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = _program("chromium", "chromium-browser", "google-chrome")
        for flag in (*_FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        settings = {} if script else {"profile.managed_default_content_settings.javascript": 2}
        if geolocation is not None:
            settings["profile.managed_default_content_settings.geolocation"] = 1 if geolocation else 2
        options.add_experimental_option("prefs", settings)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(_program("chromedriver")))
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=size[0], height=size[1], deviceScaleFactor=1, mobile=size == PHONE,
        )  # fmt: skip

    def command(self, name: str, **parameters: Any) -> Any:
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def open(self, address: str) -> None:
        """Load a page."""
        self.driver.get(address)

    def find(self, selector: str) -> WebElement:
        """The first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """All elements of a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def script(self, code: str) -> Any:
        """Value of a JavaScript expression."""
        return self.driver.execute_script(f"return {code}")

    def log(self) -> str:
        """The conversation as it is read."""
        return str(self.find("#log").text)

    def wait(self, words: str) -> None:
        """Wait until the conversation holds these words."""
        WebDriverWait(self.driver, _PATIENCE).until(lambda _: words in self.log(), f"{words!r} did not appear")

    def wait_for(self, selector: str) -> WebElement:
        """Wait until there is such an element, and it is shown."""
        shown = WebDriverWait(self.driver, _PATIENCE).until(
            lambda _: [one for one in self.all(selector) if one.is_displayed()], f"{selector} did not appear"
        )
        return shown[0]

    def wait_without(self, selector: str) -> None:
        """Wait until no such element is shown."""
        gone = lambda _: not any(one.is_displayed() for one in self.all(selector))  # noqa: E731
        WebDriverWait(self.driver, _PATIENCE).until(gone, f"{selector} stayed")

    def wait_until(self, holds: Callable[[], bool], complaint: str) -> None:
        """Wait until something holds that a script brings about."""
        WebDriverWait(self.driver, _PATIENCE).until(lambda _: holds(), complaint)

    def follow(self, element: WebElement) -> None:
        """Click what leads to another page, and wait for that."""
        page = self.find("html")
        element.click()
        WebDriverWait(self.driver, _PATIENCE).until(staleness_of(page), "the page stayed")
        self.wait_for("#text")

    def type(self, *keys: str) -> None:
        """Type where the focus is."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def say(self, text: str, answer: str = "") -> None:
        """Write into the field, press Enter, and wait for the answer."""
        self.find("#text").send_keys(text, Keys.ENTER)
        if answer:
            self.wait(answer)

    def complaints(self) -> list[str]:
        """What the console holds of errors: scripts that failed, and what the content policy forbade."""
        entries = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def close(self) -> None:
        """Close the window and end the browser."""
        self.driver.quit()
