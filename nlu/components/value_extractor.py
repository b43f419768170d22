"""Entities that are values: ids, telephone numbers, codes, numbers, cities."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.messages import FAULTS, KIND, add_entities, mark, read_json, text_of, tokens_of, write_json
from nlu.entities import values
from nlu.entities.city.gazetteer import CityName, Need, build
from nlu.entities.number import rules as number
from nlu.mentions import Mention
from nlu.processes import done, share_out
from nlu.reference import reference_day

_TRAINING_DAY: Final = date(2026, 11, 22)  # any fixed day: which words make a date does not hang on it


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class ValueExtractor(GraphComponent):
    """Finds values by rules (see `nlu/entities`); what lies inside an earlier entity is part of that one."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Tokens are marked, so there must be some."""
        return [Tokenizer]

    def __init__(self, cities: Mapping[str, CityName], store: tuple[ModelStorage, Resource] | None = None) -> None:
        self._cities = cities
        self._store = store

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ValueExtractor":
        """A component for training; it knows the cities once it is loaded."""
        return cls({}, (model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Cut the list of cities out of GeoNames and keep it in the model."""
        if self._store is None:
            raise ValueError("train() belongs to a component made by create()")
        storage, resource = self._store
        write_json(storage, resource, {key: [city.name, int(city.need)] for key, city in done(build).items()})
        return resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ValueExtractor":
        """The component with the cities of its model."""
        tree = read_json(model_storage, resource)
        return cls({key: CityName(name, Need(need)) for key, (name, need) in tree.items()})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark the tokens of training examples."""
        examples = training_data.training_examples
        find = partial(values.find_all, cities=self._cities, today=_TRAINING_DAY)
        found = share_out(find, [text_of(example) for example in examples])
        for example, mentions in zip(examples, found, strict=True):
            _keep(example, mentions)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities, marks and what was written wrong to each message."""
        for message in messages:
            today = reference_day(message.get("metadata"))
            found = _keep(message, values.find(text_of(message), self._cities, today))
            add_entities(message, found, type(self).__name__)
            wrong = values.faults(text_of(message))
            message.set(FAULTS, [{"entity": kind, "fault": fault} for kind, fault in wrong.items()], add_to_output=True)
        return messages


def _keep(message: Message, found: Sequence[Mention]) -> list[Mention]:
    """Values that count, whose free tokens are marked.

    A number may be part of a record's name («ماده صد»); any other value stands for itself, also between the words of one.
    """
    taken = list(_taken(message))
    free = [mention for mention in found if not any(mention.overlaps(other) for other in taken)]
    mark(message, free)
    return [mention for mention in found if mention.entity != number.ENTITY or mention in free]


def _taken(message: Message) -> Iterator[Mention]:
    """Tokens that another component understood already."""
    for token in tokens_of(message):
        if token.get(KIND):
            yield Mention(token.get(KIND), token.start, token.end, token.text)
