"""Tokens for Rasa: normalised text and lemma, raw offsets."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.text import tokenize


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class PersianTokenizer(Tokenizer):
    """Emits one Rasa token a word, number or sign; `message.text` stays as the citizen typed it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Intent names are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of an attribute; each has an explicit end, as normalised text may be shorter or longer than raw."""
        return [
            Token(text=token.text, start=token.start, end=token.end, lemma=token.lemma)
            for token in tokenize(message.get(attribute))
        ]
