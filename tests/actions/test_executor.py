"""Actions in this process and in their own server: same answers, failures that are not lost."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from aiohttp.test_utils import unused_port
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.conversation import Help
from actions.services import server
from actions.services.executor import InProcessEndpoint, failures_raised
from shahryar.errors import BackendUnavailable, StoreError, UsageError
from tests.actions.fakes import user


def call(action: str) -> dict[str, Any]:
    message = user("راهنما", "help")
    tracker = {"sender_id": "web:1", "slots": {}, "latest_message": message, "events": []}
    return {"next_action": action, "tracker": tracker}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make `action_help` raise what the test says."""

    def install(error: Exception) -> None:
        async def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(Help, "answer", fail)

    return install


async def test_an_action_answers_without_a_server() -> None:
    result = await InProcessEndpoint().request(json=call("action_help"), method="post", timeout=5, compress=False)
    assert result is not None
    assert result["responses"][0]["text"].startswith("این کارها از من برمی‌آید")


async def test_a_rejection_is_what_rasa_expects(failing: Any) -> None:
    failing(ActionExecutionRejection("action_help", "not now"))
    with pytest.raises(ClientResponseError) as caught:
        await InProcessEndpoint().request(json=call("action_help"))
    assert caught.value.status == 400
    assert caught.value.text == '{"action_name": "action_help", "error": "not now"}'


async def test_an_unknown_action_is_404() -> None:
    with pytest.raises(ClientResponseError) as caught:
        await InProcessEndpoint().request(json=call("action_unheard_of"))
    assert caught.value.status == 404


async def test_an_error_of_ours_becomes_its_sentence(failing: Any) -> None:
    failing(BackendUnavailable("the city is down"))
    result = await InProcessEndpoint().request(json=call("action_help"))
    assert result is not None
    assert result["responses"][0]["text"].startswith("سامانهٔ سازمان الان جواب نمی‌دهد")
    assert result["responses"][0]["buttons"]


@pytest.mark.parametrize("error", [RuntimeError("bug"), StoreError("no database")])
async def test_other_failures_reach_whoever_runs_the_turn(failing: Any, error: Exception) -> None:
    failing(error)

    async def rasa() -> None:
        """Rasa logs what an action raises and goes on."""
        with pytest.raises(type(error)):
            await InProcessEndpoint().request(json=call("action_help"))

    with pytest.raises(type(error), match=str(error)), failures_raised():
        await rasa()


def test_only_answers_of_this_process_are_trusted() -> None:
    nonsense = {"events": "none"}
    assert RemoteAction("a", InProcessEndpoint())._validate_action_result(nonsense)
    with pytest.raises(Exception, match="is not of type"):
        RemoteAction("a", EndpointConfig("http://127.0.0.1:1"))._validate_action_result(nonsense)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Address of an action server with the token `secret`, in a thread of its own."""
    port = unused_port()
    loop = asyncio.new_event_loop()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        app = server.app("secret")
        starting = app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        running = loop.run_until_complete(starting)
        loop.run_until_complete(running.startup())
        loop.run_until_complete(running.start_serving())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


@pytest.fixture
def http(served: str) -> Iterator[httpx.Client]:
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(base_url=served, transport=transport, params={"token": "secret"}) as client:
        yield client


def test_the_server_answers_as_the_process_does(http: httpx.Client) -> None:
    answer = http.post("/webhook", json=call("action_help")).json()
    assert answer["responses"][0]["text"].startswith("این کارها از من برمی‌آید")


def test_without_the_token_it_answers_nothing_but_its_health(http: httpx.Client) -> None:
    assert http.get("/health", params={"token": ""}).status_code == 200
    for token in ("", "wrong"):
        refused = http.post("/webhook", json=call("action_help"), params={"token": token})
        assert (refused.status_code, "responses" in refused.json()) == (403, False)


def test_a_failure_does_not_echo_what_was_said(http: httpx.Client, failing: Any) -> None:
    failing(RuntimeError("secret words"))
    answer = http.post("/webhook", json=call("action_help"))
    assert answer.status_code == 500
    assert "راهنما" not in answer.text
    assert "secret words" not in answer.text


def test_beyond_loopback_a_token_is_needed() -> None:
    with pytest.raises(UsageError, match="needs a token"):
        server.run("0.0.0.0", 5055)
