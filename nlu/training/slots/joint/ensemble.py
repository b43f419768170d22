"""Several networks at once, one a process, so that each core has one and the same seeds give the same networks."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from nlu import quiet
from nlu.intent.model import Floats
from nlu.training.slots.joint.network import Network
from nlu.training.slots.joint.recipes import Lesson, Recipe


@dataclass(frozen=True)
class Trained:
    """Networks and the CPU time that all of them took, in seconds."""

    networks: list[Network]
    seconds: float


class Training:
    """Networks that are being trained in the background; a context manager that waits for its processes."""

    def __init__(self, lesson: Lesson, recipes: Sequence[Recipe], on_done: Callable[[], None]) -> None:
        """Start at once, on all cores. `on_done` is called, from another thread, for each network that is ready."""
        self._vocabulary = lesson.vocabulary
        self._pool = ProcessPoolExecutor(min(os.cpu_count() or 1, max(1, len(recipes))), get_context("spawn"))
        self._futures: list[Future[tuple[dict[str, Floats], float]]] = []
        for recipe in recipes:
            future = self._pool.submit(_train, lesson, recipe)
            future.add_done_callback(lambda _: on_done())
            self._futures.append(future)

    def wait(self) -> Trained:
        """The networks, in the order of the recipes."""
        done = [future.result() for future in self._futures]
        networks = [Network(self._vocabulary, weights) for weights, _ in done]
        return Trained(networks, sum(seconds for _, seconds in done))

    def __enter__(self) -> "Training":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _train(lesson: Lesson, recipe: Recipe) -> tuple[dict[str, Floats], float]:
    # Before TensorFlow is imported: with oneDNN a convolution costs half as much, and `quiet` leaves alone what is set.
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
    quiet.prepare()
    from nlu.training.slots.joint.learning import train

    started = time.process_time()
    weights = train(lesson, recipe)
    return weights, time.process_time() - started
