"""Examples of what messages are about, for training the topic classifier."""

from pathlib import Path
from typing import Final

from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.catalogue import records, topics
from nlu.components.messages import CANDIDATES, COPY, RECORD, candidates_of, text_of, tokens_of
from nlu.components.reading_arbiter import allows
from nlu.contrast import asserted
from nlu.intent.examples import Examples
from nlu.intent.features import Word

_CORRECT: Final = "correct"
_METADATA: Final = {"service": "service", "category": "problem_category"}  # key of an example's metadata → entity


def examples_of(training_data: TrainingData, data: Path) -> Examples:
    """Training messages and, as examples of their own, the names of the records that some message is about.

    A record that none is about has its names alone, which are the linker's business: as a topic it would cost a column of
    weights and be outvoted by those that have hundreds of messages.

    Args:
        training_data: messages whose metadata may hold `service: <id>` or `category: <id>`.
        data: folder with `services/` and `categories.yml`.
    """
    messages = [example for example in training_data.intent_examples if text_of(example) and _may_be_about(example)]
    labels = [_label(message) for message in messages]
    heard = frozenset(labels)
    every = [
        *topics.names("service", records.services(data / "services")),
        *topics.names("problem_category", records.categories(data / "categories.yml")),
    ]
    names = [(found, topic) for found, topic in every if topic in heard]
    return Examples(
        documents=[
            *(features_of(example, example.get(INTENT)) for example in messages),
            *(found for found, _ in names),
        ],
        labels=[*labels, *(topic for _, topic in names)],
        written=[*(True for _ in messages), *(False for _ in names)],
    )


def features_of(message: Message, intent: str | None) -> list[str]:
    """Feature strings of a message; of a correction only those of what it asserts («نوسازی نه، پسماند»)."""
    tokens = tokens_of(message)
    candidates = candidates_of(message)
    kept = asserted(tokens) if intent == _CORRECT else tokens
    if len(kept) < len(tokens):
        said = {token.get(RECORD) for token in kept}
        candidates = {entity: [o for o in options if o[0] in said] for entity, options in candidates.items()}
    return topics.topic_features([Word(token.text, token.lemma) for token in kept], candidates, intent)


def _may_be_about(example: Message) -> bool:
    """Messages of other intents are never asked what they are about; copies with errors teach intents, but no topics."""
    return not example.get(COPY) and any(allows(example.get(INTENT), entity) for entity in CANDIDATES)


def _label(example: Message) -> str:
    about = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    named = [topics.label(entity, about[key]) for key, entity in _METADATA.items() if key in about]
    return named[0] if named else topics.NOTHING
