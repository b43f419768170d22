"""What components share that learn nothing: they change what the intent classifier before them has read."""

from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier


class StatelessClassifier(IntentClassifier, GraphComponent):
    """Base of components behind the intent classifier that keep nothing in the model."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A ranking to change, or to go by."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """The component keeps nothing."""
        return cls()
