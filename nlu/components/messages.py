"""What our components share about Rasa's messages."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.intent.examples import Examples
from nlu.intent.features import Word, features
from nlu.mentions import Mention

KIND = "kind"  # property of a Rasa token: the entity that covers it
RECORD = "record"  # and that entity's value
CANDIDATES = {"service": "service_candidates", "problem_category": "category_candidates"}  # entity → property
FAULTS = "faults"  # property of a message: `{"entity", "fault"}` of values that are written wrong
COPY = "copy"  # set on training examples that were made, not written
_FILE = "content.json"


def text_of(message: Message) -> str:
    """The citizen's raw text; empty for messages without any."""
    return message.get(TEXT) or ""


def tokens_of(message: Message) -> list[Token]:
    """Rasa tokens of the text."""
    return message.get(TOKENS_NAMES[TEXT]) or []


def mark(message: Message, mentions: Iterable[Mention]) -> None:
    """Write each mention's kind and value on the tokens that it covers."""
    tokens = tokens_of(message)
    for mention in mentions:
        for token in tokens:
            if token.start < mention.end and mention.start < token.end:
                token.set(KIND, mention.entity)
                token.set(RECORD, mention.value)


def add_entities(message: Message, mentions: Iterable[Mention], extractor: str) -> None:
    """Append mentions to the message's entities, in order of offset."""
    found = [*message.get(ENTITIES, []), *(mention.as_entity(extractor) for mention in mentions)]
    message.set(ENTITIES, sorted(found, key=lambda entity: entity["start"]), add_to_output=True)


def candidates_of(message: Message) -> dict[str, list[tuple[str, float]]]:
    """Entity → (id, score in 0 … 1) of the records that a message may be about, best first."""
    return {
        entity: [(entry["id"], entry["score"]) for entry in message.get(key) or []]
        for entity, key in CANDIDATES.items()
    }


def set_candidates(message: Message, entity: str, candidates: Iterable[tuple[str, float]]) -> None:
    """Keep the records that a message may be about, best first."""
    entries = [{"id": identifier, "score": score} for identifier, score in candidates]
    message.set(CANDIDATES[entity], entries, add_to_output=True)


def message_features(message: Message) -> list[str]:
    """Feature strings of the message's tokens as far as they are marked."""
    return features([Word(token.text, token.lemma, token.get(KIND)) for token in tokens_of(message)])


def give_share(message: Message, intent: str, share: float) -> None:
    """Set an intent's confidence to a share in 0 … 1, spread the rest over the others, and rank and choose anew."""
    ranking = message.get(INTENT_RANKING_KEY, [])
    factor = (1.0 - share) / max(1.0 - share_of(message, intent), 1e-9)
    changed = [{INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: share}] + [
        {**entry, PREDICTED_CONFIDENCE_KEY: entry[PREDICTED_CONFIDENCE_KEY] * factor}
        for entry in ranking
        if entry[INTENT_NAME_KEY] != intent
    ]
    changed.sort(key=lambda entry: -entry[PREDICTED_CONFIDENCE_KEY])
    message.set(INTENT, dict(changed[0]), add_to_output=True)
    message.set(INTENT_RANKING_KEY, changed, add_to_output=True)


def share_of(message: Message, intent: str) -> float:
    """An intent's confidence in the ranking, 0.0 where it has no place there."""
    ranking = message.get(INTENT_RANKING_KEY, [])
    return next((entry[PREDICTED_CONFIDENCE_KEY] for entry in ranking if entry[INTENT_NAME_KEY] == intent), 0.0)


@lru_cache(maxsize=1)
def labelled(training_data: TrainingData) -> Examples:
    """All training examples that have text and intent. Cached by identity: several components ask for the same data."""
    examples = [example for example in training_data.intent_examples if example.get(INTENT) and text_of(example)]
    return Examples(
        documents=[message_features(example) for example in examples],
        labels=[example.get(INTENT) for example in examples],
        written=[not example.get(COPY) for example in examples],
    )


def write_json(storage: ModelStorage, resource: Resource, tree: Any) -> None:
    """Keep a tree of plain values in the model."""
    with storage.write_to(resource) as folder:
        (Path(folder) / _FILE).write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


def read_json(storage: ModelStorage, resource: Resource) -> Any:
    """What `write_json` kept."""
    with storage.read_from(resource) as folder:
        return json.loads((Path(folder) / _FILE).read_text(encoding="utf-8"))
