"""`shahryar nlu …`: parse, train, evaluate, benchmark."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot import app as composition
from bot.cli.progress import console
from bot.settings import load
from shahryar.errors import UsageError

app = typer.Typer(no_args_is_help=True)


@app.command()
def train() -> None:
    """Train a model for the present data; prints its path."""
    from nlu.training import train as training

    models = load().models
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
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
                sys.stdout.write(json.dumps(await parser.parse(_text(line, number)), ensure_ascii=False) + "\n")
                sys.stdout.flush()

    asyncio.run(parse_lines())


def _text(line: str, number: int) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f'line {number}: each line must be a JSON object with "text"') from error
    if not isinstance(text, str):
        raise UsageError(f'line {number}: "text" must be a string')
    return text


@app.command()
def evaluate() -> None:
    """Measure the model on tests/nlu_cases."""
    from nlu.training.evaluate import evaluate as measure
    from nlu.training.evaluate import load_cases
    from nlu.training.parse import load_parser

    model = composition.require_model(load().copy(update={"dialogue": "embedded"}))
    assert model is not None  # noqa: S101  (require_model raises otherwise)
    sys.stdout.write(measure(load_parser(model), load_cases()).table() + "\n")


@app.command()
def benchmark(
    train: Annotated[list[Path], typer.Option(help="JSON lines to train on.", exists=True)],
    test: Annotated[list[Path], typer.Option(help="JSON lines to measure on.", exists=True)],
) -> None:
    """Train this project's own pipeline on any labelled data and measure it; JSON last."""
    from nlu.training.benchmark import run

    sys.stdout.write(json.dumps(asdict(run(train, test)), ensure_ascii=False) + "\n")
