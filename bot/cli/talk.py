"""`shahryar run` (everything on one machine) and `shahryar chat` (a conversation, full stack)."""

import asyncio
import sys
from typing import Annotated

import typer

from bot.settings import load


def run() -> None:
    """Everything on one machine: PostgreSQL, city, worker, web chat, Telegram (with a token), and a chat in the terminal.

    Lines piped in are answered, and it ends at end of input; with no input at all it serves until stopped.
    """
    from bot.cli.stack import serve_everything

    asyncio.run(serve_everything(load()))


def chat(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in and out, one for one.")] = False,
    conversation: Annotated[
        str, typer.Option(help="Name of the conversation, for plain lines; a pipe has its own.")
    ] = "",
) -> None:
    """A conversation on standard input and output, through the full stack."""
    from bot.cli.stack import small_stack
    from bot.cli.terminal import fresh_name, json_lines, person, piped

    async def talk() -> None:
        async with small_stack(load()) as client:
            if jsonl:
                await json_lines(client)
            elif sys.stdin.isatty():
                await person(client, conversation or "default")
            else:
                await piped(client, conversation or fresh_name())

    asyncio.run(talk())
