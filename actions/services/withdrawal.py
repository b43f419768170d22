"""Taking a lodging back before it leaves: its job is cancelled, so that no worker will ever send it."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from store import lodgings

WITHDRAWN = "withdrawn"  # state of a lodging that the citizen took back before it was sent
# A job that a worker has taken is no longer `todo`: then nothing is cancelled, and the request counts as sent.
_CANCEL = text(
    "SELECT procrastinate_cancel_job_v1(id, false, false) FROM procrastinate_jobs "
    "WHERE task_name = 'lodge' AND status = 'todo' AND lock = :lock"
)


async def withdraw(connection: AsyncConnection, lodging: int) -> bool:
    """Take back a lodging that surely was not sent; False where it was, or may have been. Joins the transaction."""
    async with connection.begin_nested() as savepoint:
        cancelled = await connection.scalar(_CANCEL, {"lock": f"lodging:{lodging}"})
        case = await lodgings.get(
            connection, lodging
        )  # read after the job was held: an attempt may just have been made
        if cancelled is None or case is None or case.state != "queued":
            await savepoint.rollback()
            return False
        await lodgings.change(connection, lodging, state=WITHDRAWN)
    return True
