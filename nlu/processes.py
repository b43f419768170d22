"""Work in several processes at once, when a model is trained."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain
from math import ceil
from typing import Any, TypeVar

from shahryar.errors import ShahryarError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

FEW = 2000  # fewer items are done before another process has started
_SHARES = 4  # a core; more even out unequal shares, fewer repeat less preparation


_Call = tuple[Callable[..., Any], tuple[Any, ...]]
_AHEAD: dict[_Call, "tuple[Future[list[tuple[bool, Any]]], int]"] = {}


def ahead(*calls: _Call) -> None:
    """Begin work in other processes while this one still imports and reads; `done` gives its results.

    Args:
        calls: functions with their arguments, all picklable, arguments hashable too.
    """
    thread = ThreadPoolExecutor(1)
    begun = thread.submit(at_once, [partial(_attempt, *call) for call in calls])
    thread.shutdown(wait=False)
    _AHEAD.update({call: (begun, place) for place, call in enumerate(calls)})


def done(function: Callable[..., _Result], *arguments: Any) -> _Result:
    """The result of a call that was begun ahead, once; of one that was not, by calling now. Raises what the call raises."""
    begun, place = _AHEAD.pop((function, arguments), (None, 0))
    if begun is None:
        return function(*arguments)
    worked, value = begun.result()[place]
    if not worked:
        raise value
    result: _Result = value
    return result


def _attempt(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Whether the call worked, and its result, else what it raised: the others' results are not lost with it."""
    try:
        return True, function(*arguments)
    except ShahryarError as error:
        return False, error


def share_out(work: Callable[[Sequence[_Item]], list[_Result]], items: Sequence[_Item]) -> list[_Result]:
    """What `work` gives for all items, one result an item, in their order.

    Args:
        work: called on stretches of the items; must be picklable, as must items and results.
        items: what to work on; few of them are done in this process.
    """
    if len(items) < FEW:
        return work(items)
    size = ceil(len(items) / (_cores() * _SHARES))
    stretches = [items[start : start + size] for start in range(0, len(items), size)]
    return list(chain.from_iterable(at_once([partial(work, stretch) for stretch in stretches])))


def at_once(jobs: Sequence[Callable[[], _Result]]) -> list[_Result]:
    """Results of picklable jobs, in their order, with a process for each core; a single job is done in this one."""
    if len(jobs) == 1:
        return [jobs[0]()]
    from joblib import Parallel, delayed

    return list(Parallel(n_jobs=_cores())(delayed(job)() for job in jobs))


def _cores() -> int:
    return os.cpu_count() or 1
