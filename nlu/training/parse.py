"""Parsing messages with a trained model, in the form that `shahryar nlu parse` promises."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from nlu import quiet
from nlu.reference import REFERENCE
from shahryar.errors import ModelError

Reading = dict[str, Any]
"""`{"text", "intent": {"name", "confidence"}, "ranking", "entities": [{"entity", "start", "end", "text", "value"}], "service",
"category"}` and the lists `service_candidates` and `category_candidates` of `{"id", "score"}`."""


class Parser:
    """The understanding of one model, without dialogue. Made by `load_parser`."""

    def __init__(self, runner: Any, target: str) -> None:
        self._runner = runner
        self._target = target

    async def parse(self, text: str, reference: date | None = None) -> Reading:
        """Read one message. Offsets are Python characters of the raw text; ids are those of the catalogue or None.

        Args:
            text: the raw message.
            reference: the day from which «فردا» is told; today in Tehran if None.
        """
        return self.parse_now(text, reference)

    def parse_now(self, text: str, reference: date | None = None) -> Reading:
        """As `parse`, for code that is not asynchronous."""
        from rasa.core.channels.channel import UserMessage
        from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER

        metadata = {REFERENCE: reference.isoformat()} if reference else {}
        asked = UserMessage(text, metadata=metadata)
        asked.text = text  # Rasa strips it, which would shift the offsets
        inputs = {PLACEHOLDER_MESSAGE: [asked], PLACEHOLDER_TRACKER: None}
        message = self._runner.run(inputs=inputs, targets=[self._target])[self._target][0]
        return reading(text, message.as_dict(only_output_properties=True))


def reading(text: str, parsed: dict[str, Any]) -> Reading:
    """The promised form of what Rasa's pipeline gave for a raw text."""
    entities = parsed.get("entities", [])
    intent = parsed.get("intent") or {}
    return {
        "text": text,
        "intent": {"name": intent.get("name"), "confidence": intent.get("confidence", 0.0)},
        "ranking": parsed.get("intent_ranking", []),
        "entities": [
            {
                "entity": entity["entity"],
                "start": entity["start"],
                "end": entity["end"],
                "text": text[entity["start"] : entity["end"]],
                "value": entity["value"],
            }
            for entity in entities
        ],
        "service": _main(entities, "service"),
        "category": _main(entities, "problem_category"),
        "service_candidates": parsed.get("service_candidates", []),
        "category_candidates": parsed.get("category_candidates", []),
    }


def _main(entities: list[dict[str, Any]], kind: str) -> str | None:
    return next((entity["value"] for entity in entities if entity["entity"] == kind and not entity.get("role")), None)


def load_parser(model: Path) -> Parser:
    """Load the understanding of a model file.

    Raises:
        ModelError: there is no such file, or it is no model of Rasa 3.
    """
    quiet.prepare()
    import tarfile

    from rasa.engine.loader import load_predict_graph_runner
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.shared.exceptions import RasaException

    if not model.is_file():
        raise ModelError(f"there is no model {model.name}: train one with `shahryar nlu train`")
    try:
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), model, LocalModelStorage, DaskGraphRunner)
    except (RasaException, tarfile.TarError, OSError, KeyError, ValueError) as error:
        raise ModelError(f"{model.name} cannot be loaded: train it again with `shahryar nlu train`") from error
    return Parser(runner, metadata.nlu_target or "")
