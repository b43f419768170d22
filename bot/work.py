"""The engine for work: procrastinate's app, our tasks, and the rescue of jobs whose worker died."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterator

import procrastinate
import structlog
from procrastinate import JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from bot.outbox import Outbox
from bot.turns import Turns
from shahryar.errors import ShahryarError

log = structlog.stdlib.get_logger(__name__)
QUEUES = ("turns", "lodgings")
ATTEMPTS = {"turn": 5, "deliver": 60, "lodge": 200}
LONGEST_WAIT = {"turn": 60, "deliver": 60, "lodge": 600}  # seconds between two attempts
DELIVERIES = 64  # under way at once; they wait for the channel's pace most of the time
POLL = 1.0  # seconds; only jobs that were put off wait for it, the others are signalled
MISSED = 4  # heartbeats after which a worker counts as dead


class BackOff(procrastinate.BaseRetryStrategy):
    """Wait 1, 2, 4 … seconds, up to the task's longest wait, for as many attempts as the task is worth."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None after the last attempt."""
        if job.attempts + 1 >= ATTEMPTS[job.task_name]:
            return None
        return RetryDecision(retry_in={"seconds": min(LONGEST_WAIT[job.task_name], 2**job.attempts)})


def make_app(url: str, turns: Turns, outbox: Outbox) -> procrastinate.App:
    """procrastinate's app with the tasks `turn`, `deliver` and `lodge`. `url`: PostgreSQL address in libpq's form."""
    libpq = url.replace("postgresql+psycopg://", "postgresql://")
    app = procrastinate.App(connector=PsycopgConnector(conninfo=libpq, min_size=1, max_size=20))

    @app.task(name="turn", queue="turns", pass_context=True, retry=BackOff())
    async def turn(context: JobContext, update: int) -> None:
        # A message that kills the worker each time must not block its conversation for ever.
        if context.job.attempts + 1 >= ATTEMPTS["turn"]:
            await turns.give_up(update)
            return
        with _told("turn", update=update):
            await turns.run(update)

    @app.task(name="deliver", retry=BackOff())
    async def deliver(conversation: str) -> None:
        with _told("deliver", conversation=conversation):
            await outbox.deliver(conversation)

    @app.task(name="lodge", queue="lodgings", pass_context=True, retry=BackOff())
    async def lodge(context: JobContext, lodging: int) -> None:
        if context.job.attempts + 1 >= ATTEMPTS["lodge"]:
            await outbox.bury(lodging)
            return
        with _told("lodge", lodging=lodging):
            await outbox.lodge(lodging)

    return app


@contextlib.contextmanager
def _told(task: str, **values: object) -> Iterator[None]:
    """One line for the operator about an attempt that failed; the stack only where the failure was not foreseen."""
    try:
        yield
    except ShahryarError as error:
        log.warning("to be tried again", task=task, code=error.code, error=error.message, **values)
        raise
    except Exception as error:
        log.exception("failed, to be tried again", task=task, code="E700", error=type(error).__name__, **values)
        raise


@contextlib.asynccontextmanager
async def working(
    app: procrastinate.App, deliveries: Collection[str], concurrency: int, heartbeat: float
) -> AsyncIterator[None]:
    """Run workers for as long as the block lasts; what is under way then is finished first.

    Args:
        deliveries: queues of the channels that this process delivers to. They have slots of their own: a chat that waits
            for its channel's pace must not keep others from being answered.
        concurrency: turns and lodgings under way at once.
        heartbeat: seconds between signs of life; after four missed ones others take the jobs over.
    """
    async with app.open_async():
        workers = [_worker(app, QUEUES, concurrency, heartbeat)]
        if deliveries:
            workers.append(_worker(app, deliveries, DELIVERIES, heartbeat))
        stopping = asyncio.Event()
        running = [asyncio.create_task(worker.run()) for worker in workers]  # type: ignore[no-untyped-call]
        running.append(asyncio.create_task(_rescue(app, heartbeat, stopping)))
        await asyncio.sleep(0)  # a worker that has not begun would forget that it was told to stop
        try:
            yield
        finally:
            # Told, not cancelled: in Python 3.11 a cancellation that meets a database answer can be lost in wait_for.
            stopping.set()
            for worker in workers:
                worker.stop()  # type: ignore[no-untyped-call]
            await asyncio.gather(*running, return_exceptions=True)


def _worker(app: procrastinate.App, queues: Collection[str], concurrency: int, heartbeat: float) -> Worker:
    return Worker(
        app=app,
        queues=list(queues),
        concurrency=concurrency,
        fetch_job_polling_interval=POLL,
        install_signal_handlers=False,
        delete_jobs="successful",
        update_heartbeat_interval=heartbeat,
        stalled_worker_timeout=heartbeat * MISSED,
        shutdown_graceful_timeout=20,
    )


async def _rescue(app: procrastinate.App, heartbeat: float, stopping: asyncio.Event) -> None:
    manager = app.job_manager
    while not stopping.is_set():
        with contextlib.suppress(procrastinate.exceptions.ConnectorException):
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=heartbeat * MISSED):
                log.warning("a job is taken over from a dead worker", code="E202", job=job.id, task=job.task_name)
                await manager.retry_job(job)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), heartbeat)
