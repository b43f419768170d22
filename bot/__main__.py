"""`python -m bot` is the command `shahryar`."""

from bot.cli import main

main()
