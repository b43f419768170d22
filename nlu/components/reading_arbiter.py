"""The last word on a reading: what can go with the intent."""

from typing import Final

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.stateless import StatelessClassifier

SIDE_ROLE: Final = "side"  # role of a service or category that is named beside the one the message is about
_ANY: Final = {"inform", "correct", "deny", "affirm", DEFAULT_NLU_FALLBACK_INTENT_NAME, None}
_INTENTS: Final = {
    "problem_category": _ANY | {"report_problem", "track_request", "dispute_closure", "withdraw_request"},
    "service": _ANY
    | {
        "ask_service", "ask_documents", "ask_cost", "ask_duration", "ask_eligibility", "ask_channel", "ask_legal_basis",
        "ask_city_info", "inquire_tax", "inquire_document_status", "pay_bill", "book_appointment", "change_appointment",
        "complain_conduct", "subscribe", "find_office", "ask_opening_hours",
    },
}  # fmt: skip
# Bills of water, power, gas and telephone are of no service; municipal charges are.
_CHARGES: Final = {"renovation-tax", "vehicle-tax", "waste-fee"}
_ONLY: Final = {"pay_bill": _CHARGES, "inquire_tax": {*_CHARGES, "inheritance-tax", "tax-return", "article-100"}}


def allows(intent: str | None, entity: str, value: object = None) -> bool:
    """Whether a message of an intent can be about a kind of record, and about that very one if `value` is given."""
    if entity in _INTENTS and intent not in _INTENTS[entity]:
        return False
    return value is None or entity != "service" or intent not in _ONLY or value in _ONLY[intent]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ReadingArbiter(StatelessClassifier):
    """Takes away services and categories that do not go with the intent."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Filter the entities."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            kept = [entity for entity in message.get(ENTITIES, []) if allows(intent, entity["entity"], entity["value"])]
            message.set(ENTITIES, kept, add_to_output=True)
        return messages
