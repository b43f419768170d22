"""The service or problem category that a message is about, named or only described."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.catalogue import topics
from nlu.components.messages import CANDIDATES, candidates_of, set_candidates, tokens_of
from nlu.components.reading_arbiter import SIDE_ROLE, allows
from nlu.components.topic_examples import examples_of, features_of
from nlu.intent import fitting
from nlu.intent.model import LinearModel
from nlu.mentions import Mention
from shahryar.paths import DATA

_TOP: Final = 3
# Where the wish is not understood only names count.
_UNREAD: Final = {None, DEFAULT_NLU_FALLBACK_INTENT_NAME}
# Margins times this give probabilities whose sureness fits how often they are right (measured on test messages of one author).
TEMPERATURE: Final = 6.0
# Believed over none from this share of its likelihood on: a wrong topic is corrected in a word, a missed one asked for.
DOUBT: Final = 0.2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Chooses among services and problem categories by the whole message, where the dictionary alone goes by names.

    Examples say what they are about in their metadata: `service: <id>` or `category: <id>`. Names in the catalogue are
    examples too. What is chosen has no role; what is named beside it has the role `side`. Candidates of a message become
    the best three with calibrated scores.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Features are made of tokens; Rasa cannot ask for a classifier before a component that is trained itself."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`data`: folder with `services/` and `categories.yml`, read at training time only; the project's own if empty."""
        return {"data": None}

    def __init__(
        self, fitted: LinearModel | None, data: Path = DATA, store: tuple[ModelStorage, Resource] | None = None
    ) -> None:
        self._model = fitted
        self._known = frozenset(fitted.labels if fitted else ())
        self._data = data
        self._store = store

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TopicClassifier":
        """An untrained classifier."""
        return cls(None, Path(config["data"] or DATA), (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples and on the names in the catalogue. Raises DataError where a catalogue file is wrong."""
        if self._store is None:
            raise ValueError("train() belongs to a component made by create()")
        storage, resource = self._store
        examples = examples_of(training_data, self._data)
        with storage.write_to(resource) as folder:
            if len(set(examples.labels)) > 1:
                fitting.fit(examples.documents, examples.labels, TEMPERATURE, topics.REGULARISATION).save(Path(folder))
        return resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        """The classifier of a model."""
        with model_storage.read_from(resource) as folder:
            return cls(LinearModel.load(Path(folder)) if any(Path(folder).iterdir()) else None)

    def process(self, messages: list[Message]) -> list[Message]:
        """Choose the topic, give the others the role `side`, and set the candidates."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            kinds = [entity for entity in CANDIDATES if allows(intent, entity)]
            if self._model is not None and kinds and tokens_of(message) and intent not in _UNREAD:
                self._choose(message, self._model, intent, kinds)
        return messages

    def _choose(self, message: Message, fitted: LinearModel, intent: str | None, kinds: Sequence[str]) -> None:
        likely = topics.ranked(fitted, features_of(message, intent), kinds)
        options = [option for option in likely if option[1] == topics.NOTHING or allows(intent, *option[:2])]
        linked = candidates_of(message)
        unheard = {entity: self._unheard(entity, linked[entity]) for entity in kinds}
        for entity in kinds:
            best = [(identifier, share) for kind, identifier, share in options if kind == entity]
            set_candidates(message, entity, _candidates(best, unheard[entity]))
        named = [entity for entity in message.get(ENTITIES, []) if entity["entity"] in kinds]
        heard = max((share for _, identifier, share in options if identifier != topics.NOTHING), default=0.0)
        surest = [found for found in named if unheard[found["entity"]].get(found["value"], 0.0) > heard]
        _leave_only(message, named, surest[0] if surest else _topic(message, named, _best(options)))

    def _unheard(self, entity: str, linked: topics.Candidates) -> dict[str, float]:
        """Records that no training message is about, with the linker's score: their names are all there is to go by."""
        return {name: score for name, score in linked if topics.label(entity, name) not in self._known}


def _candidates(ranked: topics.Candidates, unheard: Mapping[str, float]) -> list[tuple[str, float]]:
    """The best three: records known by messages share what the names of the others leave them."""
    left = 1.0 - max(unheard.values(), default=0.0)
    together = [*unheard.items(), *((identifier, share * left) for identifier, share in ranked)]
    together.sort(key=lambda candidate: -candidate[1])
    return [(identifier, round(share, 4)) for identifier, share in together[:_TOP]]


def _best(options: Sequence[tuple[str, str, float]]) -> tuple[str, str, float]:
    """The likeliest option, unless that is nothing and another one comes close to it."""
    if options[0][1] != topics.NOTHING or len(options) < 2:
        return options[0]
    return options[1] if options[1][2] >= DOUBT * options[0][2] else options[0]


def _topic(message: Message, named: Sequence[dict[str, Any]], best: tuple[str, str, float]) -> dict[str, Any] | None:
    """The entity of the best topic: the one that is named, else one that spans the words of the message."""
    kind, identifier, share = best
    if identifier == topics.NOTHING:
        return None
    same = [entity for entity in named if (entity["entity"], entity["value"]) == (kind, identifier)]
    if same:
        return same[0]
    words = [token for token in tokens_of(message) if token.text[0].isalnum()] or tokens_of(message)
    mention = Mention(kind, words[0].start, words[-1].end, identifier, round(share, 4))
    return mention.as_entity(TopicClassifier.__name__)


def _leave_only(message: Message, named: Sequence[dict[str, Any]], main: dict[str, Any] | None) -> None:
    """Make one entity the main one; those named beside it stay with a role, or go where the message is about nothing."""
    others = [entity for entity in message.get(ENTITIES, []) if entity not in named]
    sides = [{**entity, "role": SIDE_ROLE} for entity in named if main and entity is not main]
    kept = [*others, *sides, *([main] if main else [])]
    message.set(ENTITIES, sorted(kept, key=lambda entity: entity["start"]), add_to_output=True)
