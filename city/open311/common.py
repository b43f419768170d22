"""What the handlers of all resources share: formats, jurisdiction, API keys, periods."""

from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from city import keys
from city.errors import Faults, TooMany, refuse
from city.parsing import Form, moment
from city.state import STATE, State

LONGEST_PERIOD = timedelta(days=90)


def format_of(request: web.Request) -> str:
    """`xml` or `json`, from the URL's suffix."""
    return request.match_info["fmt"]


def state_of(request: web.Request) -> State:
    """What the handlers share."""
    return request.app[STATE]


def id_in_path(request: web.Request, part: str, name: str) -> str:
    """The id in the URL, of which `name` is the name in the specification.

    Raises:
        Refused: it is empty (400), or holds what no id of ours does (404), such as NUL, which PostgreSQL refuses.
    """
    identity = request.match_info[part].strip()
    if not identity:
        raise refuse(400, f"{name} was not given.")
    if not (identity.isascii() and identity.isprintable()):
        raise refuse(404, f"{name} is not known here.")
    return identity


def check_jurisdiction(form: Form, state: State, faults: Faults) -> None:
    """Notes a fault when another jurisdiction than ours is asked for."""
    wanted = form.one("jurisdiction_id")
    if wanted is not None and wanted != state.settings.jurisdiction:
        faults.add(404, "jurisdiction_id is not known here.")


async def required_key(session: AsyncSession, form: Form, state: State, faults: Faults) -> int | None:
    """Row id of the API key of a POST; None when it is missing or wrong (then a fault is noted).

    Raises:
        TooMany: this key posts too often.
    """
    if form.one("api_key") is None:
        faults.add(403, "api_key was not given.")
        return None
    return await offered_key(session, form, state, faults)


async def offered_key(session: AsyncSession, form: Form, state: State, faults: Faults) -> int | None:
    """Row id of the API key that a caller may, but need not, give; a wrong one is a fault, as in `required_key`."""
    text = form.one("api_key")
    if text is None:
        return None
    key = await keys.find(session, text)
    if key is None:
        faults.add(403, "api_key is not valid.")
        return None
    seconds = state.limiter.wait(f"key {key}")
    if seconds:
        raise TooMany(seconds)
    return key


def period(form: Form, state: State, faults: Faults) -> tuple[datetime, datetime]:
    """The span asked for by start_date and end_date, at most 90 days.

    Without both it is the last 90 days; with one of them alone, the 90 days after or before it.
    """
    start = moment(form.one("start_date"), "start_date", faults)
    end = moment(form.one("end_date"), "end_date", faults)
    if end is None:
        end = start + LONGEST_PERIOD if start else state.now()
    if start is None:
        start = end - LONGEST_PERIOD
    if start > end:
        faults.add(400, "start_date is after end_date.")
    if end - start > LONGEST_PERIOD:
        faults.add(400, f"start_date and end_date are more than {LONGEST_PERIOD.days} days apart.")
    return start, end
