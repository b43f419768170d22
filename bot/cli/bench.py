"""`shahryar bench`: the table of ratios."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import app as composition
from bot.cli.progress import step
from bot.settings import Settings, load
from shahryar.errors import ModelError

if TYPE_CHECKING:
    from bot.bench.ratios import Measure

_SAMPLE = 20  # every so many training messages are linked to see what a large catalogue costs


def bench(
    quick: Annotated[bool, typer.Option(help="Leave out training and start-up.")] = False,
) -> None:
    """Measure this machine: ratios within one run, against what the design allows."""
    from bot.bench import growth
    from bot.bench.starting import start_to_first_reply, training
    from bot.bench.understanding import examples

    settings = load()
    measures = asyncio.run(_ratios(settings))
    if not quick:
        with step("start to first reply"):
            start = start_to_first_reply(settings)
        measures.append(start)
        with step("training"):
            measures.append(training())
        with step("a thousand services more"):
            measures += growth.measures([text for text, _, _ in examples()[::_SAMPLE]], start.value)
    _print(measures)
    if not all(measure.holds for measure in measures):
        raise typer.Exit(1)


async def _ratios(settings: Settings) -> "list[Measure]":
    from bot.bench import ratios, starting
    from bot.bench.parts import BareAgent, full_path
    from bot.cli.stack import ensure_model

    model = await ensure_model(settings)
    if model is None:
        raise ModelError("bench measures the embedded dialogue; unset SHAHRYAR_DIALOGUE")

    def say(words: str) -> None:
        sys.stderr.write(f"… {words}\n")

    async with composition.base(settings) as ground:
        composition.export(settings)
        async with full_path(ground.url, ground.signals, model, settings.worker_concurrency) as full:
            memory = starting.resident()
            found = [
                await ratios.full_against_bare(full, BareAgent(model), say),
                await ratios.late_against_early(full, say),
                await ratios.burst_against_single(full, say),
                await ratios.flooded_against_quiet(full, say),
            ]
        return [*found, *await ratios.parse_against_predict(model, say), memory]


def _print(measures: "list[Measure]") -> None:
    table = Table("measure", "value", "limit", "", "detail", title="shahryar bench")
    for measure in measures:
        limit = "–" if measure.limit is None else f"≤ {measure.limit:g}"
        table.add_row(measure.name, f"{measure.value:.2f}", limit, "ok" if measure.holds else "MISSED", measure.detail)
    Console(width=130).print(table)
