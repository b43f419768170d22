"""More training examples: each one misspelt, and each one in Latin letters."""

from random import Random
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.messages import COPY, text_of
from nlu.training.importer import Example
from nlu.training.noise import misspelt, romanised


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Augmenter(GraphComponent):
    """Adds copies of the training examples, before they are split into tokens; leaves citizens' messages as they are.

    The copies come from a generator seeded by the configuration, so the same data give the same model.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`seed` of the generator; `misspelt` and `romanised`: share of the examples that are copied so, 0 … 1."""
        return {"seed": 1, "misspelt": 0.05, "romanised": 0.0}

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Augmenter":
        """A component that keeps nothing in the model."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Append copies of the examples."""
        random = Random(self._config["seed"])  # noqa: S311  (no secret)
        copies: list[Message] = []
        for example in training_data.training_examples:
            if not example.get(INTENT) or not text_of(example):
                continue
            for name, make in (("misspelt", misspelt), ("romanised", romanised)):
                wanted = random.random() < self._config[name]
                text = make(text_of(example), random) if wanted else ""
                if text and text != text_of(example):
                    copies.append(_copy(example, text))
        training_data.training_examples.extend(copies)
        return TrainingData(training_data.training_examples, responses=training_data.responses)

    def process(self, messages: list[Message]) -> list[Message]:
        """Messages of citizens stay as they are."""
        return messages


def _copy(example: Message, text: str) -> Message:
    data = {TEXT: text, INTENT: example.get(INTENT), COPY: True}
    if example.get(METADATA):
        data[METADATA] = example.get(METADATA)
    return Example(data=data)
