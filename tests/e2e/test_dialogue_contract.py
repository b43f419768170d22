"""One contract for Rasa in this process and Rasa behind HTTP: the same words, the same intents, the same writes."""

import asyncio
import re
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from cryptography.fernet import Fernet
from rasa.core.agent import Agent

from actions.services import server as action_server
from actions.services.executor import InProcessEndpoint
from bot import intake
from bot.dialogue import Dialogue, EmbeddedRasa, RasaServer
from bot.messages import Incoming, Kind
from bot.rasa import connect_dialogue
from bot.settings import Settings
from bot.turns import Turns
from nlu.tracker_store import SESSION_EVENTS, SqlTrackerStore
from shahryar.errors import UsageError
from shahryar.paths import PROJECT
from shahryar.texts import say
from store import encryption, session
from tests.conftest import named
from tests.e2e.conftest import API_KEY, RunningCity, free_port
from tests.e2e.rasa_server import (
    CODE,
    PLACE,
    REPORT,
    RUBBISH,
    SCRIPTS,
    SUBMIT,
    TOKEN,
    Dying,
    RunningRasa,
    answering,
    citizen,
    complaint,
    events_of,
    masked,
    outbox,
    payloads,
    rasa_server,
    turns_of,
    words,
)

BOTH = ("embedded", "server")


@pytest.fixture(scope="module")
def shared(server: str, home: Path) -> Iterator[tuple[str, str]]:
    """Address of the one database of this file, and the key that all its processes use."""
    url, key, before = named(server, "contract"), Fernet.generate_key().decode(), encryption._ring
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE contract TEMPLATE template_shahryar")
    encryption.configure(key, home)
    yield url, key
    encryption._ring = before


@pytest.fixture(scope="module")
def rasa(
    shared: tuple[str, str], city: RunningCity, trained_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningRasa]:
    """`rasa run` and `shahryar actions`."""
    settings = {
        "SHAHRYAR_DATABASE_URL": shared[0],
        "SHAHRYAR_KEYS": shared[1],
        "SHAHRYAR_CITY_URL": city.url,
        "SHAHRYAR_CITY_API_KEY": API_KEY,
    }
    with rasa_server(settings, trained_model, tmp_path_factory.mktemp("rasa")) as running:
        yield running


@pytest.fixture(scope="module")
def agent(trained_model: Path) -> Agent:
    """Loaded once; `test_settings_choose_the_adapter` loads it as the worker does."""
    return Agent.load(str(trained_model), action_endpoint=InProcessEndpoint())


@pytest.fixture
async def database(shared: tuple[str, str], city_backend: RunningCity) -> AsyncIterator[str]:
    """This process is connected to the database of this file, and its actions to the city."""
    session.connect(shared[0])
    yield shared[0]
    await session.close()


Make = Callable[[str], Dialogue]


@pytest.fixture
async def make(database: str, request: pytest.FixtureRequest) -> AsyncIterator[Make]:
    """Makes a dialogue by its name."""
    made: list[Dialogue] = []

    def dialogue(name: str) -> Dialogue:
        if name == "server":
            made.append(RasaServer(request.getfixturevalue("rasa").url, TOKEN))
        else:
            store = SqlTrackerStore(engine=session.engine(), codec="store.encryption")
            made.append(EmbeddedRasa(request.getfixturevalue("agent"), store))
        return made[-1]

    yield dialogue
    for one in made:
        await one.close()


@pytest.fixture(params=BOTH)
def dialogue(request: pytest.FixtureRequest, make: Make) -> Dialogue:
    return make(request.param)


@pytest.mark.parametrize("script", SCRIPTS)
async def test_both_answer_alike(make: Make, script: str) -> None:
    embedded, served = [await citizen(make(name)) for name in BOTH]
    for text, metadata in SCRIPTS[script]:
        first = await embedded.say(text, **metadata)
        second = await served.say(text, **metadata)
        assert first.replies and masked(first) == masked(second)


async def test_a_greeting(dialogue: Dialogue) -> None:
    answer = await (await citizen(dialogue)).say("سلام")
    assert answer.intent == "greet" and answer.confidence is not None and 0.5 < answer.confidence <= 1
    assert "شهریار" in words(answer) and "/report_problem" in payloads(answer)


async def test_a_question_and_its_follow_up(dialogue: Dialogue) -> None:
    person = await citizen(dialogue)
    cost, documents = await person.say("هزینهٔ گذرنامه چقدر است؟"), await person.say("مدارکش چیه؟")
    assert (cost.intent, documents.intent) == ("ask_cost", "ask_documents")
    assert "گذرنامه" in words(cost) and "گذرنامه" in words(documents) and words(cost) != words(documents)


async def test_a_buttons_payload(dialogue: Dialogue) -> None:
    answer = await (await citizen(dialogue)).say('/ask_cost{"service": "passport"}', kind="button", title="هزینه")
    assert (answer.intent, answer.confidence) == ("ask_cost", 1.0)
    assert "گذرنامه" in words(answer)


async def test_the_language_reaches_actions(dialogue: Dialogue) -> None:
    person = await citizen(dialogue)
    assert words(await person.say("/help", language="en")) == say("common.help", "en")
    assert words(await person.say("/help")) == say("common.help", "fa")


async def test_a_report_is_written_once_with_place_and_photo(dialogue: Dialogue, picture: Path) -> None:
    person = await citizen(dialogue)
    photo = await intake.attach(person.name, await asyncio.to_thread(picture.read_bytes))
    opened = await person.say(*REPORT[0][:1])
    assert opened.intent == "report_problem" and opened.replies[-1].request == "location"
    await person.say("/inform", kind="location", location=PLACE)
    summary = await person.say("/inform", kind="photo", photo=photo)
    assert SUBMIT in payloads(summary) and await person.cases() == []
    done = await person.say(SUBMIT, kind="button", title="ثبت کن")
    (case,) = await person.cases()
    assert CODE.search(words(done)) and case.category == "pothole"
    assert [case.details[name] for name in ("lat", "long", "photo")] == [*PLACE, photo]


async def test_conversations_do_not_mix(dialogue: Dialogue) -> None:
    people = [await citizen(dialogue), await citizen(dialogue)]
    names = ("گذرنامه", "گواهینامه")
    await asyncio.gather(*(one.say(f"هزینهٔ {name} چقدر است؟") for one, name in zip(people, names, strict=True)))
    first, second = await asyncio.gather(*(one.say("مدارکش چیه؟") for one in people))
    assert "گذرنامه" in words(first) and "گواهینامه" not in words(first)
    assert "گواهینامه" in words(second) and "گذرنامه" not in words(second)


async def test_a_name_in_persian_is_a_conversation_like_any_other(dialogue: Dialogue) -> None:
    person = await citizen(dialogue, "/علی ۱%20")
    await person.say("هزینهٔ گذرنامه چقدر است؟")
    answer = await person.say("مدارکش چیه؟")
    assert answer.intent == "ask_documents" and "گذرنامه" in words(answer)


async def test_replies_survive_the_end_of_a_session(dialogue: Dialogue, database: str) -> None:
    person = await citizen(dialogue)
    answers = [await person.say('/ask_cost{"service": "passport"}') for _ in range(SESSION_EVENTS // 4)]
    assert turns_of(database, person.name, "max(session)") >= 1
    whole, latest = [await events_of(person.name, sessions) for sessions in (None, 1)]
    assert 0 < latest < whole
    assert {(len(one.replies), one.intent, words(one)) for one in answers} == {(1, "ask_cost", words(answers[0]))}


async def test_the_server_answers_a_repetition_from_its_tracker(make: Make, database: str) -> None:
    person = await citizen(make("server"))
    answers = [await person.say(text, **metadata) for text, metadata in REPORT]
    before = turns_of(database, person.name)
    assert await person.again(SUBMIT) == answers[-1]
    person.update = 1
    assert await person.again(REPORT[0][0]) == answers[0]
    assert turns_of(database, person.name) == before and len(await person.cases()) == 1


@pytest.mark.parametrize(("name", "kept"), [("embedded", 0), ("server", 1)])
async def test_a_turn_that_dies_after_the_answer_answers_once(make: Make, name: str, kept: int, database: str) -> None:
    """In-process the rollback takes the tracker along; the server's tracker keeps the turn and is asked for it."""
    conversation, dialogue = f"telegram:{uuid.uuid4().hex}", make(name)
    incoming = Incoming("telegram", uuid.uuid4().hex, conversation, Kind.TEXT, text="هزینهٔ گذرنامه چقدر است؟")
    update = await intake.accept(incoming)
    assert update is not None
    with pytest.raises(ConnectionAbortedError):
        await Turns(Dying(dialogue)).run(update)
    assert turns_of(database, conversation) == kept and outbox(database, update) == 0
    for _ in range(2):
        await Turns(dialogue).run(update)
    assert turns_of(database, conversation) == 1 and outbox(database, update) == 1


@pytest.mark.parametrize("name", BOTH)
async def test_actions_write_while_the_turn_is_open(make: Make, name: str) -> None:
    """The action server writes the row of a conversation whose update the worker has locked."""
    conversation = f"telegram:{uuid.uuid4().hex}"
    payload = '/change_language{"language_code": "en"}'
    incoming = Incoming("telegram", uuid.uuid4().hex, conversation, Kind.BUTTON, text="English", payload=payload)
    update = await intake.accept(incoming)
    assert update is not None
    async with asyncio.timeout(60):
        await Turns(make(name)).run(update)
    async with session.transaction() as connection:
        rows = await connection.exec_driver_sql("SELECT language FROM conversations WHERE id = %s", (conversation,))
        assert rows.scalar_one() == "en"


@pytest.mark.parametrize("name", BOTH)
async def test_settings_choose_the_adapter(database: str, trained_model: Path, rasa: RunningRasa, name: str) -> None:
    url = rasa.url if name == "server" else name
    made = connect_dialogue(Settings.parse_obj({"dialogue": url, "dialogue_token": TOKEN}), trained_model)
    assert isinstance(made, RasaServer if name == "server" else EmbeddedRasa)
    assert (await (await citizen(made)).say("سلام")).intent == "greet"
    await made.close()


async def test_a_server_that_is_not_there() -> None:
    assert "cannot be reached" in await complaint(RasaServer(f"http://127.0.0.1:{free_port()}", TOKEN))


async def test_a_wrong_token(rasa: RunningRasa) -> None:
    assert "SHAHRYAR_DIALOGUE_TOKEN" in await complaint(RasaServer(rasa.url, "secret-but-wrong"))
    assert "SHAHRYAR_DIALOGUE_TOKEN" in await complaint(RasaServer(rasa.url))


@pytest.mark.parametrize("kind", RUBBISH)
async def test_a_server_that_answers_rubbish(kind: str) -> None:
    answer, said = RUBBISH[kind]
    async with answering(answer) as url:
        assert said in await complaint(RasaServer(url, TOKEN))


async def test_a_server_that_hangs_up_or_says_nothing() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    for behaviour in (hang_up, say_nothing):
        server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert "cannot be reached" in await complaint(RasaServer(f"http://127.0.0.1:{port}", TOKEN, timeout=0.3))
        server.close()


def test_both_servers_listen_on_loopback_only(rasa: RunningRasa) -> None:
    for pid, url in zip(rasa.pids, (rasa.actions, rasa.url), strict=True):
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        found = {
            (one.laddr.ip, one.laddr.port)
            for process in processes
            for one in process.net_connections("inet")
            if one.status == psutil.CONN_LISTEN
        }
        assert found == {("127.0.0.1", int(url.rpartition(":")[2]))}


def test_actions_beyond_loopback_need_a_token() -> None:
    assert Settings.__fields__["actions_host"].default in action_server.LOOPBACK
    with pytest.raises(UsageError, match="token"):
        action_server.run("0.0.0.0", free_port())


@pytest.mark.parametrize("path", ["docs/operations.md", "deploy/shahryar-rasa.service"])
def test_we_tell_operators_to_bind_rasa_to_loopback(path: str) -> None:
    commands = re.findall(r"rasa run --.*", (PROJECT / path).read_text(encoding="utf-8"))
    assert commands and all("--interface 127.0.0.1" in command for command in commands)
