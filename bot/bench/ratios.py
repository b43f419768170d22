"""The ratios of one run."""

import asyncio
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.bench.messages import MIX, REPEATED
from bot.bench.parts import BareAgent, FullPath

Say = Callable[[str], None]
WARM_UP = 5  # rounds not counted: caches, prepared statements, the catalogue
ROUNDS = 10
LONG = 205  # messages of the long conversation; the windows below lie within it
EARLY, LATE = slice(3, 23), slice(185, 205)  # around the 10th and up to the 200th, some sessions of the tracker each
CITIZENS = 50
FLOOD = 200
PARSED = 20  # messages that understanding reads in a round


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table. `limit` is what the design allows; none where a figure is only told."""

    name: str
    value: float
    limit: float | None
    detail: str

    @property
    def holds(self) -> bool:
        """Whether the value is within its limit."""
        return self.limit is None or self.value <= self.limit


def _name() -> str:
    return uuid.uuid4().hex[:12]


async def full_against_bare(full: FullPath, bare: BareAgent, say: Say) -> Measure:
    """CPU of the full path ÷ bare Agent, the two in turn so that the machine's drift hits both alike."""
    say("full path against bare Agent")
    ratios, ours, theirs = [], [], []
    for turn in range(WARM_UP + ROUNDS):
        name = _name()
        one, other = sum(await full.cpu(name, MIX)), await bare.cpu(name, MIX)
        if turn >= WARM_UP:
            ratios.append(one / other)
            ours.append(one / len(MIX))
            theirs.append(other / len(MIX))
    words = (
        f"{1000 * statistics.median(ours):.1f} ms against {1000 * statistics.median(theirs):.1f} ms of CPU a message"
    )
    return Measure("full path ÷ bare Agent, CPU", statistics.median(ratios), 2.0, words)


async def late_against_early(full: FullPath, say: Say) -> Measure:
    """CPU at message 200 ÷ at message 10 of one conversation that says the same thing each time."""
    early: list[float] = []
    late: list[float] = []
    for turn in range(3):
        say(f"a conversation of {LONG} messages, {turn + 1} of 3")
        spent = await full.cpu(_name(), [REPEATED] * LONG)
        early += spent[EARLY]
        late += spent[LATE]
    words = f"{1000 * _typical(late):.1f} ms against {1000 * _typical(early):.1f} ms"
    return Measure("message 200 ÷ message 10, CPU", _typical(late) / _typical(early), 1.2, words)


def _typical(values: list[float]) -> float:
    """Mean without the highest and lowest tenth: the machine's hiccups are not the conversation's."""
    cut = len(values) // 10
    return statistics.mean(sorted(values)[cut : len(values) - cut])


async def burst_against_single(full: FullPath, say: Say) -> Measure:
    """Five messages at once in one conversation, last finish ÷ five times a single one."""
    say("bursts of five")
    singles, bursts = [], []
    for _ in range(ROUNDS):
        name = _name()
        await full.seconds(name, [REPEATED])
        singles.append(await full.seconds(name, [REPEATED]))
        bursts.append(await full.seconds(name, [REPEATED] * 5))
    one, five = statistics.median(singles), statistics.median(bursts)
    words = f"{1000 * five:.0f} ms against 5 × {1000 * one:.0f} ms"
    return Measure("burst of five ÷ 5 × single, time", five / (5 * one), 1.5, words)


async def flooded_against_quiet(full: FullPath, say: Say) -> Measure:
    """p95 reply time of 50 conversations while another one floods ÷ without the flood."""
    say(f"{CITIZENS} conversations, without and with one that floods")
    quiet = await _crowd(full)
    flood = asyncio.create_task(full.seconds(_name(), [REPEATED] * FLOOD))
    flooded = await _crowd(full)
    await flood
    words = f"{quiet:.2f} s against {flooded:.2f} s"
    return Measure("p95 of 50 with one flooding ÷ without", flooded / quiet, 1.5, words)


async def _crowd(full: FullPath) -> float:
    begin = time.perf_counter()

    async def citizen() -> float:
        await full.seconds(_name(), [REPEATED])
        return time.perf_counter() - begin

    times = sorted(await asyncio.gather(*(citizen() for _ in range(CITIZENS))))
    return times[int(0.95 * CITIZENS)]


async def parse_against_predict(model: Path, say: Say) -> list[Measure]:
    """CPU of understanding ÷ scikit-learn's prediction of the same texts, in turn; none of them was said before."""
    from bot.bench.understanding import Own, Sparing, Usual, examples

    say("understanding against bare scikit-learn")
    learnt = examples()
    texts = [text for text, _, _ in learnt[:: len(learnt) // (PARSED * (ROUNDS + 1))]]
    own, usual, sparing = Own(model), Usual(learnt), Sparing(learnt)
    spent: list[tuple[float, float, float]] = []
    for turn in range(ROUNDS + 1):  # the first one fills caches
        part = texts[turn * PARSED : (turn + 1) * PARSED]
        spent.append((await own.cpu(part), usual.cpu(part), sparing.cpu(part)))
    return [
        _parsing("parse ÷ scikit-learn predict, CPU", [(own, other) for own, other, _ in spent[1:]], 1.5),
        _parsing("parse ÷ two of them, no weight copied", [(own, other) for own, _, other in spent[1:]], None),
    ]


def _parsing(name: str, spent: list[tuple[float, float]], limit: float | None) -> Measure:
    ours, theirs = (1000 * statistics.median(times) / PARSED for times in zip(*spent, strict=True))
    ratio = statistics.median(own / other for own, other in spent)
    return Measure(name, ratio, limit, f"{ours:.2f} ms against {theirs:.2f} ms of CPU a message")
