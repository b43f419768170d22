"""Reading the training messages of `data/nlu`, ten times faster than Rasa's own importer does."""

from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from shahryar.errors import DataError
from shahryar.yamls import YAMLError, parsed

_BULLET = "- "
_MESSAGES = "nlu"


class Example(Message):
    """A training message.

    Rasa copies all of them deeply at every step of importing, though nothing in them is changed there, and digests all that
    is in them at every step of training, for a cache that we do not use: both took longer than learning.
    """

    def __hash__(self) -> int:
        """By what a person wrote."""
        return hash((self.data.get(TEXT), self.data.get(INTENT)))

    def fingerprint(self) -> str:
        """As `__hash__`, the same in every process."""
        return f"{self.data.get(INTENT)} {self.data.get(TEXT)}"

    def __deepcopy__(self, memo: dict[int, Any]) -> "Example":
        return Example(data=dict(self.data))


class MessageImporter(RasaFileImporter):
    """Rasa's importer, but for messages: blocks of `intent`, `metadata` and `examples`, one message a line.

    Rasa parses YAML in Python and checks it against a schema, which takes longer than learning from it.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Take the files of folders called `nlu` for messages, those of others for rules and stories."""
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        files = sorted(file for path in map(Path, paths) for file in path.glob("*.yml"))
        self.config_file = config_file
        self._domain_path = domain_path
        self._nlu_files = [str(file) for file in files if file.parent.name == _MESSAGES]
        self._story_files = [str(file) for file in files if file.parent.name != _MESSAGES]
        self._conversation_test_files: list[str] = []
        self._messages: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All messages of all files, read once. Raises DataError naming the file that is wrong."""
        if self._messages is None:
            self._messages = TrainingData([example for path in map(Path, self._nlu_files) for example in read(path)])
        return self._messages


def read(path: Path) -> list[Example]:
    """Messages of one file. Raises DataError where it is wrong."""
    try:
        tree = parsed(path.read_text(encoding="utf-8"))
        blocks = tree["nlu"]
        return [example for block in blocks for example in _examples(block)]
    except (OSError, UnicodeDecodeError, YAMLError, KeyError, TypeError, AttributeError) as error:
        reason = " ".join(str(error).split())
        raise DataError(f"{path.name}: needs a list `nlu` of intents with examples ({reason})") from error


def _examples(block: dict[str, Any]) -> list[Example]:
    about = block.get("metadata")
    data = {INTENT: block["intent"], **({METADATA: {METADATA_INTENT: about}} if about else {})}
    lines = [line.strip() for line in block["examples"].splitlines()]
    texts = [line.removeprefix(_BULLET).strip() for line in lines if line.startswith(_BULLET)]
    return [Example(data={TEXT: text, **data}) for text in texts if text]
