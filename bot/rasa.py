"""Put Rasa behind the Dialogue protocol, as the settings say."""

import asyncio
from pathlib import Path

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from actions.services.catalogue import catalogue
from actions.services.documents.library import library
from actions.services.executor import InProcessEndpoint
from bot.dialogue import Dialogue, EmbeddedRasa, RasaServer
from bot.settings import Settings
from nlu.tracker_store import SqlTrackerStore
from shahryar.errors import ModelError
from store import session


def connect_dialogue(settings: Settings, model: Path | None) -> Dialogue:
    """The dialogue of the settings: `embedded` loads `model`, a URL is a `rasa run` server.

    Raises:
        ModelError: the embedded dialogue has no model, or it cannot be loaded.
    """
    if settings.dialogue != "embedded":
        return RasaServer(settings.dialogue, settings.dialogue_token.get_secret_value())
    if model is None:
        raise ModelError("no model for the present data; run `shahryar nlu train`")
    return embedded(model, actions_url=settings.actions_url)


async def warm_up(settings: Settings) -> None:
    """Read the documents that actions in this process quote, beside its event loop: thousands of passages take seconds.

    Raises:
        DataError: `data/documents/words.yml` is unusable.
    """
    if settings.dialogue == "embedded" and not settings.actions_url:
        await asyncio.to_thread(library().refresh)


def embedded(model: Path, actions_url: str = "") -> EmbeddedRasa:
    """Rasa in this process, with actions in it too, or at `actions_url`."""
    endpoint = EndpointConfig(actions_url) if actions_url else InProcessEndpoint()
    agent = Agent.load(str(model), action_endpoint=endpoint)
    catalogue()  # read now, not while the first citizen waits
    if not agent.is_ready():
        raise ModelError(f"{model.name} cannot be loaded; delete it and run `shahryar nlu train`")
    return EmbeddedRasa(agent, SqlTrackerStore(agent.domain, engine=session.engine(), codec="store.encryption"))
