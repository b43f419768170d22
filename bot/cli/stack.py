"""The stacks that `run` and `chat` stand on."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot import app, city
from bot.channels.terminal.client import Client
from bot.cli.progress import console, step
from bot.cli.terminal import fresh_name, person, piped
from bot.settings import Settings
from shahryar.errors import ModelError


@asynccontextmanager
async def small_stack(settings: Settings) -> AsyncIterator[Client]:
    """Database, city and worker, for one conversation at this machine.

    Pictures are named to the city under the address at which `shahryar run` or `shahryar web` serve them.
    """
    async with AsyncExitStack() as stack:
        ground, model = await _ground(stack, settings)
        await _worker(stack, ground, {}, model, settings.public_address)
        yield Client(ground.signals)


async def serve_everything(settings: Settings) -> None:
    """What `shahryar run` does; returns when the terminal's input ends, or at a signal."""
    from bot import serving

    stop = _stop_signal()
    async with AsyncExitStack() as stack:
        senders = await serving.senders(stack, settings)
        ground, model = await _ground(stack, settings)
        with step("the web chat"):
            address = await stack.enter_async_context(serving.web(ground))
        await _worker(stack, ground, senders, model, settings.public_url.rstrip("/") or address)
        if senders:
            await stack.enter_async_context(serving.polling(settings))
        console.print(f"\n  web chat     {address}/\n  Open311      {os.environ['SHAHRYAR_CITY_URL']}/discovery.json")
        console.print(f"  Telegram     {'served' if senders else 'not served: SHAHRYAR_TELEGRAM_TOKEN is not set'}")
        console.print(f"  data folder  {settings.folder}\n")
        await _talk_until(client=Client(ground.signals), stop=stop)


async def _ground(stack: AsyncExitStack, settings: Settings) -> tuple[app.Base, Path | None]:
    with step("PostgreSQL"):
        ground = await stack.enter_async_context(app.base(settings))
    model = await ensure_model(settings)
    with step("the city"):
        os.environ["SHAHRYAR_CITY_URL"] = await stack.enter_async_context(city.running(settings, ground.url))
    return ground, model


async def _worker(
    stack: AsyncExitStack, ground: app.Base, senders: app.Senders, model: Path | None, media_base: str
) -> None:
    with step("the assistant"):
        await stack.enter_async_context(app.worker(ground, senders, model, media_base))


async def ensure_model(settings: Settings) -> Path | None:
    """The model of the present data, trained first where it is missing; in a process of its own, which frees its memory."""
    model = app.trained_model(settings)
    if model or settings.dialogue != "embedded":
        return model
    console.print("… the assistant learns from its data (once; a minute)")
    command = (sys.executable, "-m", "bot", "nlu", "train")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        raise
    model = app.trained_model(settings)
    if code:
        raise ModelError("training failed; the line above says why, and `shahryar check` names the file")
    if model is None:
        raise ModelError("the data changed while the model was trained; start again")
    return model


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def _foreground() -> bool:
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except OSError:
        return False


async def _talk_until(client: Client, stop: asyncio.Event) -> None:
    if sys.stdin.isatty() and not _foreground():
        await stop.wait()  # in the background of a shell: reading the terminal would suspend us
        return
    talk = asyncio.ensure_future(person(client, "default") if sys.stdin.isatty() else piped(client, fresh_name()))
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({talk, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if talk.done() and talk.result() == 0:
        console.print("serving until stopped (Ctrl-C)")
        await stop.wait()
    waiting.cancel()
    if not talk.done():
        # a thread may hang in a read of the terminal for ever; the process must end all the same
        talk.cancel()
        sys.stdin.close()
