"""`shahryar documents ask`: why a passage of a document is quoted, or why none is."""

import sys
from typing import Annotated

import typer

from actions.services.documents.fitting import (
    ABOUT_US,
    ALIKE,
    CLEAR,
    CLEAR_COVER,
    COVER,
    KINDRED,
    LEAST_MATCHED,
    LIKE_HEADING,
    OWN,
    SURELY_MATCHED,
    Found,
)
from actions.services.documents.index import Asked, Index
from actions.services.documents.library import library

app = typer.Typer(no_args_is_help=True)
_SHOWN = 3


@app.callback()
def documents() -> None:
    """Documents of organisations (data/documents) that answers are quoted from."""


@app.command()
def ask(question: Annotated[str, typer.Argument(help="A question as a citizen would write it.")]) -> None:
    """Show which passages fit a question, how well, and whether the best one is quoted."""
    index = library().refresh()
    lines = [*_words(index.asked(question)), *_limits(), *_verdict(index, question), *_asked_itself(index, question)]
    for problem in library().problems():
        lines.append(f"left out: {problem}")
    sys.stdout.write("\n".join(lines) + "\n")


def _words(asked: list[Asked]) -> list[str]:
    """The words that count, each with what it is taken for and its weight."""
    if not asked:
        return ["no word of the question says what it is about"]
    shown = [f"{one.word} ({', '.join(sorted(one.meant)) or 'in no document'}; {one.weight:.1f})" for one in asked]
    return [f"words: {' · '.join(shown)}"]


def _limits() -> list[str]:
    return [
        f"needed: cover {COVER}, or {CLEAR_COVER} where the next passage covers {CLEAR} less; own {OWN}; "
        f"{SURELY_MATCHED} words, or {LEAST_MATCHED} and heading {LIKE_HEADING}; nothing lacking; no other as good"
    ]


def _verdict(index: Index, question: str) -> list[str]:
    found = index.search(question)[:_SHOWN]
    if not found:
        return ["not quoted: no passage shares a word with the question"]
    quoted = index.answers(question)
    first = "quoted:" if quoted else "not quoted; the nearest passages:"
    return [first, *(line for one in found for line in _passage(one))]


def _asked_itself(index: Index, question: str) -> list[str]:
    """The passage whose own question is like this one: it is quoted before what is found by words."""
    alike = index.alike(question)
    if alike is None:
        return []
    needed = f"{ALIKE}; about the assistant {ABOUT_US}, or {KINDRED} where nothing else may be meant"
    return ["", f"own question of {alike.passage.id}: likeness {alike.likeness:.2f}, needed for quoting {needed}"]


def _passage(found: Found) -> list[str]:
    """One passage: its figures, then its text."""
    part = found.passage.part
    words = f"{found.matched + found.titled} words" + (f" · lacks {', '.join(found.lacks)}" if found.lacks else "")
    shares = f"cover {found.cover:.2f} · own {found.own:.2f} · heading {found.heading:.2f}"
    figures = f"{shares} · {words} · BM25 {found.score:.1f}"
    return ["", f"{found.passage.id}  {figures}", *([part.heading] if part.heading else []), part.text]
