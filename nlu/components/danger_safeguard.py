"""A message that tells of danger is `emergency`, and a lone ordinary word never is, whatever the classifier says."""

from typing import Final

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.messages import give_share, share_of, text_of
from nlu.components.stateless import StatelessClassifier
from nlu.danger import is_calm_word, may_be_now, tells_of_danger, tells_of_self_harm

EMERGENCY: Final = "emergency"
CONFIDENCE: Final = 0.9
# Of 4,500 test messages that are neither, one is held for an emergency with this share or more.
_ENOUGH: Final = 0.25
# Emergencies at things of the city are taken for reports: of 540 reports two reach this share, of 251 emergencies all.
_ENOUGH_OF_A_REPORT: Final = 0.15
_DOUBTFUL: Final = 0.1
_CONFUSED: Final = frozenset({"report_problem", "inform", "out_of_scope", "help", "talk_to_human", "find_office"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerSafeguard(StatelessClassifier):
    """Puts `emergency` on top of messages that tell of danger and name no service, and takes it from lone calm words."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Change intent and ranking where words and classifier disagree, or where the classifier is of two minds."""
        for message in messages:
            text = text_of(message)
            told, share = tells_of_danger(text), share_of(message, EMERGENCY)
            if is_calm_word(text) and not told:
                if _top(message) == EMERGENCY:
                    give_share(message, EMERGENCY, 0.0)
            elif share < CONFIDENCE and (
                tells_of_self_harm(text) or _is_close(message, share) or (told and _may_be_meant(message, share))
            ):
                give_share(message, EMERGENCY, CONFIDENCE)
        return messages


def _is_close(message: Message, share: float) -> bool:
    """Whether the classifier thought of an emergency, and nothing in the words speaks against it."""
    enough = _ENOUGH_OF_A_REPORT if _top(message) == "report_problem" else _ENOUGH
    return share >= enough and (_top(message) == EMERGENCY or may_be_now(text_of(message)))


def _may_be_meant(message: Message, share: float) -> bool:
    """Whether words of danger are to be believed: thanks, a question or a withdrawal take more than words."""
    named = any(entity["entity"] == "service" for entity in message.get(ENTITIES, []))
    return not named and (_top(message) in _CONFUSED or share >= _DOUBTFUL)


def _top(message: Message) -> str | None:
    return (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
