"""The last word on a reading: which of the things named the intent is about."""

from typing import Any, Final

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.messages import text_of
from nlu.components.stateless import StatelessClassifier
from nlu.text import tokenize

SIDE_ROLE: Final = "side"  # role of a service or category that is named beside the one the message is about
_ANY: Final = {"inform", "correct", "deny", "affirm", DEFAULT_NLU_FALLBACK_INTENT_NAME, None}
_INTENTS: Final = {
    "problem_category": _ANY | {"report_problem", "track_request", "dispute_closure", "withdraw_request"},
    "service": _ANY
    | {
        "ask_service", "ask_documents", "ask_cost", "ask_duration", "ask_eligibility", "ask_channel", "ask_legal_basis",
        "ask_city_info", "inquire_tax", "inquire_document_status", "pay_bill", "book_appointment", "complain_conduct",
        "subscribe",
    },
}  # fmt: skip
_PURPOSE: Final = {"برای", "واسه", "جهت", "برا", "بابت"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ReadingArbiter(StatelessClassifier):
    """Takes away services and categories that do not go with the intent, and tells the main one from those beside it.

    The main one has no role, so that a slot mapping without role gets exactly one value; others have the role `side`.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        """Filter the entities and give roles."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            entities = [
                entity for entity in message.get(ENTITIES, []) if intent in _INTENTS.get(entity["entity"], {intent})
            ]
            for kind in _INTENTS:
                _give_roles([entity for entity in entities if entity["entity"] == kind], intent, text_of(message))
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _give_roles(entities: list[dict[str, Any]], intent: str | None, text: str) -> None:
    if not entities:
        return
    main = _main(entities, intent, text)
    for entity in entities:
        if entity is not main:
            entity["role"] = SIDE_ROLE


def _main(entities: list[dict[str, Any]], intent: str | None, text: str) -> dict[str, Any]:
    """A correction's last one; else the one that something is «برای»; else the first."""
    if intent == "correct":
        return entities[-1]
    tokens = tokenize(text)
    for entity in entities[1:]:
        before = [token.text for token in tokens if token.end <= entity["start"]]
        if before and before[-1] in _PURPOSE:
            return entity
    return entities[0]
