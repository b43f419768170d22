"""Work in several processes at once, when a model is trained."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from math import ceil
from threading import Thread
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

FEW = 2000  # fewer items are done before another process has started
_SHARES = 4  # a core; more even out unequal shares, fewer repeat less preparation


def warm_up() -> None:
    """Start the processes while this one still imports and reads."""
    Thread(target=at_once, args=([os.getpid] * _cores(),), daemon=True).start()


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
