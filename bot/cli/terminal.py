"""The three ways of talking in a terminal: a person, lines from a pipe, JSON lines."""

import asyncio
import sys
import uuid

from bot.channels.terminal.client import Client
from bot.channels.terminal.jsonlines import conversation_of, error_json, from_json, parsed, to_json
from bot.channels.terminal.messages import shown, typed
from bot.messages import Outgoing
from shahryar.errors import BadMessage, ShahryarError
from shahryar.texts import say

SETTLE = 30.0  # seconds that lodgings may take to reach their backend before the command ends


def fresh_name() -> str:
    """Name of a conversation that nobody has had yet: each pipe is a citizen of its own."""
    return f"pipe-{uuid.uuid4().hex[:12]}"


async def read_line() -> str | None:
    """A line of standard input without its end, None at the end of input. Bytes that are no UTF-8 are replaced."""
    raw = await asyncio.to_thread(sys.stdin.buffer.readline)
    return raw.decode("utf-8", errors="replace").rstrip("\r\n") if raw else None


def write(text: str) -> None:
    """A line to standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(words: str) -> None:
    """A line on standard error, as it is: rich would break it and take what stands in brackets for its markup."""
    sys.stderr.write(f"shahryar: {words}\n")


async def person(client: Client, conversation: str) -> None:
    """Talk with somebody at the keyboard until end of input."""
    write(say("channel.terminal_welcome"))
    last: list[Outgoing] = []
    while True:
        sys.stdout.write("\n» ")
        sys.stdout.flush()
        line = await read_line()
        if line is None:
            write("")
            return
        if line.strip():
            last = await answer(client, conversation, line, last)


async def piped(client: Client, conversation: str) -> int:
    """Answer lines from a pipe until it ends; returns how many there were."""
    count = 0
    last: list[Outgoing] = []
    while (line := await read_line()) is not None:
        if line.strip():
            count += 1
            write(f"» {line}")
            last = await answer(client, conversation, line, last)
            write("")
    await settled(client, [f"terminal:{conversation}"])
    return count


async def answer(client: Client, conversation: str, line: str, last: list[Outgoing]) -> list[Outgoing]:
    """Answer one typed line; a line that cannot be taken gets its sentence, and the conversation goes on."""
    try:
        turn = await client.ask(await typed(conversation, line, last))
    except BadMessage as error:
        complain(str(error))
        write(say(error.text_key))
        return last
    write(shown(turn.replies))
    return turn.replies


async def json_lines(client: Client) -> None:
    """Answer JSON lines one for one until end of input."""
    seen: set[str] = set()
    while (line := await read_line()) is not None:
        if not line.strip():
            continue
        try:
            incoming = await from_json(line)
            seen.add(incoming.conversation)
            turn = await client.ask(incoming)
        except ShahryarError as error:
            complain(str(error))
            write(error_json(_conversation(line), error, say(error.text_key)))
        else:
            write(to_json(incoming.conversation.partition(":")[2], turn))
    await settled(client, sorted(seen))


def _conversation(line: str) -> str | None:
    try:
        return conversation_of(parsed(line))
    except BadMessage:
        return None


async def settled(client: Client, conversations: list[str]) -> None:
    """Wait until what was lodged has arrived, and say where it has not."""
    if conversations and not await client.settle(conversations, SETTLE):
        complain("a request has not reached its backend yet; it is kept and goes out at the next start")
