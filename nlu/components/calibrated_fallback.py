"""`nlu_fallback` where a reading is too unsure, with thresholds that training measured."""

import unicodedata
from dataclasses import asdict
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.messages import labelled, read_json, text_of, write_json
from nlu.intent.calibration import Calibration
from nlu.training.calibrate import measure

# Letters that, held down, are neither laughter («خخخ», «ههه») nor a drawn-out answer.
_MASHED: Final = frozenset("ۀضصثقفغعحجچشسیبلتنمکگظطزرذدپوژءئؤأآ")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedFallback(IntentClassifier, GraphComponent):
    """Like Rasa's FallbackClassifier, but threshold and margin come from held-out examples and lie in the model."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Features are made of tokens; Rasa cannot ask for a classifier before a component that is trained itself."""
        return [Tokenizer]

    def __init__(self, calibration: Calibration | None, store: tuple[ModelStorage, Resource] | None = None) -> None:
        self._calibration = calibration
        self._store = store

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CalibratedFallback":
        """A component for training."""
        return cls(None, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Measure the thresholds on held-out examples and keep them in the model."""
        if self._store is None:
            raise ValueError("train() belongs to a component made by create()")
        storage, resource = self._store
        write_json(storage, resource, asdict(measure(labelled(training_data))))
        return resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CalibratedFallback":
        """The component with the thresholds of its model."""
        return cls(Calibration(**read_json(model_storage, resource)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put `nlu_fallback` on top of unsure rankings, which else stay as they were."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY, [])
            if self._calibration and (
                says_nothing(text_of(message))
                or is_unsure([entry[PREDICTED_CONFIDENCE_KEY] for entry in ranking], self._calibration)
            ):
                confidence = self._calibration.threshold
                fallback = {INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME, PREDICTED_CONFIDENCE_KEY: confidence}
                message.set(INTENT, fallback, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [dict(fallback), *ranking], add_to_output=True)
        return messages


def says_nothing(text: str) -> bool:
    """Whether a text has no letter, digit or picture («؟؟؟», «...»), or only one letter that stands for no laughter."""
    letters = {char for char in text if unicodedata.category(char)[0] in "LNS"}
    return not letters or (len(letters) == 1 and letters <= _MASHED and len(text.strip()) > 2)


def is_unsure(confidences: list[float], calibration: Calibration) -> bool:
    """Whether confidences (best first) are too low or too close to be believed; true for none at all."""
    if not confidences or confidences[0] < calibration.threshold:
        return True
    return len(confidences) > 1 and confidences[0] - confidences[1] < calibration.margin
