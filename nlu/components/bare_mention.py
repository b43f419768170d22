"""A message that only names a thing or a place is `inform`, whatever its words remind the classifier of."""

import re
from typing import Any, Final

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.addresses import is_bare_address
from nlu.components.messages import give_share, share_of, text_of
from nlu.components.stateless import StatelessClassifier
from nlu.text import TextToken, tokenize

INFORM: Final = "inform"
CONFIDENCE: Final = 0.95
_LONGEST = 80
_NAMED: Final = frozenset({"service", "problem_category"})
# Words that announce a value and add no wish of their own.
_ANNOUNCING: Final = frozenset({
    "در", "تو", "توی", "شهر", "شهرستان", "برای", "واسه", "کد", "ملی", "کدملی", "ملیم", "کدملیم", "شماره", "شمارم", "شمارهام",
    "موبایل",
    "موبایلم", "همراه", "همراهم", "پیگیری", "رهگیری", "است", "هست", "میباشد", "ساکن", "اهل", "نفر", "تا", "عدد", "من", "بنده",
    "هستم", "سکونت", "محل", "تلفن",
})  # fmt: skip
# What is said with a verb («آسفالت کنده شده», «پاسپورتم گم شده») tells something.
_VERB: Final = re.compile(
    r"ن?می\w{2,}|ن?(شده|شد|رفته|کرده|زده|گرفته|خورده|افتاده|سوخته|شکسته|ریخته|ترکیده|مونده|مانده|بسته|کنده|داره|دارم|داریم|دارد|اومده|بردن)"
    r"|گم|نیست|قطع\w*|خراب\w*|کنم|کنید|دزدیدن|بگیرم|شکسته|سوخته|تاریک\w*|کثیف\w*|پر|باز|لق|کج|گرفتگی|ترکیدگی|سرریز|نداره|نداریم|ول"
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BareMention(StatelessClassifier):
    """Puts `inform` on top where one entity and words that announce it, or a place, are the whole message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Change the intent of bare messages."""
        for message in messages:
            if _is_bare(message):
                give_share(message, INFORM, max(share_of(message, INFORM), CONFIDENCE))
        return messages


def _is_bare(message: Message) -> bool:
    entities = message.get(ENTITIES, [])
    text = text_of(message)
    if len(text) > _LONGEST:
        return False
    if not any(entity["entity"] in _NAMED for entity in entities) and is_bare_address(text):
        return True
    # A problem that is only named may well be reported by that: the classifier decides.
    if len(entities) != 1 or entities[0]["entity"] == "problem_category":
        return False
    words = [token for token in tokenize(text) if token.text[0].isalnum()]
    return all(_harmless(token, entities[0]) for token in words)


def _harmless(token: TextToken, entity: dict[str, Any]) -> bool:
    if token.start < entity["end"] and entity["start"] < token.end:
        return not _VERB.fullmatch(token.text)
    return token.text in _ANNOUNCING
