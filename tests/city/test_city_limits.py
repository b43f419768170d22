"""The rate limit, settings, working days, and a database that goes away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from city.app import create_app, create_runner
from city.rate import RateLimiter
from city.session import make_engine, make_sessions, ping
from city.settings import Settings, from_environment
from city.workdays import add_working_days
from shahryar.errors import StoreError, UsageError
from tests.city.city_client import KEY, serving

URL = "SHAHRYAR_CITY_DATABASE_URL"


async def test_too_many_requests(settings: Settings) -> None:
    async with serving(replace(settings, rate_limit=3)) as city:
        answers = [await city.get("/services.xml") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].faults == [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20


async def test_fewer_results_by_setting(settings: Settings) -> None:
    async with serving(replace(settings, max_results=2)) as city:
        identities = [await city.lodge() for _ in range(3)]
        told = (await city.get("/requests.json")).json
    assert [row["service_request_id"] for row in told] == identities[:0:-1]


def test_limiter_lets_a_burst_pass_then_an_even_rate() -> None:
    now = 0.0
    limiter = RateLimiter(60, clock=lambda: now)
    assert [limiter.wait("a") for _ in range(60)] == [0.0] * 60
    assert limiter.wait("a") == pytest.approx(1.0)
    assert limiter.wait("b") == 0.0
    now = 1.0
    assert limiter.wait("a") == 0.0
    assert limiter.wait("a") == pytest.approx(1.0)
    now = 1000.0
    assert [limiter.wait("a") for _ in range(60)] == [0.0] * 60


def test_limiter_can_be_off_and_stays_small() -> None:
    off = RateLimiter(0)
    assert {off.wait("a") for _ in range(1000)} == {0.0}
    limiter = RateLimiter(1, clock=lambda: 0.0)
    assert limiter.wait("first") == 0.0
    assert limiter.wait("first") > 0.0
    assert {limiter.wait(f"caller {n}") for n in range(10_000)} == {0.0}
    assert limiter.wait("first") == 0.0  # the oldest was forgotten


def test_working_days_skip_thursday_and_friday() -> None:
    wednesday = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert add_working_days(wednesday, 1) == wednesday + timedelta(days=3)
    assert add_working_days(wednesday, 6) == wednesday + timedelta(days=10)
    late_evening = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)  # already Thursday in Tehran
    assert add_working_days(late_evening, 1) == datetime(2026, 11, 27, 21, 0, tzinfo=UTC)


def test_settings_of_an_environment() -> None:
    given = {
        URL: " postgresql://me:secret@db.example/city ",
        "SHAHRYAR_CITY_API_KEY": KEY,
        "SHAHRYAR_CITY_HOST": "",
        "SHAHRYAR_CITY_PORT": "9000",
        "SHAHRYAR_CITY_RATE_LIMIT": "10",
        "SHAHRYAR_CITY_TOKEN_DELAY": "0.5",
        "SHAHRYAR_CITY_PUBLIC_URL": "https://city.example/",
        "SHAHRYAR_CITY_JURISDICTION": "a.example",
    }
    assert from_environment(given) == Settings(
        database_url="postgresql+psycopg://me:secret@db.example/city",
        api_key=KEY,
        port=9000,
        rate_limit=10,
        token_delay=0.5,
        public_url="https://city.example",
        jurisdiction="a.example",
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, URL),
        ({URL: "  "}, URL),
        ({URL: "sqlite://"}, URL),
        ({URL: "nonsense"}, URL),
        ({URL: "postgresql:///x", "SHAHRYAR_CITY_PORT": "http"}, "SHAHRYAR_CITY_PORT"),
        ({URL: "postgresql:///x", "SHAHRYAR_CITY_PORT": "70000"}, "SHAHRYAR_CITY_PORT"),
        ({URL: "postgresql:///x", "SHAHRYAR_CITY_TOKEN_DELAY": "-1"}, "SHAHRYAR_CITY_TOKEN_DELAY"),
        ({URL: "postgresql:///x", "SHAHRYAR_CITY_RATE_LIMIT": "nan"}, "SHAHRYAR_CITY_RATE_LIMIT"),
    ],
)
def test_wrong_settings_are_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        from_environment(environment)


async def test_a_database_out_of_reach() -> None:
    engine = make_engine("postgresql+psycopg://nobody@/nothing?host=/nonexistent")
    with pytest.raises(StoreError, match="SHAHRYAR_CITY_DATABASE_URL"):
        await ping(engine)
    await engine.dispose()


async def test_a_database_that_goes_away_answers_503(settings: Settings) -> None:
    engine = make_engine("postgresql+psycopg://nobody@/nothing?host=/nonexistent")
    async with serving(settings) as city:
        runner = create_runner(create_app(settings, make_sessions(engine)))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        city.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        answer = await city.get("/requests.xml")
        await runner.cleanup()
    assert (answer.status, answer.faults) == (503, [503])
    assert answer.headers["Retry-After"] == "5"
