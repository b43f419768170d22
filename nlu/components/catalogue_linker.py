"""Entities `service` and `problem_category`: what the message is about, by the names in the catalogue."""

from functools import partial
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.catalogue import index
from nlu.catalogue.index import Index
from nlu.catalogue.linker import Linker, link, link_all
from nlu.components.messages import add_entities, mark, read_json, set_candidates, text_of, write_json
from nlu.processes import done, share_out
from shahryar.paths import DATA

_SERVICE, _CATEGORY = "service", "problem_category"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class CatalogueLinker(GraphComponent):
    """Links messages to services and problem categories.

    It runs before the classifier and marks the tokens it understood: the classifier then learns what people want of *any*
    service. Entities carry the record's id as value; the parse data gains the lists `service_candidates` and
    `category_candidates`, each of up to three `{"id", "score"}`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Tokens are marked, so there must be some."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`data`: folder with `services/` and `categories.yml`, read at training time only; the project's own if empty."""
        return {"data": None}

    def __init__(self, indexes: dict[str, Index]) -> None:
        self._linkers = {
            entity: Linker(indexes[entity], entity) for entity in (_SERVICE, _CATEGORY) if entity in indexes
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CatalogueLinker":
        """A component for training; it knows its catalogue once it is loaded."""
        component = cls({})
        component._source = Path(config["data"] or DATA)
        component._store = (model_storage, resource)
        return component

    _source: Path = DATA
    _store: tuple[ModelStorage, Resource] | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Build the dictionaries and keep them in the model. Raises DataError where a catalogue file is wrong."""
        if self._store is None:
            raise ValueError("train() belongs to a component made by create()")
        storage, resource = self._store
        indexes = {
            _SERVICE: done(index.of_services, self._source),
            _CATEGORY: done(index.of_categories, self._source),
        }
        write_json(storage, resource, {entity: built.to_json() for entity, built in indexes.items()})
        return resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CatalogueLinker":
        """The component with the dictionaries of its model."""
        trees = read_json(model_storage, resource)
        return cls({entity: Index(**tree) for entity, tree in trees.items()})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark the tokens of training examples and set their candidates; their entities stay as they were annotated."""
        examples = training_data.training_examples
        found = share_out(partial(link_all, self._linkers), [text_of(example) for example in examples])
        for example, links in zip(examples, found, strict=True):
            for entity, linked in links.items():
                mark(example, linked.mentions)
                set_candidates(example, entity, linked.candidates)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities, marks and candidates to each message."""
        for message in messages:
            for entity, linked in link(self._linkers, text_of(message)).items():
                mark(message, linked.mentions)
                add_entities(message, linked.mentions, type(self).__name__)
                set_candidates(message, entity, linked.candidates)
        return messages
