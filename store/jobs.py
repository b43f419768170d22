"""Defer a job inside the business transaction, so that a row and its job commit together."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, :lock, NULL, CAST(:args AS jsonb), "
    "CAST(:at AS timestamptz))::procrastinate_job_to_defer_v1])"
)


async def defer(
    connection: AsyncConnection, task: str, *, queue: str, lock: str | None, at: datetime | None = None, **args: Any
) -> None:
    """Queue a job.

    Args:
        connection: the transaction it belongs to.
        task: name of a task in bot/work.py: `turn`, `deliver`, `lodge`, ….
        queue: name of the queue.
        lock: jobs with one lock run one after another, in the order in which they were deferred.
        at: not before this moment.
        args: the task's arguments, JSON values.
    """
    values = {"queue": queue, "task": task, "lock": lock, "args": json.dumps(args), "at": at}
    await connection.execute(_DEFER, values)
