"""GET /healthz and GET /metrics."""

from typing import Any

from sqlalchemy import text

from store import session
from tests.web.client import Client
from tests.web.serving import Served


async def health(client: Client) -> tuple[int, dict[str, Any]]:
    async with client.http.get("/healthz") as response:
        return response.status, await response.json()


async def test_health_without_a_worker_is_degraded(client: Client) -> None:
    assert await health(client) == (
        200,
        {"status": "degraded", "database": True, "worker": {"alive": False, "seconds": None}, "queues": {}},
    )


async def test_health_sees_worker_and_queues(client: Client) -> None:
    async with session.transaction() as connection:
        await connection.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    await client.post({"text": "سلام"})
    status, body = await health(client)
    assert (status, body["status"], body["queues"]) == (200, "ok", {"turns": 1})


async def test_health_sees_a_worker_that_is_gone(client: Client) -> None:
    async with session.transaction() as connection:
        old = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        await connection.execute(text(old))
    _, body = await health(client)
    assert body["status"] == "degraded" and body["worker"] == {"alive": False, "seconds": 3600.0}


async def test_database_down_is_503_and_a_sentence(served: Served, client: Client) -> None:
    csrf = client.csrf
    served.worker.paused = True
    await session.close()
    session.connect("postgresql://nobody@127.0.0.1:9/none")
    status, body = await health(client)
    assert (status, body["status"], body["database"]) == (503, "down", False)
    status, body = await client.post({"text": "سلام"}, csrf=csrf)
    assert status == 503 and body["error"]["code"] == "unavailable" and "ثبت نشد" in body["error"]["message"]
    page = await client.load()
    assert "گفتگو الان باز نمی‌شود" in page


async def test_metrics_count_messages_and_refusals(client: Client) -> None:
    await client.post({"text": "سلام"})
    await client.post({"text": ""})
    async with client.http.get("/metrics") as response:
        page = await response.text()
    assert 'shahryar_web_messages_total{kind="text"} 1.0' in page
    assert 'shahryar_web_refusals_total{reason="empty"} 1.0' in page
    assert 'route="/messages",status="202"' in page and 'shahryar_queue_jobs{queue="turns"} 1.0' in page


async def test_metrics_are_for_this_machine_only(client: Client) -> None:
    for header in ("X-Forwarded-For", "Forwarded"):
        async with client.http.get("/metrics", headers={header: "203.0.113.5"}) as response:
            assert response.status == 404
