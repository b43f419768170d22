"""Intent classification by a linear model on sparse n-grams."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.messages import labelled, message_features, tokens_of
from nlu.intent import calibration, fitting
from nlu.intent.model import LinearModel
from shahryar.errors import ModelError


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks all intents, with confidences whose temperature was fitted on data the model had not seen.

    It makes its features straight from the tokens: Rasa's featurizers also build a matrix for every token, which costs more
    than the whole prediction and which only neural classifiers use.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Features are made of tokens."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents the parse data tells."""
        return {"ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        fitted: LinearModel | None = None,
        store: tuple[ModelStorage, Resource] | None = None,
    ) -> None:
        self._config = config
        self._model = fitted
        self._store = store

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """An untrained classifier."""
        return cls(config, store=(model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples. Raises ModelError where there are fewer than two intents."""
        if self._store is None:
            raise ValueError("train() belongs to a component made by create()")
        storage, resource = self._store
        examples = labelled(training_data)
        if len(set(examples.labels)) < 2:
            raise ModelError("training needs examples of at least two intents in data/nlu")
        unseen = calibration.held_out(examples)
        factor = calibration.temperature(unseen) if unseen else 1.0
        with storage.write_to(resource) as folder:
            planes = fitting.separate(examples.space.matrix, examples.labels)
            fitting.model(examples.space, planes, factor).save(Path(folder))
        return resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """The classifier of a model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, LinearModel.load(Path(folder)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking; a message without tokens gets no intent."""
        if self._model is None:
            raise ModelError("the intent classifier was asked before it was trained")
        for message in messages:
            ranked = self._model.rank(message_features(message)) if tokens_of(message) else []
            ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence} for name, confidence in ranked]
            top = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, dict(top), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages
