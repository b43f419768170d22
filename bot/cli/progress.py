"""What a long start says on standard error, so that nobody wonders whether it hangs."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True, highlight=False)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Show a step while it lasts, and tick it off when it is done."""
    if not console.is_terminal:
        console.print(f"… {words}")
        yield
        return
    with console.status(words):
        yield
    console.print(f"[green]✓[/] {words}")
