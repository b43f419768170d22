"""Makes the pictures of the web chat in docs/images anew: `make pictures`.

Serves the assistant with an empty database and the model that is there (it is trained where none is), talks to it in
Chromium as a citizen would, at the size of a phone and of a desktop, and writes one PNG a scene and size.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bot.cli.progress import console
from bot.settings import load
from shahryar.errors import ShahryarError
from shahryar.paths import PROJECT
from tests.web.browser import PHONE, Browser

IMAGES: Final = PROJECT / "docs" / "images"
# What is written; what begins with ▸ is a button to press.
SCENES: Final = {
    "answer": ["مدارک گذرنامه", "▸فرزند زیر ۱۸ سال"],
    "browse": ["سلام", "▸پرسش از خدمات", "▸همهٔ خدمت‌ها"],
    "office": ["نزدیک‌ترین دفتر پیشخوان کجاست؟", "▸تبریز"],
}
# Name → size of the window, pixels a point, and the columns (from, to) that are kept: a desktop's margins are empty.
SIZES: Final = {"phone": (PHONE, 2, (0, PHONE[0])), "desktop": ((1280, 935), 1, (220, 1060))}
_COLOURS: Final = 200  # text on flat grounds needs no more, and the files stay small
_PATIENCE: Final = 30  # seconds for a reply


def main() -> None:
    """Write all pictures."""
    with tempfile.TemporaryDirectory(prefix="sh-") as folder, _served(Path(folder)) as address:
        for size in SIZES:
            for scene in SCENES:
                path = file_of(scene, size)
                path.write_bytes(_picture(Path(folder) / f"{scene}-{size}", address, SCENES[scene], size))
                console.print(f"{path.relative_to(PROJECT)}  {path.stat().st_size // 1024} kB")


def file_of(scene: str, size: str) -> Path:
    """Where the picture of a scene lies."""
    return IMAGES / f"web-{scene}-{size}.png"


@contextlib.contextmanager
def _served(home: Path) -> Iterator[str]:
    """`shahryar run` on free ports with a home of its own; yields the address of the web chat."""
    models = load().models
    models.mkdir(parents=True, exist_ok=True)
    (home / "models").symlink_to(models)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHAHRYAR_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**inherited, "SHAHRYAR_HOME": str(home), "SHAHRYAR_WEB_PORT": "0"},
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.communicate()
        shutil.rmtree(home / "postgres", ignore_errors=True)


def _address(process: subprocess.Popen[str]) -> str:
    told = []
    for line in process.stderr or ():
        told.append(line)
        found = re.search(r"web chat +(http://\S+)", line)
        if found:
            return found[1]
    raise ShahryarError("the assistant did not start: " + "".join(told[-3:]).strip())


def _picture(profile: Path, address: str, steps: list[str], size: str) -> bytes:
    """A conversation at its end, as PNG."""
    window, scale, (left, right) = SIZES[size]
    browser = Browser(profile, size=window)
    try:
        browser.command(
            "Emulation.setDeviceMetricsOverride",
            width=window[0], height=window[1], deviceScaleFactor=scale, mobile=window == PHONE,
        )  # fmt: skip
        browser.command("Emulation.setScrollbarsHidden", hidden=True)
        browser.open(address)
        for step in steps:
            _take(browser, step)
        ActionChains(browser.driver).move_to_element(browser.find("h1")).perform()  # no button is under the mouse
        browser.script("document.activeElement.blur()")
        shot = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    finally:
        browser.close()
    kept = shot.crop((left * scale, 0, right * scale, shot.height))
    buffer = io.BytesIO()
    kept.quantize(_COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _take(browser: Browser, step: str) -> None:
    """Write or press, and wait until the reply stands there with its buttons."""
    before = len(browser.all(".message.shahryar"))
    if step.startswith("▸"):
        browser.driver.find_element(By.XPATH, f"//form//button[normalize-space()='{step[1:]}']").click()
    else:
        browser.say(step)
    answered = "document.querySelectorAll('.message.shahryar').length"
    WebDriverWait(browser.driver, _PATIENCE).until(
        lambda _: browser.script(f"{answered} > {before} && document.getElementById('typing').hidden"),
        f"no reply to {step}",
    )


if __name__ == "__main__":
    main()
