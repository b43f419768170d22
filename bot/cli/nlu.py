"""`shahryar nlu …`: parse, train, evaluate, benchmark."""

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot import app as composition
from bot.cli.progress import console
from bot.settings import load
from shahryar.errors import UsageError
from shahryar.texts import say

app = typer.Typer(no_args_is_help=True)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


@app.command()
def train() -> None:
    """Train a model for the present data; prints its path."""
    from nlu.training import train as training

    models = load().models
    with _progress() as progress:
        task = progress.add_task("training", total=100)
        path = training.train(
            models, lambda words, share: progress.update(task, completed=100 * share, description=words)
        )
    sys.stdout.write(f"{path}\n")


@app.command()
def parse() -> None:
    """JSON lines in (`{"text"}`) and out: intent, ranking, entities with raw offsets, service, category."""
    from nlu.training.parse import load_parser

    model = composition.require_model(load().copy(update={"dialogue": "embedded"}))
    assert model is not None  # noqa: S101  (require_model raises otherwise)
    parser = load_parser(model)

    async def parse_lines() -> None:
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                text, reference = _request(line, number)
                sys.stdout.write(json.dumps(await parser.parse(text, reference), ensure_ascii=False) + "\n")
                sys.stdout.flush()

    asyncio.run(parse_lines())


def _request(line: str, number: int) -> tuple[str, date | None]:
    """Text and reference day of one line. Raises UsageError telling which line is malformed."""
    try:
        tree = json.loads(line)
        text, reference = tree["text"], tree.get("reference")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f'line {number}: each line must be a JSON object with "text"') from error
    if not isinstance(text, str):
        raise UsageError(f'line {number}: "text" must be a string')
    try:
        return text, date.fromisoformat(reference) if reference else None
    except (ValueError, TypeError) as error:
        raise UsageError(f'line {number}: "reference" must be a day such as 2026-11-22') from error


@app.command()
def evaluate(
    cases: Annotated[Path | None, typer.Option(help="Folder of cases; tests/nlu_cases if absent.", exists=True)] = None,
    picture: Annotated[Path | None, typer.Option(help="Where to write the confusion matrix as PNG.")] = None,
    wrong: Annotated[Path | None, typer.Option(help="Where to write what was misread, as JSON lines.")] = None,
) -> None:
    """Measure the model on test messages: tables, and a picture of what is mistaken for what."""
    from nlu.training.cases import load_cases
    from nlu.training.evaluate import evaluate as measure
    from nlu.training.parse import load_parser
    from nlu.training.report import draw, table, write_wrong

    model = composition.require_model(load().copy(update={"dialogue": "embedded"}))
    assert model is not None  # noqa: S101  (require_model raises otherwise)
    messages = load_cases(cases)
    parser = load_parser(model)
    with _progress() as progress:
        task = progress.add_task("reading", total=len(messages))
        result = measure(parser, messages, lambda: progress.advance(task))
    sys.stdout.write(table(result) + "\n")
    if picture:
        names = {name for pair in result.pairs for name in pair}
        draw(result, picture, {name: say(f"intents.{name}", "fa") for name in names})
    if wrong:
        write_wrong(result, wrong)


@app.command()
def benchmark(
    train: Annotated[list[Path], typer.Option(help="JSON lines to train on.", exists=True)],
    test: Annotated[list[Path], typer.Option(help="JSON lines to measure on.", exists=True)],
) -> None:
    """Train this project's own pipeline on any labelled data and measure it; JSON last."""
    from nlu.training.benchmark import run

    with _progress() as progress:
        task = progress.add_task("training", total=100)
        result = run(train, test, lambda words, share: progress.update(task, completed=100 * share, description=words))
    sys.stdout.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
